/** What clocks are called, and how a deadline explains itself. */
import { shortDuration } from "../duration.ts";
import { capital } from "../phrases.ts";
import type { Phrasing, Text } from "../../playbook.ts";
import type { Clock } from "./clock.ts";
import type { ClockFacts } from "./facts.ts";
import type { ClockWords } from "./keeper.ts";

type Named = Pick<ClockWords, "kinds" | "anchors" | "label" | "rule">;

/** `question-2` → 追问 2 · Question 2. */
export function clockLabel(
  { kinds, label: own }: Pick<Named, "kinds" | "label">,
  { id, kind }: Pick<Clock, "id" | "kind">,
): Text {
  if (own) return own({ id, kind });
  const number = /-(\d+)$/.exec(id)?.[1];
  const label = kinds[kind] ?? { zh: kind, en: kind };
  return number === undefined ? label : { zh: `${label.zh} ${number}`, en: `${label.en} ${number}` };
}

export function anchorLabel({ anchors }: Pick<Named, "anchors">, { anchor }: Pick<Clock, "anchor">): Text {
  return anchors[anchor] ?? { zh: anchor, en: anchor };
}

export const ruleWords = ({ rule }: Pick<Named, "rule">, clock: Pick<Clock, "id" | "kind" | "rule">): Text =>
  rule?.(clock) ?? clock.rule;

const lengthUnits: Readonly<Record<string, Text>> = {
  wd: { zh: "个工作日", en: "working day" },
  mo: { zh: "个月", en: "month" },
  y: { zh: "年", en: "year" },
};

/** `3 wd` → 3 个工作日 · 3 working days; null for a length that elapses. */
export function lengthWords(length: string): Text | null {
  const [, count = "", unit = ""] = /^([0-9]{1,4}) ?(wd|mo|y)$/.exec(length) ?? [];
  const words = lengthUnits[unit];
  return words ? { zh: `${count} ${words.zh}`, en: `${count} ${words.en}${count === "1" ? "" : "s"}` } : null;
}

/** Null: it is elapsed time. */
export const limitWords = ({ length }: Pick<Clock, "length">): Text | null =>
  length === undefined ? null : lengthWords(length);

/** The sum in one line: anchor + limit = due time, and the rule that says so. */
export function explainClock(words: Named, clock: ClockFacts, say: Phrasing): Text {
  const [anchor, from, due] = [anchorLabel(words, clock), say.shortTime(clock.anchorAt), say.shortTime(clock.dueAt)];
  const limit = limitWords(clock) ?? shortDuration(clock.limitMs);
  const rule = ruleWords(words, clock);
  return {
    zh: `${anchor.zh}${anchor.zh.endsWith("）") ? "" : " "}${from.zh} 起，加 ${limit.zh}，截止 ${due.zh}。依据：${rule.zh}。`,
    en: `${capital(anchor.en)} ${from.en} + ${limit.en} = ${due.en}. Basis: ${rule.en}.`,
  };
}
