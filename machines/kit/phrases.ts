/** What subjects and first sentences of notifications are made of, in both languages. */
import { formatDuration, shortDuration, wholeMinutes } from "./duration.ts";
import type { Actor, Language, Phrasing, Text } from "../playbook.ts";
import { inBoth } from "./sentences.ts";

/** Lock screens and lists of mails cut off what is longer. */
export const subjectMax = 60;

export interface SubjectParts {
  /** A word that goes before: the grade. It is left out when there is no room for it. */
  readonly mark?: Text | null;
  /** Begins small in English, as after the mark; what does not fit of it is cut. */
  readonly what: Text;
  /** By when, or how much is left: never cut. */
  readonly when?: Text | null;
}

/** `#7 Critical: fast report due 22:56 – 15 min left`: one line, and never longer than a lock screen shows. */
export function subjectLine({ number }: Pick<Phrasing, "number">, { mark, what, when }: SubjectParts): Text {
  return inBoth((language) => {
    const start = number === null ? "" : `#${String(number)} `;
    const end = when ? `${language === "zh" ? "，" : " – "}${when[language]}` : "";
    const said = what[language].replace(/\s+/g, " ").trim();
    const marked = mark ? `${start}${mark[language]}${language === "zh" ? "：" : ": "}${said}${end}` : null;
    if (marked !== null && lengthOf(marked) <= subjectMax) return marked;
    return `${start}${cutTo(capital(said), subjectMax - lengthOf(start) - lengthOf(end))}${end}`;
  });
}

const lengthOf = (text: string): number => Array.from(text).length;

export function cutTo(text: string, max: number): string {
  const letters = Array.from(text);
  if (letters.length <= max) return text;
  const kept = letters.slice(0, Math.max(0, max - 1));
  return `${kept.join("").trimEnd()}…`;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** 7 号事件 · incident #7. */
export const incidentName = ({ number }: Pick<Phrasing, "number">): Text =>
  number === null
    ? { zh: "本事件", en: "this incident" }
    : { zh: `${String(number)} 号事件`, en: `incident #${String(number)}` };

/** `at 22:56`, `on 23 Nov, 09:10`; in Chinese the time alone. */
export function atTime(say: Pick<Phrasing, "shortTime">, at: number): Text {
  const { zh, en } = say.shortTime(at);
  return { zh, en: `${/^\d+:/.test(en) ? "at" : "on"} ${en}` };
}

interface Span {
  /** For sentences: "15 minutes". */
  readonly long: Text;
  /** For subjects: "15 min". */
  readonly short: Text;
}

const span = (ms: number): Span => ({ long: formatDuration(ms), short: shortDuration(ms) });

/** Null when the time has come. */
export function timeLeft({ now }: Pick<Phrasing, "now">, dueAt: number): Span | null {
  return dueAt > now ? span(wholeMinutes(dueAt - now, "up")) : null;
}

/** By how much a due time has passed; nothing before it. */
export const timeSince = ({ now }: Pick<Phrasing, "now">, dueAt: number): Span =>
  span(wholeMinutes(now - dueAt, "down"));

/** A subject, what is said of it, and how it ends. In Chinese a number is set apart from the words beside it. */
export const sentence = (subject: Text, said: Text, end: Text): Text => ({
  zh: `${besideNumbers(subject.zh, said.zh)}${end.zh}`,
  en: `${subject.en} ${said.en}${end.en}`,
});

export const besideNumbers = (start: string, rest: string): string =>
  `${start}${/\d$/.test(start) || /^\d/.test(rest) ? " " : ""}${rest}`;

export const fullStop: Text = { zh: "。", en: "." };

/** Behind Chinese words: what begins with a number is set apart. */
export const apart = (text: string): string => (/^\d/.test(text) ? ` ${text}` : text);

/** Whether the reader is one of those who can do what is asked. Whoever is told in others' place is, and whoever may hold a post. */
export const isFor = ({ readerRoles }: Pick<Phrasing, "readerRoles">, by: readonly Actor[]): boolean =>
  readerRoles === null || by.some((actor) => typeof actor !== "string" || readerRoles.includes(actor));

const namesMax = 5;

/** 陈晓、李文 · Chen Xiao, Li Wen; each once, and of many the first few. */
export function namesOfAll(names: readonly string[], language: Language): string {
  const each = [...new Set(names)];
  const shown = each.slice(0, namesMax);
  const more = each.length - shown.length;
  const list = shown.join(language === "zh" ? "、" : ", ");
  if (more === 0) return list;
  return language === "zh" ? `${list}等 ${String(each.length)} 人` : `${list} and ${String(more)} more`;
}
