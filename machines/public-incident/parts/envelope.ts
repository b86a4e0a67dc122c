/** What letters have in common. A letter's params are frozen in the outbox: everything its text needs, and to whom. */
import type { Language, Recipient, SayTime, Text } from "../../playbook.ts";
import type { IncidentContext } from "../context.ts";
import { targetClock } from "../standing.ts";
import { withOfficer } from "./officer.ts";
import { gradeRank, grades, wordFor, type Grade } from "../vocabulary.ts";

/** Part of every letter's params. */
export interface Envelope {
  readonly to: readonly Recipient[];
  readonly title: string;
  readonly grade: Grade;
}

/** Whoever is meant as the duty officer is the officer in charge, once there is one. */
export function envelope(context: IncidentContext, to: readonly Recipient[]): Envelope {
  return { to: withOfficer(context, to), title: context.title, grade: context.grade };
}

export const inBoth = (write: (language: Language) => string): Text => ({ zh: write("zh"), en: write("en") });

/** 【特别重大】… · [Critical] …; ordinary incidents carry no mark. */
export function subjectOf({ title, grade }: Envelope, about: Text): Text {
  const word = wordFor(grades, grade);
  const marked = gradeRank(grade) < gradeRank("ordinary");
  return {
    zh: `${marked ? `【${word.zh}】` : ""}${about.zh}：${title}`,
    en: `${marked ? `[${word.en}] ` : ""}${about.en}: ${title}`,
  };
}

/** Paragraphs, empty ones left out. */
export const paragraphs = (...parts: readonly (string | null | undefined)[]): string =>
  parts.filter((part) => part !== null && part !== undefined && part !== "").join("\n");

export const nothingAsked: Text = {
  zh: "供您知悉，不需要您做什么。",
  en: "For your information. Nothing is asked of you.",
};

/** The newest entry. The step that asks for the letter has just written it, so that none is our own fault. */
export function lastOf<Item>(items: readonly Item[]): Item {
  const last = items.at(-1);
  if (last === undefined) throw new Error("a letter was asked for before there was anything to say");
  return last;
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
        ? `${label.zh}：原截止 ${sayTime(was, "zh")}，现截止 ${sayTime(is, "zh")}`
        : `${label.en}: was due ${sayTime(was, "en")}, now due ${sayTime(is, "en")}`,
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
    zh: `${question === null ? "正式回复" : `追问 ${question} 的答复`}须在 ${sayTime(dueAt, "zh")} 前发布。`,
    en: `The ${question === null ? "official reply" : `answer to question ${question}`} is due by ${sayTime(dueAt, "en")}.`,
  };
}

/** A number is set apart from the Chinese that follows it. */
export const spaced = (label: string): string => (/\d$/.test(label) ? `${label} ` : label);
