/** What people may try at any moment of a public incident: right and wrong, by the right person and by another. */
import {
  unsubmittedVersion,
  isConsultationOpen,
  isReviewed,
  hasHigherAuthorityView,
} from "../../../machines/public-incident/context-queries.ts";
import { openMatters } from "../../../machines/public-incident/parts/matters.ts";
import { promiseEffects } from "../../../machines/public-incident/parts/page-promises.ts";
import { iso, type IncidentNight, type Values } from "./incident.ts";
import { hours } from "./night.ts";

export interface Offer {
  readonly type: string;
  readonly by: string;
  readonly values: Values;
}

const offer = (type: string, by: string, values: Values = {}): Offer => ({ type, by, values });

export function offersAt(night: IncidentNight): readonly Offer[] {
  return [...responseOffers(night), ...itemOffers(night), ...changeOffers(night)];
}

const stale = { version: "99", digest: "stale" };
const published = { channels: ["website"], addresses: ["https://example.test/1"] };

function responseOffers(night: IncidentNight): readonly Offer[] {
  const submitted = night.exact(night.context.submitted);
  const latest = night.exact(night.context.versions.at(-1));
  const decision = { summary: "说明", drafter: "spokesperson" };
  return [
    offer("FAST_REPORT_SENT", "officer", { what: "停机", where: "东区", firstMeasures: "抢修" }),
    offer("CONSULTATION_OPENED", "lead", { participants: "带班领导" }),
    offer("SUPERIOR_VIEW_RECORDED", "lead", { office: "校办", view: "同意" }),
    offer("DECISION_MADE", "lead", { ...decision, finding: "not-so", evidence: "监控" }),
    offer("DECISION_MADE", "lead", {
      ...decision,
      finding: "at-fault",
      measures: ["检修"],
      owner: "后勤处",
      dueAt: iso(night.at + hours(2)),
    }),
    offer("STATEMENT_SAVED", "writer", { title: "说明", body: "正文" }),
    offer("STATEMENT_SUBMITTED", "writer", latest),
    offer("STATEMENT_SUBMITTED", "writer", stale),
    offer("STATEMENT_APPROVED", "lead", { role: "lead", ...submitted }),
    offer("STATEMENT_APPROVED", "chief", { role: "superior", ...submitted }),
    offer("STATEMENT_APPROVED", "writer", { role: "lead", ...submitted }),
    offer("STATEMENT_APPROVED", "chief", { role: "lead", ...stale }),
    offer("STATEMENT_RETURNED", "lead", { reason: "口径", ...submitted }),
    offer("REPLY_PUBLISHED", "speaker", { ...published, ...submitted }),
    offer("REPLY_PUBLISHED", "speaker", { ...published, ...stale }),
    offer("STATEMENT_RELEASED", "speaker", submitted),
    offer("STATEMENT_RELEASED", "speaker", stale),
    offer("STATEMENT_RELEASED", "speaker", { ...submitted, nextUpdateAt: iso(night.at + hours(2)) }),
    offer("NEXT_UPDATE_RENEWED", "lead", { nextUpdateAt: iso(night.at + hours(3)), reason: "检测未完" }),
    ...pageOffers(night),
    offer("FOLLOW_UP_ENDED", "lead", { reason: "无追问" }),
    offer("REVIEW_RECORDED", "lead", { summary: "经过", lessons: "教训" }),
    offer("INCIDENT_CLOSED", "lead", { reason: "办结" }),
    offer("CLOSED_AS_DUPLICATE", "lead", { duplicateOf: "7", reason: "同一件事" }),
    offer("CLOSED_AS_UNFOUNDED", "lead", { reason: "查无此事" }),
    offer("REOPENED", "lead", { reason: "新情况" }),
  ];
}

/** What comes of releases, rightly and wrongly, and what is done about statements that stand. */
function pageOffers(night: IncidentNight): readonly Offer[] {
  const evidence = {
    publishedAt: iso(night.at),
    address: "https://example.test/2",
    textDigest: "a1",
    pageDigest: "b2",
  };
  const next = (night.context.releases ?? []).find((release) => release.evidence === null);
  const release = String(next?.number ?? 1);
  const { nextUpdateAt, dueAt, ...others } = next === undefined ? {} : promiseEffects(night.context, next);
  const promised = {
    ...others,
    ...(nextUpdateAt !== undefined && { nextUpdateAt: iso(nextUpdateAt) }),
    ...(dueAt !== undefined && { dueAt: iso(dueAt) }),
  };
  return [
    offer("PUBLICATION_CONFIRMED", "outbox", { ...evidence, release, as: "reply" }),
    offer("PUBLICATION_CONFIRMED", "outbox", { ...evidence, release, as: "page" }),
    offer("PUBLICATION_CONFIRMED", "outbox", { ...evidence, ...promised, release, as: "reply" }),
    offer("PUBLICATION_CONFIRMED", "outbox", { ...evidence, ...promised, release, as: "page" }),
    offer("PUBLICATION_CONFIRMED", "speaker", { ...evidence, release, as: "reply" }),
    offer("CORRECTION_BEGUN", "speaker", { statement: "1", reason: "时间有误" }),
    offer("CORRECTION_BEGUN", "speaker", { statement: "1", as: "update", reason: "检测结果已出" }),
    offer("CORRECTION_DROPPED", "speaker", { reason: "无误" }),
    offer("STATEMENT_WITHDRAWN", "lead", { statement: "1", reason: "楼号有误" }),
  ];
}

