/** The response: the seven steps, and what may happen at any of them. */
import * as asked from "./letters/question-letters.ts";
import * as change from "./letters/change-letters.ts";
import * as ended from "./letters/end-letters.ts";
import { escalationAcknowledged } from "./letters/call-letters.ts";
import * as decide from "./letters/decision-letters.ts";
import * as opening from "./letters/opening-letters.ts";
import * as state from "./letters/statement-letters.ts";
import { incident } from "./setup.ts";

const reporting = incident.createStateConfig({
  on: {
    FAST_REPORT_SENT: {
      target: "consulting",
      actions: [
        { type: "recordFastReport", params: ({ event }) => event },
        { type: "fastReport", params: ({ context }) => opening.fastReport(context) },
      ],
    },
  },
});

const consulting = incident.createStateConfig({
  entry: "askForSuperiorView",
  on: {
    CONSULTATION_OPENED: {
      guard: "thereIsRoom",
      actions: [
        { type: "recordConsultation", params: ({ event }) => event },
        { type: "consultationOpened", params: ({ context }) => decide.consultationOpened(context) },
      ],
    },
    SUPERIOR_VIEW_RECORDED: {
      guard: "thereIsRoom",
      actions: { type: "recordSuperiorView", params: ({ event }) => event },
    },
    DECISION_MADE: {
      guard: "decisionIsRipe",
      target: "drafting",
      actions: [
        { type: "recordDecision", params: ({ event }) => event },
        { type: "decisionMade", params: ({ context }) => decide.decisionMade(context) },
      ],
    },
  },
});

const drafting = incident.createStateConfig({
  on: {
    STATEMENT_SAVED: { guard: "thereIsRoom", actions: { type: "recordVersion", params: ({ event }) => event } },
    STATEMENT_SUBMITTED: {
      guard: "draftIsFresh",
      target: "approving",
      actions: { type: "recordSubmission", params: ({ event }) => event },
    },
  },
});

/** Complete approvals move on by themselves: a grade that asks for fewer may complete them, one that asks for more brings it back. */
const approving = incident.createStateConfig({
  entry: { type: "approvalAsked", params: ({ context }) => state.approvalAsked(context) },
  always: { guard: "approvalsAreComplete", target: "replying" },
  on: {
    STATEMENT_APPROVED: { guard: "mayApprove", actions: { type: "recordApproval", params: ({ event }) => event } },
    STATEMENT_RETURNED: {
      guard: "isExactVersion",
      target: "drafting",
      actions: [
        { type: "recordReturn", params: ({ event }) => event },
        { type: "statementReturned", params: ({ context }) => state.statementReturned(context) },
      ],
    },
  },
});

const replying = incident.createStateConfig({
  entry: [{ type: "statementApproved", params: ({ context }) => state.statementApproved(context) }, "reportApproval"],
  always: { guard: "approvalsAreMissing", target: "approving" },
  on: {
    REPLY_PUBLISHED: {
      guard: "isExactVersion",
      target: "followingUp",
      actions: [
        { type: "recordReply", params: ({ event }) => event },
        { type: "replyPublished", params: ({ context }) => state.replyPublished(context) },
      ],
    },
  },
});

const followingUp = incident.createStateConfig({
  on: {
    QUESTION_REFERRED: {
      guard: "questionMayBeReferred",
      target: "consulting",
      actions: [
        { type: "recordReferral", params: ({ event }) => event },
        { type: "questionReferred", params: ({ context, event }) => asked.questionReferred(context, event) },
      ],
    },
    FOLLOW_UP_ENDED: {
      guard: "questionsAreAnswered",
      target: "reviewing",
      actions: { type: "reviewAsked", params: ({ context }) => ended.reviewAsked(context) },
    },
  },
});

const reviewing = incident.createStateConfig({
  on: {
    REVIEW_RECORDED: { guard: "thereIsRoom", actions: { type: "recordReview", params: ({ event }) => event } },
    INCIDENT_CLOSED: {
      guard: "workIsDone",
      target: "closed",
      actions: [
        { type: "recordClosing", params: ({ event }) => event },
        { type: "incidentClosed", params: ({ context }) => ended.incidentClosed(context) },
      ],
    },
    QUESTION_RECEIVED: {
      guard: "thereIsRoom",
      target: "followingUp",
      actions: [
        { type: "recordQuestion", params: ({ event }) => event },
        { type: "questionReceived", params: ({ context }) => asked.questionReceived(context) },
      ],
    },
  },
});

