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

/** The sum in one line: anchor + limit = due time, and the rule that says so. */
export function explainClock(words: Named, clock: ClockFacts, say: Phrasing): Text {
  const [anchor, from, due] = [anchorLabel(words, clock), say.shortTime(clock.anchorAt), say.shortTime(clock.dueAt)];
  const limit = shortDuration(clock.limitMs);
  const rule = ruleWords(words, clock);
  return {
    zh: `${anchor.zh}${anchor.zh.endsWith("）") ? "" : " "}${from.zh} 起，加 ${limit.zh}，截止 ${due.zh}。依据：${rule.zh}。`,
    en: `${capital(anchor.en)} ${from.en} + ${limit.en} = ${due.en}. Basis: ${rule.en}.`,
  };
}