function itemOffers(night: IncidentNight): readonly Offer[] {
  return [
    offer("QUESTION_RECEIVED", "speaker", { wording: "赔偿吗？", askedThrough: "晚报" }),
    offer("QUESTION_ANSWERED", "speaker", { question: "1", wording: "见通稿" }),
    offer("QUESTION_ANSWERED", "speaker", { question: "9999", wording: "见通稿" }),
    offer("QUESTION_REFERRED", "speaker", { question: "1", reason: "超出口径" }),
    offer("LIAISON_SLIP_SENT", "officer", { unit: "后勤处", request: "停机时间" }),
    offer("LIAISON_SLIP_RETURNED", "contact", { slip: "1", findings: "21:40" }),
    offer("MATTER_OPENED", "officer", { kind: "slip", subject: "停机", place: "后勤处", request: "停机时间" }),
    offer("MATTER_OPENED", "lead", { kind: "review", subject: "说明", dueAt: iso(night.at + hours(9)) }),
    offer("MATTER_RETURNED", "officer", { item: "1", finding: "情况不实" }),
    offer("PROMISE_KEPT", "officer", { promise: "1", wording: "已检修" }),
    offer("PROMISE_MOVED", "lead", { promise: "1", dueAt: iso(night.at + hours(5)), reason: "配件" }),
    offer("HOLDING_REPLY_PUBLISHED", "speaker", {
      ...published,
      wording: "正在核实",
      nextUpdateAt: iso(night.at + hours(1)),
    }),
  ];
}

function changeOffers(night: IncidentNight): readonly Offer[] {
  return [
    offer("SITUATION_NOTED", "officer", { trend: "steady", wording: "平稳" }),
    offer("SITUATION_NOTED", "officer", { trend: "worse", wording: "加重" }),
    offer("CALM_DECLARED", "lead", { reason: "平息" }),
    ...["ordinary", "critical"].map((grade) => offer("GRADE_CHANGED", "lead", { grade, reason: "影响" })),
    offer("FACT_CORRECTED", "officer", { fact: "occurredAt", instant: iso(night.at - hours(13)), reason: "监控" }),
    offer("FACT_CORRECTED", "officer", { fact: "discoveredAt", instant: iso(night.at), reason: "通话记录" }),
    offer("ESCALATION_ACKNOWLEDGED", "lead"),
    offer("NOTE_ADDED", "officer", { wording: "记录" }),
    offer("OFFICER_ASSIGNED", "officer", { person: "officer" }),
    offer("OFFICER_ASSIGNED", "lead", { person: "deputy", note: "等后勤处回话" }),
  ];
}

/**
 * Two moments with the same print are alike enough that only one of them is followed. The clocks are told apart closely
 * while the first steps are open, and roughly afterwards.
 */
export function printOf(night: IncidentNight): string {
  const { context, phase } = night;
  const { fastReport, officialReply } = context.clocks;
  const open = (items: readonly { readonly answer: unknown }[]) => items.some((item) => item.answer === null);
  const last = context.releases?.at(-1);
  const page = last ? [last.kind, last.evidence === null] : [];
  const within: Readonly<Record<string, unknown>> = {
    reporting: [
      night.region("fastReportClock"),
      fastReport.level + fastReport.repeats,
      open(context.slips),
      openMatters(context).length > 0,
    ],
    consulting: [
      isConsultationOpen(context),
      hasHigherAuthorityView(context),
      night.region("replyClock"),
      officialReply.level + officialReply.repeats,
    ],
    drafting: [unsubmittedVersion(context) !== null, Boolean(context.correcting)],
    approving: context.approvals.length > 0,
    replying: page,
    followingUp: [context.questions.at(-1)?.state ?? "none", page],
    reviewing: [page, isReviewed(context), context.promises.some((promise) => promise.kept === null)],
    closed: [context.replies.length > 0, context.fastReport !== null],
  };
  const roughly = [night.region("monitoring"), night.region("furtherClocks"), officialReply.state === "met"];
  return JSON.stringify([phase, roughly, context.grade === "critical", within[phase] ?? null]);
}