const closed = incident.createStateConfig({
  on: {
    REOPENED: [
      {
        guard: "replyIsOut",
        target: "followingUp",
        actions: [
          { type: "recordReopening", params: ({ event }) => event },
          { type: "incidentReopened", params: ({ context }) => ended.incidentReopened(context) },
        ],
      },
      {
        guard: "fastReportIsOut",
        target: "consulting",
        actions: [
          { type: "recordReopening", params: ({ event }) => event },
          { type: "incidentReopened", params: ({ context }) => ended.incidentReopened(context) },
        ],
      },
      {
        target: "reporting",
        actions: [
          { type: "recordReopening", params: ({ event }) => event },
          { type: "incidentReopened", params: ({ context }) => ended.incidentReopened(context) },
        ],
      },
    ],
  },
});

/** What may happen at any step while the incident is open; corrections and notes even afterwards. */
const atAnyStep = incident.createStateConfig({
  on: {
    NOTE_ADDED: { actions: "countNote" },
    OFFICER_ASSIGNED: {
      guard: "officerIsAnother",
      actions: [
        { type: "officerAssigned", params: ({ context, event }) => change.officerAssigned(context, event) },
        { type: "recordOfficer", params: ({ event }) => event },
      ],
    },
    FACT_CORRECTED: {
      guard: "thereIsRoom",
      actions: [
        { type: "recordCorrection", params: ({ event }) => event },
        { type: "factCorrected", params: ({ context }) => change.factCorrected(context) },
      ],
    },
    GRADE_CHANGED: {
      guard: "isOpenWithRoom",
      actions: [
        { type: "recordGrade", params: ({ event }) => event },
        { type: "gradeChanged", params: ({ context }) => change.gradeChanged(context) },
      ],
    },
    ESCALATION_ACKNOWLEDGED: {
      guard: "escalationIsCalling",
      actions: [
        { type: "escalationAcknowledged", params: ({ context, event }) => escalationAcknowledged(context, event) },
        { type: "recordAcknowledgement", params: ({ event }) => event },
      ],
    },
    HOLDING_REPLY_PUBLISHED: {
      guard: "isOpenWithRoom",
      actions: [
        { type: "recordHoldingReply", params: ({ event }) => event },
        { type: "holdingReplyPublished", params: ({ context }) => state.holdingReplyPublished(context) },
      ],
    },
    QUESTION_RECEIVED: {
      guard: "isOpenWithRoom",
      actions: [
        { type: "recordQuestion", params: ({ event }) => event },
        { type: "questionReceived", params: ({ context }) => asked.questionReceived(context) },
      ],
    },
    QUESTION_ANSWERED: { guard: "questionIsOpen", actions: { type: "recordAnswer", params: ({ event }) => event } },
    LIAISON_SLIP_SENT: {
      guard: "isOpenWithRoom",
      actions: [
        { type: "recordSlip", params: ({ event }) => event },
        { type: "liaisonSlipSent", params: ({ context }) => decide.liaisonSlipSent(context) },
      ],
    },
    LIAISON_SLIP_RETURNED: {
      guard: "slipIsOut",
      actions: [
        { type: "recordSlipReturn", params: ({ event }) => event },
        { type: "liaisonSlipReturned", params: ({ context, event }) => decide.liaisonSlipReturned(context, event) },
      ],
    },
    PROMISE_KEPT: { guard: "promiseIsOpen", actions: { type: "recordPromiseKept", params: ({ event }) => event } },
    PROMISE_MOVED: {
      guard: "promiseIsOpen",
      actions: [
        { type: "recordPromiseMoved", params: ({ event }) => event },
        { type: "promiseMoved", params: ({ context, event }) => asked.promiseMoved(context, event) },
      ],
    },
    CLOSED_AS_DUPLICATE: {
      guard: "nothingIsPublished",
      target: ".closed",
      actions: [
        { type: "recordClosing", params: ({ event }) => event },
        { type: "incidentClosed", params: ({ context }) => ended.incidentClosed(context) },
      ],
    },
    CLOSED_AS_UNFOUNDED: {
      guard: "nothingIsPublished",
      target: ".closed",
      actions: [
        { type: "recordClosing", params: ({ event }) => event },
        { type: "incidentClosed", params: ({ context }) => ended.incidentClosed(context) },
      ],
    },
  },
});

export const responseRegion = {
  ...atAnyStep,
  initial: "reporting",
  states: { reporting, consulting, drafting, approving, replying, followingUp, reviewing, closed },
};
