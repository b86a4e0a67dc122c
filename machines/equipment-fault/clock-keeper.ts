/** How this playbook's one clock is kept: where it stands in the context, and in which words it speaks. */
import type { ClockKeeper, ClockSlot } from "../kit/clocks/keeper.ts";
import { clockNotifications } from "../kit/clocks/notifications.ts";
import type { Addressed } from "../kit/notification.ts";
import type { Recipient, Text } from "../playbook.ts";
import type { FaultContext } from "./context.ts";

/** Part of every notification's params: which fault it is about. */
export interface Envelope extends Addressed {
  readonly equipment: string;
  readonly place: string;
  readonly fault: string;
}

export const envelope = ({ equipment, place, fault }: FaultContext, to: readonly Recipient[]): Envelope => ({
  to,
  equipment,
  place,
  fault,
});

export const subjectOf = ({ equipment }: Envelope, { zh, en }: Text): Text => ({
  zh: `${zh}：${equipment}`,
  en: `${en}: ${equipment}`,
});

export const aboutFault = ({ equipment, place, fault }: Envelope): Text => ({
  zh: `${place}的${equipment}：${fault}`,
  en: `${equipment}, ${place}: ${fault}`,
});

export const acknowledgementWords: Text = { zh: "故障确认", en: "Acknowledgement of the fault" };
export const reportedWords: Text = { zh: "报告时间", en: "when it was reported" };

const keeper: ClockKeeper<FaultContext> = {
  all: ({ acknowledgement }) => [acknowledgement],
  ladder: ({ ladder }) => ladder,
  progressAt: ({ progressAt }) => progressAt,
  envelope,
  escalatedTo: (_context, to) => to,
  matterOf: ({ fault }) => fault,
  words: {
    kinds: { acknowledgement: acknowledgementWords },
    anchors: { reported: reportedWords },
    subject: (params: Envelope, about) => subjectOf(params, about),
    warnedWhen: { zh: "时限过去设定的比例时", en: "When the set share of the time has passed" },
    escalatedTo: {
      zh: "逐级上报的当前一级；第一级同时通知责任单位联络员",
      en: "The current escalation level; with the first also the unit contact",
    },
    acknowledge: "ESCALATION_ACKNOWLEDGED",
  },
};

export const acknowledgementSlot: ClockSlot<FaultContext> = {
  name: "acknowledgement",
  label: acknowledgementWords,
  clocks: ({ acknowledgement }) => [acknowledgement],
  keep: ({ acknowledgement }, [clock = acknowledgement]) => ({ acknowledgement: clock }),
};

export const clockParts = { keeper, notifications: clockNotifications(keeper) };
