/** What notifications have in common. Their params are frozen in the outbox: everything its text needs, and to whom. */
import type { Addressed } from "../../kit/notification.ts";
import type { TextRef } from "../../kit/text-ref.ts";
import { subjectLine } from "../../kit/phrases.ts";
import { inBoth } from "../../kit/sentences.ts";
import type { NotificationText, Phrasing, Recipient, Text } from "../../playbook.ts";
import type { IncidentContext } from "../context.ts";
import { targetClock } from "../context-queries.ts";
import { redirectToOfficerInCharge } from "./officer.ts";
import { gradeRank, grades, wordFor, type Grade } from "../vocabulary.ts";

/** Part of every notification's params. */
export interface Envelope extends Addressed {
  readonly title: TextRef;
  readonly grade: Grade;
}

/** Whoever is meant as the duty officer is the officer in charge, once there is one. */
export function envelope(context: IncidentContext, to: readonly Recipient[]): Envelope {
  return { to: redirectToOfficerInCharge(context, to), title: context.title, grade: context.grade };
}

/** Goes before a subject: Critical. Ordinary incidents carry no mark. */
export function markOf({ grade }: Envelope): Text | null {
  return gradeRank(grade) < gradeRank("ordinary") ? wordFor(grades, grade) : null;
}

/** Which incident it is: title and grade. */
export function aboutOf({ title, grade }: Envelope): Text {
  return inBoth((language) => `${title} · ${wordFor(grades, grade)[language]}`);
}

/** Of the whole incident: with its grade. `when`: by when, which is never cut. */
export const subjectOf = (params: Envelope, say: Phrasing, what: Text, when: Text | null = null): Text =>
  subjectLine(say, { mark: markOf(params), what, when });

/** A due time that this very change replaced. */
export interface DeadlineChange {
  readonly label: Text;
  readonly was: number;
  readonly is: number;
}

export const formatDeadlineChanges = (moved: readonly DeadlineChange[], say: Phrasing): Text => {
  const lines = moved.map(({ label, was, is }) => {
    const [before, now] = [say.time(was), say.time(is)];
    return {
      zh: `${label.zh}：原截止时间 ${before.zh}，现为 ${now.zh}`,
      en: `${label.en}: was due ${before.en}; now due ${now.en}`,
    };
  });
  return inBoth((language) => lines.map((line) => line[language]).join("\n"));
};

/** What has to be out by when: the official reply, or the answer to the question of this number. */
export interface Target {
  readonly question: string | null;
  readonly dueAt: number;
}

export function replyDeadlineOf(context: IncidentContext): Target | null {
  const clock = targetClock(context);
  return clock && { question: /^question-(\d+)$/.exec(clock.id)?.[1] ?? null, dueAt: clock.dueAt };
}

/** Stands in a subject, behind what is asked: "reply due 07:50". */
export function targetWhen(target: Target | null, say: Phrasing): Text | null {
  if (!target) return null;
  const due = say.shortTime(target.dueAt);
  return target.question === null
    ? { zh: `${due.zh} 前须发布`, en: `reply due ${due.en}` }
    : { zh: `${due.zh} 前须答复`, en: `answer due ${due.en}` };
}

/** The due time of what the reader works towards, and what is due then. */
export function dueOf(target: Target | null): Pick<NotificationText, "dueAt" | "dueNote"> {
  if (!target) return { dueAt: null };
  const { question, dueAt } = target;
  return question === null
    ? { dueAt, dueNote: { zh: "届时须发布正式回复", en: "when the official reply is due" } }
    : {
        dueAt,
        dueNote: { zh: `届时须发布追问 ${question} 的答复`, en: `when the answer to question ${question} is due` },
      };
}

/** One sentence, empty when nothing is due. */
export function formatTarget(target: Target | null, say: Phrasing): Text {
  if (!target) return { zh: "", en: "" };
  const { question } = target;
  const due = say.time(target.dueAt);
  return {
    zh: `${question === null ? "正式回复" : `追问 ${question} 的答复`}须于 ${due.zh}前发布。`,
    en: `The ${question === null ? "official reply" : `answer to question ${question}`} is due by ${due.en}.`,
  };
}

export interface WithReplyDeadline {
  readonly target: Target | null;
}

export const withReplyDeadline = (context: IncidentContext): WithReplyDeadline => ({
  target: replyDeadlineOf(context),
});
