/** The response: the seven steps, and what may happen at any of them. A state names its events; each is a module of its own. */
import { moves, type Condition, type State } from "../kit/chart.ts";
import type { IncidentContext } from "./context.ts";
import { closedAsDuplicate } from "./events/closed-as-duplicate.ts";
import { closedAsUnfounded } from "./events/closed-as-unfounded.ts";
import { consultationOpened } from "./events/consultation-opened.ts";
import { correctionBegun } from "./events/correction-begun.ts";
import { correctionDropped } from "./events/correction-dropped.ts";
import { decisionMade } from "./events/decision-made.ts";
import { escalationAcknowledged } from "./events/escalation-acknowledged.ts";
import { factCorrected } from "./events/fact-corrected.ts";
import { fastReportSent } from "./events/fast-report-sent.ts";
import { followUpEnded } from "./events/follow-up-ended.ts";
import { gradeChanged } from "./events/grade-changed.ts";
import { holdingReplyPublished } from "./events/holding-reply-published.ts";
import { incidentClosed } from "./events/incident-closed.ts";
import { liaisonSlipReturned } from "./events/liaison-slip-returned.ts";
import { liaisonSlipSent } from "./events/liaison-slip-sent.ts";
import { matterOpened } from "./events/matter-opened.ts";
import { matterReturned } from "./events/matter-returned.ts";
import { noteAdded } from "./events/note-added.ts";
import { nextUpdateRenewed } from "./events/next-update-renewed.ts";
import { officerAssigned } from "./events/officer-assigned.ts";
import { promiseKept } from "./events/promise-kept.ts";
import { promiseMoved } from "./events/promise-moved.ts";
import { isTheReply, publicationConfirmed } from "./events/publication-confirmed.ts";
import { questionAnswered } from "./events/question-answered.ts";
import { questionReceived } from "./events/question-received.ts";
import { questionReferred } from "./events/question-referred.ts";
import { reopened } from "./events/reopened.ts";
import { replyPublished } from "./events/reply-published.ts";
import { reviewRecorded } from "./events/review-recorded.ts";
import { statementApproved } from "./events/statement-approved.ts";
import { statementReleased } from "./events/statement-released.ts";
import { statementReturned } from "./events/statement-returned.ts";
import { statementSaved } from "./events/statement-saved.ts";
import { statementSubmitted } from "./events/statement-submitted.ts";
import { statementWithdrawn } from "./events/statement-withdrawn.ts";
import { superiorViewRecorded } from "./events/superior-view-recorded.ts";
import { approvalAsked } from "./notifications/approval-asked.ts";
import { approvalReported, statementIsApproved } from "./notifications/statement-approved.ts";
import { superiorViewAsked } from "./notifications/superior-view-asked.ts";
import { missingApprovals } from "./context-queries.ts";

const when = (name: string, holds: Condition<IncidentContext>["holds"]): Condition<IncidentContext> => ({
  name,
  holds,
});

const approvalsAreComplete = when(
  "approvalsAreComplete",
  (context) => context.submitted !== null && missingApprovals(context).length === 0,
);
const approvalsAreMissing = when(
  "approvalsAreMissing",
  (context) => context.submitted !== null && missingApprovals(context).length > 0,
);
const replyIsOut = when("replyIsOut", ({ replies }) => replies.length > 0);
const fastReportIsOut = when("fastReportIsOut", ({ fastReport }) => fastReport !== null);

const steps: Readonly<Record<string, State<IncidentContext>>> = {
  reporting: {
    label: { zh: "待报快报", en: "Fast report due" },
    help: { zh: "已登记，快报尚未报送。", en: "Registered; the fast report is due." },
    on: [moves(fastReportSent, "consulting")],
  },
  consulting: {
    label: { zh: "会商", en: "Consulting" },
    help: {
      zh: "会商小组研究；按级别要求先记录上级意见，再作决定。",
      en: "The consultation group confers. Where the grade requires it, the higher authority’s view comes before the decision.",
    },
    notify: { superiorViewAsked },
    on: [consultationOpened, superiorViewRecorded, moves(decisionMade, "drafting")],
  },
  drafting: {
    label: { zh: "起草通稿", en: "Drafting" },
    help: { zh: "须先保存新版本，方可送审。", en: "Save a new version, then submit it." },
    on: [statementSaved, moves(statementSubmitted, "approving"), moves(correctionDropped, "followingUp")],
  },
  // Complete approvals move on by themselves: a grade that asks for fewer may complete them, one that asks for more brings it back.
  approving: {
    label: { zh: "审批", en: "Approving" },
    help: {
      zh: "由起草人以外的人员审批送审版本。",
      en: "Approval of the submitted version by someone other than its author.",
    },
    notify: { approvalAsked },
    always: [{ if: approvalsAreComplete, target: "replying" }],
    on: [statementApproved, moves(statementReturned, "drafting")],
  },
  replying: {
    label: { zh: "待发布", en: "To be published" },
    help: { zh: "已批准，尚未发布。", en: "Approved, not yet published." },
    notify: { statementApproved: statementIsApproved, approvalReported },
    always: [{ if: approvalsAreMissing, target: "approving" }],
    // Saving another version voids the approval.
    on: [statementReleased, moves(replyPublished, "followingUp"), moves(statementSaved, "drafting")],
  },
  followingUp: {
    label: { zh: "跟踪", en: "Following up" },
    help: { zh: "答复追问，或转回会商。", en: "Questions are answered or referred back." },
    on: [moves(questionReferred, "consulting"), moves(followUpEnded, "reviewing"), moves(correctionBegun, "drafting")],
  },
  reviewing: {
    label: { zh: "复盘总结", en: "Reviewing" },
    help: { zh: "按级别要求须复盘。", en: "Required where the grade says so." },
    on: [
      reviewRecorded,
      moves(incidentClosed, "closed"),
      moves(questionReceived, "followingUp"),
      moves(correctionBegun, "drafting"),
    ],
  },
  closed: {
    label: { zh: "已办结", en: "Closed" },
    help: { zh: "可写明理由重新开启。", en: "Can be reopened with a reason." },
    on: [
      moves(reopened, [
        { if: replyIsOut, target: "followingUp" },
        { if: fastReportIsOut, target: "consulting" },
        { target: "reporting" },
      ]),
    ],
  },
};

export const response: State<IncidentContext> = {
  label: { zh: "处置", en: "Response" },
  initial: "reporting",
  states: steps,
  // While the incident is open at any step; corrections and notes even afterwards.
  on: [
    noteAdded,
    officerAssigned,
    factCorrected,
    gradeChanged,
    escalationAcknowledged,
    holdingReplyPublished,
    questionReceived,
    questionAnswered,
    liaisonSlipSent,
    liaisonSlipReturned,
    matterOpened,
    matterReturned,
    promiseKept,
    promiseMoved,
    statementWithdrawn,
    nextUpdateRenewed,
    moves(publicationConfirmed, [{ if: isTheReply, target: ".followingUp" }, {}]),
    moves(closedAsDuplicate, ".closed"),
    moves(closedAsUnfounded, ".closed"),
  ],
};
