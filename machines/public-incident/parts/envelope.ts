/** What notifications have in common. Their params are frozen in the outbox: everything its text needs, and to whom. */
import type { Addressed } from "../../kit/notification.ts";
import type { Language, Recipient, SayTime, Text } from "../../playbook.ts";
import type { IncidentContext } from "../context.ts";
import { targetClock } from "../standing.ts";
import { withOfficer } from "./officer.ts";
import { gradeRank, grades, wordFor, type Grade } from "../vocabulary.ts";

/** Part of every notification's params. */
export interface Envelope extends Addressed {
  readonly title: string;
  readonly grade: Grade;
}

/** Whoever is meant as the duty officer is the officer in charge, once there is one. */
export function envelope(context: IncidentContext, to: readonly Recipient[]): Envelope {
  return { to: withOfficer(context, to), title: context.title, grade: context.grade };
}

/** 【特别重大】… · [Critical] …; ordinary incidents carry no mark. */
export function subjectOf({ title, grade }: Envelope, about: Text): Text {
  const word = wordFor(grades, grade);
  const marked = gradeRank(grade) < gradeRank("ordinary");
  return {
    zh: `${marked ? `【${word.zh}】` : ""}${about.zh}：${title}`,
    en: `${marked ? `[${word.en}] ` : ""}${about.en}: ${title}`,
  };
}

/** A due time that this very change replaced. */
export interface Moved {
  readonly label: Text;
  readonly was: number;
  readonly is: number;
}

export const sayMoved = (moved: readonly Moved[], language: Language, sayTime: SayTime): string =>
  moved
    .map(({ label, was, is }) =>
      language === "zh"
        ? `${label.zh}：原截止时间 ${sayTime(was, "zh")}，现为 ${sayTime(is, "zh")}`
        : `${label.en}: was due ${sayTime(was, "en")}; now due ${sayTime(is, "en")}`,
    )
    .join("\n");

/** What has to be out by when: the official reply, or the answer to the question of this number. */
export interface Target {
  readonly question: string | null;
  readonly dueAt: number;
}

export function targetOf(context: IncidentContext): Target | null {
  const clock = targetClock(context);
  return clock && { question: /^question-(\d+)$/.exec(clock.id)?.[1] ?? null, dueAt: clock.dueAt };
}

/** One sentence, empty when nothing is due. */
export function sayTarget(target: Target | null, sayTime: SayTime): Text {
  if (!target) return { zh: "", en: "" };
  const { question, dueAt } = target;
  return {
    zh: `${question === null ? "正式回复" : `追问 ${question} 的答复`}须于 ${sayTime(dueAt, "zh")} 前发布。`,
    en: `The ${question === null ? "official reply" : `answer to question ${question}`} is due by ${sayTime(dueAt, "en")}.`,
  };
}

export interface Aimed {
  readonly target: Target | null;
}

export const aimed = (context: IncidentContext): Aimed => ({ target: targetOf(context) });
