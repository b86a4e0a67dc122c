/**
 * The procedure `public-incident`, version 1. Once released, this file and what it imports are not edited any more: a change
 * is version 2, and open incidents stay with the version that they started with.
 */
import { fastReportClock, furtherClocks, replyClock } from "./clock-regions.ts";
import { situationWorsened } from "./letters/change-letters.ts";
import { incidentRegistered } from "./letters/opening-letters.ts";
import { openIncident } from "./record/opening.ts";
import { responseRegion } from "./response-region.ts";
import { incident } from "./setup.ts";

/** Runs throughout the handling; worse or wider tells the lead group and asks for a new grade. */
const monitoring = incident.createStateConfig({
  initial: "watching",
  states: {
    watching: {
      always: { guard: "incidentIsClosed", target: "ended" },
      on: {
        SITUATION_NOTED: [
          {
            guard: "isGraverNow",
            actions: [
              { type: "recordSituation", params: ({ event }) => event },
              { type: "situationWorsened", params: ({ context }) => situationWorsened(context) },
            ],
          },
          { guard: "thereIsRoom", actions: { type: "recordSituation", params: ({ event }) => event } },
        ],
        CALM_DECLARED: { target: "ended", actions: { type: "recordCalm", params: ({ event }) => event } },
      },
    },
    ended: {
      on: {
        SITUATION_NOTED: [
          {
            guard: "isGraverNow",
            target: "watching",
            actions: [
              { type: "recordSituation", params: ({ event }) => event },
              { type: "situationWorsened", params: ({ context }) => situationWorsened(context) },
            ],
          },
          {
            guard: "isOpenWithRoom",
            target: "watching",
            actions: { type: "recordSituation", params: ({ event }) => event },
          },
        ],
        REOPENED: { guard: "incidentIsClosed", target: "watching" },
      },
    },
  },
});

export const publicIncidentMachine = incident.createMachine({
  id: "public-incident",
  type: "parallel",
  context: ({ input }) => openIncident(input),
  entry: { type: "incidentRegistered", params: ({ context }) => incidentRegistered(context) },
  states: { response: responseRegion, monitoring, fastReportClock, replyClock, furtherClocks },
});
