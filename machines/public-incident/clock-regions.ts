/**
 * The clocks. Each region looks (`looking`), goes where its clock stands, and waits there for the next moment that matters.
 * A clock that an event changed is looked at again. What a look does is pure arithmetic: clocks.ts.
 */
import { incident } from "./setup.ts";

export const fastReportClock = incident.createStateConfig({
  initial: "looking",
  states: {
    looking: {
      entry: "lookAtFastReport",
      always: [
        { guard: "fastReportStopped", target: "stopped" },
        { guard: "fastReportAcknowledged", target: "missed.acknowledged" },
        { guard: "fastReportEverybodyTold", target: "missed.everybodyTold" },
        { guard: "fastReportMissed", target: "missed.calling" },
        { guard: "fastReportWarned", target: "warned" },
        { target: "running" },
      ],
    },
    running: { always: { guard: "fastReportChanged", target: "looking" }, after: { fastReportWarning: "looking" } },
    warned: { always: { guard: "fastReportChanged", target: "looking" }, after: { fastReportDue: "looking" } },
    missed: {
      always: { guard: "fastReportChanged", target: "looking" },
      initial: "calling",
      states: {
        calling: { after: { fastReportNextLevel: "#public-incident.fastReportClock.looking" } },
        acknowledged: { after: { fastReportRealert: "#public-incident.fastReportClock.looking" } },
        everybodyTold: {},
      },
    },
    stopped: { always: { guard: "fastReportChanged", target: "looking" } },
  },
});

export const replyClock = incident.createStateConfig({
  initial: "looking",
  states: {
    looking: {
      entry: "lookAtOfficialReply",
      always: [
        { guard: "officialReplyStopped", target: "stopped" },
        { guard: "officialReplyAcknowledged", target: "missed.acknowledged" },
        { guard: "officialReplyEverybodyTold", target: "missed.everybodyTold" },
        { guard: "officialReplyMissed", target: "missed.calling" },
        { guard: "officialReplyWarned", target: "warned" },
        { target: "running" },
      ],
    },
    running: {
      always: { guard: "officialReplyChanged", target: "looking" },
      after: { officialReplyWarning: "looking" },
    },
    warned: { always: { guard: "officialReplyChanged", target: "looking" }, after: { officialReplyDue: "looking" } },
    missed: {
      always: { guard: "officialReplyChanged", target: "looking" },
      initial: "calling",
      states: {
        calling: { after: { officialReplyNextLevel: "#public-incident.replyClock.looking" } },
        acknowledged: { after: { officialReplyRealert: "#public-incident.replyClock.looking" } },
        everybodyTold: {},
      },
    },
    stopped: { always: { guard: "officialReplyChanged", target: "looking" } },
  },
});

/** Questions, liaison slips and promises: any number of clocks, one timer for whichever comes first. */
export const furtherClocks = incident.createStateConfig({
  initial: "looking",
  states: {
    looking: {
      entry: "lookAtFurtherClocks",
      always: [{ guard: "furtherIsQuiet", target: "quiet" }, { target: "waiting" }],
    },
    quiet: { always: { guard: "furtherChanged", target: "looking" } },
    waiting: { always: { guard: "furtherChanged", target: "looking" }, after: { nextFurtherClock: "looking" } },
  },
});
