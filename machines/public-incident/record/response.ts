/** What the response region records: pure functions from context and event to what changes. */
import type { Change, Decision, IncidentContext, Publication, PublicPromise, Stamp } from "../context.ts";
import type * as Sent from "../events.ts";
import { digestOf } from "../digest.ts";
import { cancelClocks, openPromiseClock, resumeClocks, stopMain, withClocks } from "./clocks.ts";
import { answerReferred, keepNextUpdates } from "./items.ts";

const stamp = ({ at, by }: Stamp): Stamp => ({ at, by });

export function recordFastReport(context: IncidentContext, event: Sent.FastReportSent): Change {
  const { what, where, firstMeasures } = event;
  return {
    fastReport: { ...stamp(event), what, where, firstMeasures },
    clocks: stopMain(context, "fastReport", event.at),
    progressAt: event.at,
  };
}

export function recordConsultation(context: IncidentContext, event: Sent.ConsultationOpened): Change {
  const consultation = {
    ...stamp(event),
    round: context.round,
    participants: event.participants,
    subject: event.subject ?? context.title,
  };
  return { consultations: [...context.consultations, consultation], progressAt: event.at };
}

export function recordSuperiorView(context: IncidentContext, event: Sent.SuperiorViewRecorded): Change {
  const view = { ...stamp(event), round: context.round, office: event.office, view: event.view };
  return { superiorViews: [...context.superiorViews, view], progressAt: event.at };
}

export function recordDecision(context: IncidentContext, event: Sent.DecisionMade): Change {
  const decision: Decision = {
    ...stamp(event),
    round: context.round,
    finding: event.finding,
    summary: event.summary,
    measures: event.measures ?? [],
    owner: event.owner ?? null,
    dueAt: event.dueAt ?? null,
    reason: event.reason ?? null,
    timetable: event.timetable ?? null,
    evidence: event.evidence ?? null,
    whose: event.whose ?? null,
    drafter: event.drafter,
    dissent: event.dissent ?? null,
  };
  return { decisions: [...context.decisions, decision], progressAt: event.at, ...promiseOf(context, decision) };
}

/** Measures and timetables are promises: each gets its own clock. */
function promiseOf(context: IncidentContext, decision: Decision): Change {
  const { finding, dueAt } = decision;
  if (dueAt === null || (finding !== "at-fault" && finding !== "cannot-be-fixed-yet")) return {};
  const atFault = finding === "at-fault";
  const wording = atFault ? decision.measures.join("\n") : (decision.timetable ?? decision.summary);
  return makePromise(context, decision, {
    kind: atFault ? "measures" : "timetable",
    wording,
    owner: decision.owner,
    dueAt,
  });
}

export function makePromise(
  context: IncidentContext,
  { at, by }: Stamp,
  words: Pick<PublicPromise, "kind" | "wording" | "owner" | "dueAt">,
): Change {
  const number = context.promises.length + 1;
  return {
    promises: [...context.promises, { at, by, number, ...words, kept: null }],
    clocks: withClocks(context, openPromiseClock(context, number, words.dueAt, at)),
  };
}

export function recordVersion(context: IncidentContext, event: Sent.StatementSaved): Change {
  const { title, body } = event;
  const version = {
    ...stamp(event),
    version: context.versions.length + 1,
    title,
    body,
    digest: digestOf(`${title}\n\n${body}`),
  };
  return { versions: [...context.versions, version], progressAt: event.at };
}

export function recordSubmission(context: IncidentContext, event: Sent.StatementSubmitted): Change {
  const latest = context.versions.at(-1);
  if (!latest) return {};
  return { submitted: { ...stamp(event), version: latest.version, digest: latest.digest }, progressAt: event.at };
}

export function recordApproval(context: IncidentContext, event: Sent.StatementApproved): Change {
  const { submitted } = context;
  if (!submitted) return {};
  const approval = { ...stamp(event), version: submitted.version, digest: submitted.digest, role: event.role };
  return { approvals: [...context.approvals, approval], progressAt: event.at };
}

export function recordReturn(context: IncidentContext, event: Sent.StatementReturned): Change {
  const { submitted } = context;
  if (!submitted) return {};
  const returned = { ...stamp(event), version: submitted.version, reason: event.reason };
  return { returns: [...context.returns, returned], submitted: null, progressAt: event.at };
}

/** The claimed time of publication, never later than when it was recorded. */
export function publicationOf(
  event: Stamp & {
    readonly channels: Publication["channels"];
    readonly addresses: readonly string[];
    readonly publishedAt?: number;
  },
): Publication {
  const publishedAt = Math.min(event.publishedAt ?? event.at, event.at);
  return { ...stamp(event), channels: event.channels, addresses: event.addresses, publishedAt };
}

export function recordReply(context: IncidentContext, event: Sent.ReplyPublished): Change {
  const { submitted } = context;
  if (!submitted) return {};
  const publication = publicationOf(event);
  const questions = context.questions
    .filter((question) => question.state === "referred")
    .map((question) => question.number);
  const reply = { ...publication, version: submitted.version, digest: submitted.digest, questions };
  const stopped = { ...context, clocks: stopMain(context, "officialReply", publication.publishedAt) };
  const answered = answerReferred(stopped, reply);
  const updated = keepNextUpdates({ ...stopped, ...answered }, publication);
  return {
    clocks: stopped.clocks,
    ...answered,
    ...updated,
    replies: [...context.replies, reply],
    submitted: null,
    progressAt: event.at,
  };
}

export function recordReview(context: IncidentContext, event: Sent.ReviewRecorded): Change {
  const review = {
    ...stamp(event),
    summary: event.summary,
    lessons: event.lessons,
    improvements: event.improvements ?? null,
  };
  return { reviews: [...context.reviews, review] };
}

export function recordClosing(
  context: IncidentContext,
  event: Sent.IncidentClosed | Sent.ClosedAsDuplicate | Sent.ClosedAsUnfounded,
): Change {
  const as =
    event.type === "INCIDENT_CLOSED" ? "handled" : event.type === "CLOSED_AS_DUPLICATE" ? "duplicate" : "unfounded";
  const duplicateOf = event.type === "CLOSED_AS_DUPLICATE" ? event.duplicateOf : null;
  const closing = { ...stamp(event), as, reason: event.reason, duplicateOf } as const;
  return { closing, submitted: null, gradeAsked: null, clocks: cancelClocks(context, event.at) };
}

export function recordReopening(context: IncidentContext, event: Sent.Reopened): Change {
  const reopening = { ...stamp(event), reason: event.reason };
  return {
    closing: null,
    calm: null,
    reopenings: [...context.reopenings, reopening],
    clocks: resumeClocks(context),
    progressAt: event.at,
  };
}
