/** The machine's guards: refusals turned into yes and no, and where each clock stands. */
import type { Clock } from "./clocks.ts";
import { isStopped } from "./clocks.ts";
import type { IncidentContext } from "./context.ts";
import type { IncidentEvent } from "./events.ts";
import { furtherRingAt, type MainClock } from "./record/clocks.ts";
import { missingApprovals, refusals, type RefusalName } from "./refusals.ts";

interface Question {
  readonly context: IncidentContext;
  readonly event: IncidentEvent;
}

const allows =
  (name: RefusalName) =>
  ({ context, event }: Question): boolean =>
    refusals[name](context, event) === null;

const isGraver = (event: IncidentEvent): boolean =>
  event.type === "SITUATION_NOTED" && (event.trend === "worse" || event.trend === "wider");

const clockIs =
  (name: MainClock, is: (clock: Clock, context: IncidentContext) => boolean) =>
  ({ context }: Question): boolean =>
    is(context.clocks[name], context);

const inState = (name: MainClock, state: Clock["state"]) => clockIs(name, (clock) => clock.state === state);
const everybodyTold = (clock: Clock, { policy }: IncidentContext): boolean =>
  clock.level >= clock.top && clock.repeats >= policy.ladder.repeatMax;

export const guards = {
  isOpenWithRoom: allows("isOpenWithRoom"),
  thereIsRoom: allows("thereIsRoom"),
  decisionIsRipe: allows("decisionIsRipe"),
  draftIsFresh: allows("draftIsFresh"),
  isExactVersion: allows("isExactVersion"),
  mayApprove: allows("mayApprove"),
  questionIsOpen: allows("questionIsOpen"),
  questionMayBeReferred: allows("questionMayBeReferred"),
  slipIsOut: allows("slipIsOut"),
  promiseIsOpen: allows("promiseIsOpen"),
  escalationIsCalling: allows("escalationIsCalling"),
  questionsAreAnswered: allows("questionsAreAnswered"),
  workIsDone: allows("workIsDone"),
  nothingIsPublished: allows("nothingIsPublished"),
  officerIsAnother: allows("officerIsAnother"),

  approvalsAreComplete: ({ context }: Question) => context.submitted !== null && missingApprovals(context).length === 0,
  approvalsAreMissing: ({ context }: Question) => context.submitted !== null && missingApprovals(context).length > 0,
  incidentIsClosed: ({ context }: Question) => context.closing !== null,
  replyIsOut: ({ context }: Question) => context.replies.length > 0,
  fastReportIsOut: ({ context }: Question) => context.fastReport !== null,
  isGraverNow: (question: Question) => guards.isOpenWithRoom(question) && isGraver(question.event),

  fastReportChanged: clockIs("fastReport", (clock) => clock.changed),
  fastReportStopped: clockIs("fastReport", isStopped),
  fastReportWarned: inState("fastReport", "warned"),
  fastReportAcknowledged: clockIs("fastReport", (clock) => clock.acknowledged !== null),
  fastReportEverybodyTold: clockIs("fastReport", everybodyTold),
  fastReportMissed: inState("fastReport", "missed"),
  officialReplyChanged: clockIs("officialReply", (clock) => clock.changed),
  officialReplyStopped: clockIs("officialReply", isStopped),
  officialReplyWarned: inState("officialReply", "warned"),
  officialReplyAcknowledged: clockIs("officialReply", (clock) => clock.acknowledged !== null),
  officialReplyEverybodyTold: clockIs("officialReply", everybodyTold),
  officialReplyMissed: inState("officialReply", "missed"),
  furtherChanged: ({ context }: Question) => context.clocks.further.some((clock) => clock.changed),
  furtherIsQuiet: ({ context }: Question) => furtherRingAt(context) === null,
};
