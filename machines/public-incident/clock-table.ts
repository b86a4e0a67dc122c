/** The clocks of an incident as data: what an auditor's program recomputes every deadline by. */
import type { ClockTable } from "../kit/clock-table.ts";
import type { MainClock } from "./clocks.ts";
import { closedAsDuplicate } from "./events/closed-as-duplicate.ts";
import { closedAsUnfounded } from "./events/closed-as-unfounded.ts";
import { decisionMade } from "./events/decision-made.ts";
import { factCorrected } from "./events/fact-corrected.ts";
import { fastReportSent } from "./events/fast-report-sent.ts";
import { gradeChanged } from "./events/grade-changed.ts";
import { holdingReplyPublished } from "./events/holding-reply-published.ts";
import { incidentClosed } from "./events/incident-closed.ts";
import { liaisonSlipReturned } from "./events/liaison-slip-returned.ts";
import { liaisonSlipSent } from "./events/liaison-slip-sent.ts";
import { promiseKept } from "./events/promise-kept.ts";
import { promiseMoved } from "./events/promise-moved.ts";
import { publicationConfirmed } from "./events/publication-confirmed.ts";
import { questionAnswered } from "./events/question-answered.ts";
import { questionReceived } from "./events/question-received.ts";
import { questionReferred } from "./events/question-referred.ts";
import { reopened } from "./events/reopened.ts";
import { replyPublished } from "./events/reply-published.ts";
import { statementApproved } from "./events/statement-approved.ts";
import { statementReleased } from "./events/statement-released.ts";
import { statementReturned } from "./events/statement-returned.ts";
import { statementSaved } from "./events/statement-saved.ts";
import { statementSubmitted } from "./events/statement-submitted.ts";

const byGrade = (limit: MainClock | "question" | "liaisonSlip") => ({ policy: ["grades", "{grade}", "limits", limit] });

/** The public page has taken the submitted wording. */
const onThePage = { on: [publicationConfirmed.type], if: { as: ["reply"] }, at: "publishedAt" };

export const clockTable: ClockTable = {
  vocabulary: "answerable/clocks/1",
  facts: {
    grade: { opening: "grade", set: [{ on: gradeChanged.type, field: "grade" }] },
    occurredAt: {
      opening: "occurredAt",
      set: [{ on: factCorrected.type, if: { fact: ["occurredAt"] }, field: "instant", cleared: "unknown" }],
    },
    discoveredAt: {
      opening: "discoveredAt",
      set: [{ on: factCorrected.type, if: { fact: ["discoveredAt"] }, field: "instant" }],
    },
  },
  anchors: { occurred: ["occurredAt", "discoveredAt"], discovered: ["discoveredAt"], registered: [] },
  clocks: [
    { id: "fast-report", limit: byGrade("fastReport"), met: [{ on: [fastReportSent.type] }] },
    {
      id: "reply",
      limit: byGrade("officialReply"),
      met: [{ on: [replyPublished.type], at: "publishedAt" }, onThePage],
    },
    {
      id: "question",
      start: [{ on: questionReceived.type, at: "receivedAt" }],
      limit: byGrade("question"),
      mark: { as: "referred", on: [questionReferred.type], item: "question" },
      met: [
        { on: [questionAnswered.type], item: "question" },
        { on: [replyPublished.type], at: "publishedAt", marked: "referred" },
        { ...onThePage, marked: "referred" },
      ],
    },
    {
      id: "slip",
      start: [{ on: liaisonSlipSent.type }],
      limit: byGrade("liaisonSlip"),
      met: [{ on: [liaisonSlipReturned.type], item: "slip" }],
    },
    {
      id: "promise",
      start: [
        { on: decisionMade.type, if: { finding: ["at-fault", "cannot-be-fixed-yet"] }, until: "dueAt" },
        { on: holdingReplyPublished.type, until: "nextUpdateAt", mark: "next-update" },
        { on: publicationConfirmed.type, until: "nextUpdateAt", mark: "on-page" },
      ],
      // Of a confirmed publication only the one that renews a promise names it.
      moved: { on: [promiseMoved.type, publicationConfirmed.type], item: "promise", until: "dueAt" },
      met: [
        { on: [promiseKept.type], item: "promise" },
        { on: [holdingReplyPublished.type, replyPublished.type], at: "publishedAt", marked: "next-update" },
        { ...onThePage, marked: "next-update" },
        { on: [publicationConfirmed.type], if: { settles: ["next-update"] }, at: "publishedAt", marked: "on-page" },
      ],
    },
  ],
  bindings: [
    {
      saved: statementSaved.type,
      of: ["title", "body", "translatedTitle", "translatedBody"],
      bound: [
        statementSubmitted.type,
        statementApproved.type,
        statementReturned.type,
        statementReleased.type,
        replyPublished.type,
      ],
      submitted: statementSubmitted.type,
      approved: statementApproved.type,
      published: [replyPublished.type, statementReleased.type],
    },
  ],
  recomputed: [gradeChanged.type, factCorrected.type],
  cancelled: [incidentClosed.type, closedAsDuplicate.type, closedAsUnfounded.type],
  resumed: [reopened.type],
};
