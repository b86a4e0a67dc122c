/** How notifications speak of this playbook's deadlines. */
import type { ClockPhrases, PhraseParts, TimeWords } from "../kit/clocks/phrases.ts";
import { incidentName } from "../kit/phrases.ts";
import type { Phrasing, Text } from "../playbook.ts";
import type { ClockKind } from "./clocks.ts";

/** `number`: which question, request or promise. */
interface Item {
  readonly number: string;
  readonly who: Text | null;
  readonly say: Phrasing;
}

export function clockPhrases({ clock, say, who }: PhraseParts): ClockPhrases {
  const number = /-(\d+)$/.exec(clock.id)?.[1] ?? "";
  return phrases[clock.kind as ClockKind]({ number, who, say });
}

const text = (zh: string, en: string): Text => ({ zh, en });

/** Said the same way of all of them in English. */
const isDueInEnglish = ({ at }: TimeWords): string => `is due ${at.en}`;

const fastReport = ({ say }: Item): ClockPhrases => {
  const incident = incidentName(say);
  return {
    isMain: true,
    matter: text(`${incident.zh}的快报`, `The fast report for ${incident.en}`),
    short: text("快报", "fast report"),
    dueSoon: ({ short }) => text(`快报 ${short.zh} 截止`, `fast report due ${short.en}`),
    isDue: (time) => text(`${time.short.zh} 截止`, isDueInEnglish(time)),
    wasDue: ({ short, at }) => text(`应于 ${short.zh} 前报送，至今未报`, `was due ${at.en} and has not been sent`),
    still: text("快报至今仍未报送", "the fast report has still not been sent"),
    stillShort: text("快报仍未报送", "still no fast report"),
    act: text("报送快报", "send the fast report"),
    acted: "the fast report is sent",
    asked: text(
      "立即报送快报；尚不清楚的，写“正在核实”。",
      "send the fast report now. If facts are missing, write “being checked”.",
    ),
  };
};

const officialReply = ({ say }: Item): ClockPhrases => {
  const incident = incidentName(say);
  return {
    isMain: true,
    matter: text(`${incident.zh}的正式回复`, `The official reply for ${incident.en}`),
    short: text("正式回复", "official reply"),
    dueSoon: ({ short }) => text(`正式回复 ${short.zh} 截止`, `official reply due ${short.en}`),
    isDue: (time) => text(`${time.short.zh} 截止`, isDueInEnglish(time)),
    wasDue: ({ short, at }) =>
      text(`应于 ${short.zh} 前发布，至今未发布`, `was due ${at.en} and has not been published`),
    still: text("正式回复至今仍未发布", "the official reply has still not been published"),
    stillShort: text("正式回复仍未发布", "still no official reply"),
    act: text("发布正式回复", "publish the official reply"),
    acted: "the official reply is published",
    asked: text(
      "尽快定稿、审批并发布正式回复；一时不能发布的，先发布初步回应。",
      "have the official reply approved and published. If that takes longer, publish a holding statement first.",
    ),
  };
};

const question = ({ number, who }: Item): ClockPhrases => ({
  isMain: false,
  matter: text(
    `追问 ${number}${who === null ? "" : `（${who.zh}）`}`,
    `Question ${number}${who === null ? "" : ` (${who.en})`}`,
  ),
  short: text(`追问 ${number}`, `question ${number}`),
  dueSoon: ({ short }) => text(`追问 ${number}：${short.zh} 前答复`, `question ${number}: answer due ${short.en}`),
  isDue: ({ short, at }) => text(`须于 ${short.zh} 前答复`, `is due to be answered ${at.en}`),
  wasDue: ({ short, at }) =>
    text(`应于 ${short.zh} 前答复，至今未答复`, `was due to be answered ${at.en} and has not been answered`),
  still: text(`追问 ${number} 至今仍未答复`, `question ${number} has still not been answered`),
  stillShort: text(`追问 ${number} 仍未答复`, `question ${number} still not answered`),
  act: text(`答复追问 ${number}`, `answer question ${number}`),
  acted: `question ${number} is answered`,
  asked: text(
    "按已批准的口径答复；超出口径的，转回会商。",
    "answer within the approved wording, or refer the question back to consultation.",
  ),
});

const liaisonSlip = ({ number, who }: Item): ClockPhrases => ({
  isMain: false,
  matter: text(
    `${who === null ? "" : `发往${who.zh}的`}联系单 ${number}`,
    `Fact-check request ${number}${who === null ? "" : ` to ${who.en}`}`,
  ),
  short: text(`联系单 ${number}`, `fact-check request ${number}`),
  dueSoon: ({ short }) => text(`联系单 ${number}：${short.zh} 前反馈`, `fact-check request ${number} due ${short.en}`),
  isDue: (time) => text(`须于 ${time.short.zh} 前反馈`, isDueInEnglish(time)),
  wasDue: ({ short, at }) =>
    text(`应于 ${short.zh} 前反馈，至今未反馈`, `was due ${at.en}; no findings have been returned`),
  still: text(`联系单 ${number} 至今仍未反馈`, `fact-check request ${number} has still not been answered`),
  stillShort: text(`联系单 ${number} 仍未反馈`, `fact-check request ${number} still open`),
  act: text("反馈核实结果；不完整的也请先报", "return the findings, even if incomplete"),
  acted: "the findings are returned",
  asked: text(
    "反馈核实结果，已查实的写明，未查实的注明。",
    "return the findings. State what is confirmed and what is not.",
  ),
});

const promise = ({ number, who }: Item): ClockPhrases => ({
  isMain: false,
  matter: text(
    `承诺 ${number}${who === null ? "" : `（${who.zh}）`}`,
    `Promise ${number}${who === null ? "" : ` (${who.en})`}`,
  ),
  short: text(`承诺 ${number}`, `promise ${number}`),
  dueSoon: ({ short }) => text(`承诺 ${number}：${short.zh} 到期`, `promise ${number} due ${short.en}`),
  isDue: (time) => text(`将于 ${time.short.zh} 到期`, isDueInEnglish(time)),
  wasDue: ({ short, at }) => text(`应于 ${short.zh} 前兑现，至今未兑现`, `was due ${at.en} and has not been kept`),
  still: text(`承诺 ${number} 至今仍未兑现`, `promise ${number} has still not been kept`),
  stillShort: text(`承诺 ${number} 仍未兑现`, `promise ${number} still not kept`),
  act: text("兑现承诺，登记结果及公布网址", "keep the promise and record the result and where it is published"),
  acted: "the promise is kept",
  asked: text(
    "按期兑现，并登记结果及公布网址。不能按期兑现的，写明理由改期。",
    "keep it and record the result and where it is published. If it cannot be kept, it is rescheduled with a reason.",
  ),
});

const phrases: Readonly<Record<ClockKind, (item: Item) => ClockPhrases>> = {
  fastReport,
  officialReply,
  question,
  liaisonSlip,
  promise,
};
