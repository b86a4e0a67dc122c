/** What clocks are called, and how a deadline explains itself. */
import { sayDuration } from "../duration.ts";
import type { Language, SayTime, Text } from "../playbook.ts";
import type { AnchorName, Clock, ClockKind } from "./clocks.ts";

const kinds: Readonly<Record<ClockKind, Text>> = {
  fastReport: { zh: "快报", en: "Fast report" },
  officialReply: { zh: "正式回复", en: "Official reply" },
  liaisonSlip: { zh: "联系单", en: "Liaison slip" },
  question: { zh: "追问", en: "Question" },
  promise: { zh: "承诺", en: "Promise" },
};

export const anchorWords: Readonly<Record<AnchorName, Text>> = {
  occurred: { zh: "发生时间", en: "when it occurred" },
  discovered: { zh: "发现时间", en: "when it was discovered" },
  "discovered-occurrence-unknown": {
    zh: "发现时间（发生时间不明，故从发现起算）",
    en: "when it was discovered (when it occurred is unknown)",
  },
  registered: { zh: "登记时间", en: "when it was registered" },
  sent: { zh: "送出时间", en: "when it was sent" },
  received: { zh: "收到时间", en: "when it was received" },
  promised: { zh: "作出承诺的时间", en: "when the promise was made" },
};

/** `question-2` → 追问 2 · Question 2. */
export function clockLabel({ id, kind }: Pick<Clock, "id" | "kind">): Text {
  const number = /-(\d+)$/.exec(id)?.[1];
  const label = kinds[kind];
  return number === undefined ? label : { zh: `${label.zh} ${number}`, en: `${label.en} ${number}` };
}

/** What a letter freezes of a clock, so that it can print the sum later. */
export interface ClockFacts {
  readonly id: string;
  readonly kind: ClockKind;
  readonly anchor: AnchorName;
  readonly anchorAt: number;
  readonly limitMs: number;
  readonly dueAt: number;
  readonly rule: Text;
}

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
export function explainClock(clock: ClockFacts, sayTime: SayTime): Text {
  const parts = (language: Language) => ({
    anchor: anchorWords[clock.anchor][language],
    from: sayTime(clock.anchorAt, language),
    limit: sayDuration(clock.limitMs)[language],
    due: sayTime(clock.dueAt, language),
    rule: clock.rule[language],
  });
  const [zh, en] = [parts("zh"), parts("en")];
  return {
    zh: `时限算法：${zh.anchor} ${zh.from}，加 ${zh.limit}，截止 ${zh.due}。依据：${zh.rule}。`,
    en: `How the deadline is worked out: ${en.anchor}, ${en.from}, plus ${en.limit} makes ${en.due}. Rule: ${en.rule}.`,
  };
}
