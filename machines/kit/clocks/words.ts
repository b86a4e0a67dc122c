/** What clocks are called, and how a deadline explains itself. */
import { sayDuration } from "../duration.ts";
import type { Language, SayTime, Text } from "../../playbook.ts";
import type { Clock } from "./clock.ts";
import type { ClockWords } from "./keeper.ts";

type Named = Pick<ClockWords, "kinds" | "anchors">;

/** `question-2` → 追问 2 · Question 2. */
export function clockLabel({ kinds }: Pick<Named, "kinds">, { id, kind }: Pick<Clock, "id" | "kind">): Text {
  const number = /-(\d+)$/.exec(id)?.[1];
  const label = kinds[kind] ?? { zh: kind, en: kind };
  return number === undefined ? label : { zh: `${label.zh} ${number}`, en: `${label.en} ${number}` };
}

export function anchorLabel({ anchors }: Pick<Named, "anchors">, { anchor }: Pick<Clock, "anchor">): Text {
  return anchors[anchor] ?? { zh: anchor, en: anchor };
}

/** What a notification freezes of a clock, so that it can print the sum later. */
export type ClockFacts = Pick<Clock, "id" | "kind" | "anchor" | "anchorAt" | "limitMs" | "dueAt" | "rule">;

export const clockFacts = ({ id, kind, anchor, anchorAt, limitMs, dueAt, rule }: Clock): ClockFacts => ({
  id,
  kind,
  anchor,
  anchorAt,
  limitMs,
  dueAt,
  rule,
});

/** The sum in one sentence: anchor + limit = due time, and the rule that says so. */
export function explainClock(words: Named, clock: ClockFacts, sayTime: SayTime): Text {
  const parts = (language: Language) => ({
    anchor: anchorLabel(words, clock)[language],
    from: sayTime(clock.anchorAt, language),
    limit: sayDuration(clock.limitMs)[language],
    due: sayTime(clock.dueAt, language),
    rule: clock.rule[language],
  });
  const [zh, en] = [parts("zh"), parts("en")];
  return {
    zh: `时限计算：${zh.anchor} ${zh.from} 起，加 ${zh.limit}，截止 ${zh.due}。依据：${zh.rule}。`,
    en: `Deadline: ${en.anchor} (${en.from}) + ${en.limit} = ${en.due}. Basis: ${en.rule}.`,
  };
}
