/** What the machine's actions are made of, and its base: everything that has a name except the actions that ask for others. */
import { assign, setup } from "xstate";
import { delayMaxMs } from "../duration.ts";
import type { IncidentContext } from "./context.ts";
import type * as Sent from "./events.ts";
import { guards } from "./guards.ts";
import * as called from "./letters/call-letters.ts";
import * as change from "./letters/change-letters.ts";
import * as timed from "./letters/clock-letters.ts";
import * as ended from "./letters/end-letters.ts";
import * as decided from "./letters/decision-letters.ts";
import * as asked from "./letters/question-letters.ts";
import * as opened from "./letters/opening-letters.ts";
import * as stated from "./letters/statement-letters.ts";
import { acknowledgeClocks, furtherRingAt, mainRingAt, type MainClock } from "./record/clocks.ts";
import * as facts from "./record/facts.ts";
import * as items from "./record/items.ts";
import type { IncidentInput } from "./record/opening.ts";
import * as response from "./record/response.ts";

interface Step {
  readonly context: IncidentContext;
  readonly event: { readonly at?: number };
}

/** The moment of the step. Only the opening step has none of its own: the incident was registered then. */
export const momentOf = ({ context, event }: Step): number => event.at ?? context.registered.at;

/** An effect: it does nothing here; what `build` makes of the context goes to the outbox and becomes a letter. */
const letter =
  <Params>(_build: (...parts: never[]) => Params) =>
  (_step: unknown, _params: Params): void => {
    // The engine writes it down.
  };

/** How long until `ringAt`; a clock that is due further away than a timer may wait is simply looked at in between. */
const until = (ringAt: number | null, at: number): number =>
  Math.min(Math.max(0, (ringAt ?? Infinity) - at), delayMaxMs);
const untilMain = (name: MainClock, step: Step): number => until(mainRingAt(step.context, name), momentOf(step));

export const base = setup({
  types: { context: {} as IncidentContext, events: {} as Sent.IncidentEvent, input: {} as IncidentInput },
  guards,
  delays: {
    fastReportWarning: (step) => untilMain("fastReport", step),
    fastReportDue: (step) => untilMain("fastReport", step),
    fastReportNextLevel: (step) => untilMain("fastReport", step),
    fastReportRealert: (step) => untilMain("fastReport", step),
    officialReplyWarning: (step) => untilMain("officialReply", step),
    officialReplyDue: (step) => untilMain("officialReply", step),
    officialReplyNextLevel: (step) => untilMain("officialReply", step),
    officialReplyRealert: (step) => untilMain("officialReply", step),
    nextFurtherClock: (step) => until(furtherRingAt(step.context), momentOf(step)),
  },
  actions: {
    incidentRegistered: letter(opened.incidentRegistered),
    fastReport: letter(opened.fastReport),
    consultationOpened: letter(decided.consultationOpened),
    superiorViewAsked: letter(decided.superiorViewAsked),
    decisionMade: letter(decided.decisionMade),
    liaisonSlipSent: letter(decided.liaisonSlipSent),
    liaisonSlipReturned: letter(decided.liaisonSlipReturned),
    approvalAsked: letter(stated.approvalAsked),
    statementReturned: letter(stated.statementReturned),
    statementApproved: letter(stated.statementApproved),
    approvalReported: letter(stated.approvalReported),
    replyPublished: letter(stated.replyPublished),
    holdingReplyPublished: letter(stated.holdingReplyPublished),
    questionReceived: letter(asked.questionReceived),
    questionReferred: letter(asked.questionReferred),
    situationWorsened: letter(change.situationWorsened),
    gradeChanged: letter(change.gradeChanged),
    factCorrected: letter(change.factCorrected),
    officerAssigned: letter(change.officerAssigned),
    promiseMoved: letter(asked.promiseMoved),
    reviewAsked: letter(ended.reviewAsked),
    incidentClosed: letter(ended.incidentClosed),
    incidentReopened: letter(ended.incidentReopened),
    clockWarning: letter(timed.clockWarning),
    clockEscalation: letter(timed.clockEscalation),
    escalationAcknowledged: letter(called.escalationAcknowledged),
    escalationEnded: letter(called.escalationEnded),

    recordFastReport: assign(({ context }, sent: Sent.FastReportSent) => response.recordFastReport(context, sent)),
    recordConsultation: assign(({ context }, sent: Sent.ConsultationOpened) =>
      response.recordConsultation(context, sent),
    ),
    recordSuperiorView: assign(({ context }, sent: Sent.SuperiorViewRecorded) =>
      response.recordSuperiorView(context, sent),
    ),
    recordDecision: assign(({ context }, sent: Sent.DecisionMade) => response.recordDecision(context, sent)),
    recordVersion: assign(({ context }, sent: Sent.StatementSaved) => response.recordVersion(context, sent)),
    recordSubmission: assign(({ context }, sent: Sent.StatementSubmitted) => response.recordSubmission(context, sent)),
    recordApproval: assign(({ context }, sent: Sent.StatementApproved) => response.recordApproval(context, sent)),
    recordReturn: assign(({ context }, sent: Sent.StatementReturned) => response.recordReturn(context, sent)),
    recordReply: assign(({ context }, sent: Sent.ReplyPublished) => response.recordReply(context, sent)),
    recordReview: assign(({ context }, sent: Sent.ReviewRecorded) => response.recordReview(context, sent)),
    recordClosing: assign(({ context }, sent: Sent.IncidentClosed | Sent.ClosedAsDuplicate | Sent.ClosedAsUnfounded) =>
      response.recordClosing(context, sent),
    ),
    recordReopening: assign(({ context }, sent: Sent.Reopened) => response.recordReopening(context, sent)),
    recordHoldingReply: assign(({ context }, sent: Sent.HoldingReplyPublished) =>
      facts.publishHoldingReply(context, sent),
    ),
    recordGrade: assign(({ context }, sent: Sent.GradeChanged) => facts.changeGrade(context, sent)),
    recordCorrection: assign(({ context }, sent: Sent.FactCorrected) => facts.correctFact(context, sent)),
    recordOfficer: assign(({ context }, sent: Sent.OfficerAssigned) => facts.assignOfficer(context, sent)),
    recordSituation: assign(({ context }, sent: Sent.SituationNoted) => facts.noteSituation(context, sent)),
    recordCalm: assign(({ context }, sent: Sent.CalmDeclared) => facts.declareCalm(context, sent)),
    recordQuestion: assign(({ context }, sent: Sent.QuestionReceived) => items.receiveQuestion(context, sent)),
    recordAnswer: assign(({ context }, sent: Sent.QuestionAnswered) => items.answerQuestion(context, sent)),
    recordReferral: assign(({ context }, sent: Sent.QuestionReferred) => items.referQuestion(context, sent)),
    recordSlip: assign(({ context }, sent: Sent.LiaisonSlipSent) => items.sendSlip(context, sent)),
    recordSlipReturn: assign(({ context }, sent: Sent.LiaisonSlipReturned) => items.returnSlip(context, sent)),
    recordPromiseKept: assign(({ context }, sent: Sent.PromiseKept) => items.keepPromise(context, sent)),
    recordPromiseMoved: assign(({ context }, sent: Sent.PromiseMoved) => items.movePromise(context, sent)),
    recordAcknowledgement: assign(({ context }, sent: Sent.EscalationAcknowledged) => acknowledgeClocks(context, sent)),
    countNote: assign(({ context }) => ({ noteCount: context.noteCount + 1 })),
    keepClocks: assign((_, clocks: IncidentContext["clocks"]) => ({ clocks })),
  },
});
