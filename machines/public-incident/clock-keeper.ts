/** How this playbook's clocks are kept: where they stand in the context, and in which words they speak. */
import { clockNotifications } from "../kit/clocks/notifications.ts";
import type { Clock } from "../kit/clocks/clock.ts";
import type { ClockKeeper, ClockSlot, Matter } from "../kit/clocks/keeper.ts";
import { clockLabel } from "../kit/clocks/words.ts";
import { inEach } from "../kit/text-ref.ts";
import type { Text } from "../playbook.ts";
import { unitName } from "../kit/unit.ts";
import { clockPhrases } from "./clock-phrases.ts";
import { allClocks, type AnchorName, type ClockKind, type MainClock } from "./clocks.ts";
import type { IncidentContext } from "./context.ts";
import { aboutOf, envelope, markOf } from "./parts/envelope.ts";
import { addOfficerInCharge } from "./parts/officer.ts";

const kinds: Readonly<Record<ClockKind, Text>> = {
  fastReport: { zh: "快报", en: "Fast report" },
  officialReply: { zh: "正式回复", en: "Official reply" },
  liaisonSlip: { zh: "联系单", en: "Fact-check request" },
  question: { zh: "追问", en: "Question" },
  promise: { zh: "承诺", en: "Promise" },
};

export const anchorWords: Readonly<Record<AnchorName, Text>> = {
  occurred: { zh: "发生时间", en: "occurred" },
  discovered: { zh: "发现时间", en: "discovered" },
  "discovered-occurrence-unknown": {
    zh: "发现时间（发生时间不明，从发现起算）",
    en: "discovered (time of occurrence unknown)",
  },
  registered: { zh: "登记时间", en: "registered" },
  sent: { zh: "送出时间", en: "sent" },
  received: { zh: "收到时间", en: "received" },
  promised: { zh: "作出承诺的时间", en: "promised" },
};

/** `question-2` → 追问 2 · Question 2. */
export const clockName = (clock: Pick<Clock, "id" | "kind">): Text => clockLabel({ kinds }, clock);

function matterOf(context: IncidentContext, { id }: Clock): Matter {
  const [kind, number] = id.split("-");
  const of = <Item extends { readonly number: number }>(items: readonly Item[]) =>
    items.find((item) => String(item.number) === number);
  const [question, slip, promise] = [of(context.questions), of(context.slips), of(context.promises)];
  if (kind === "question" && question) return { about: question.wording, who: inEach(question.askedThrough) };
  if (kind === "slip" && slip) return { about: slip.request, who: unitName(slip) };
  return kind === "promise" && promise
    ? { about: promise.wording, who: promise.owner && inEach(promise.owner) }
    : { about: null, who: null };
}

const keeper: ClockKeeper<IncidentContext> = {
  all: allClocks,
  ladder: ({ policy }) => policy.ladder,
  progressAt: ({ progressAt }) => progressAt,
  envelope,
  escalatedTo: addOfficerInCharge,
  matterOf,
  words: {
    kinds,
    anchors: anchorWords,
    mark: markOf,
    about: aboutOf,
    phrases: clockPhrases,
    warnedWhen: {
      zh: "规定时长过去设定比例时",
      en: "When the configured share of the time has passed",
    },
    escalatedTo: {
      zh: "逐级上报的当前一级；含值班员的，同时通知经办人",
      en: "The current escalation level; where it names the duty officer, also the officer in charge",
    },
    acknowledge: "ESCALATION_ACKNOWLEDGED",
  },
};

const main = (name: MainClock): ClockSlot<IncidentContext> => ({
  name,
  label: kinds[name],
  clocks: ({ clocks }) => [clocks[name]],
  keep: ({ clocks }, [clock = clocks[name]]) => ({ clocks: { ...clocks, [name]: clock } }),
});

export const slots = {
  fastReport: main("fastReport"),
  officialReply: main("officialReply"),
  /** Questions, liaison slips and promises. */
  further: {
    name: "further",
    label: { zh: "其他时限", en: "Other deadlines" },
    clocks: ({ clocks }) => clocks.further,
    keep: ({ clocks }, further) => ({ clocks: { ...clocks, further } }),
  },
} satisfies Record<string, ClockSlot<IncidentContext>>;

/** What the regions of the chart and the event that acknowledges need. */
export const clockParts = { keeper, notifications: clockNotifications(keeper) };
