/** How this playbook's one clock is kept: where it stands in the context, and in which words it speaks. */
import type { ClockKeeper, ClockSlot } from "../kit/clocks/keeper.ts";
import type { ClockPhrases, PhraseParts } from "../kit/clocks/phrases.ts";
import { clockNotifications } from "../kit/clocks/notifications.ts";
import type { Addressed } from "../kit/notification.ts";
import { incidentName, subjectLine } from "../kit/phrases.ts";
import { inBoth } from "../kit/sentences.ts";
import type { TextRef } from "../kit/text-ref.ts";
import { contactsOf } from "../kit/unit.ts";
import { recipientOf, type Phrasing, type Recipient, type Text } from "../playbook.ts";
import type { FaultContext } from "./context.ts";

/** Part of every notification's params: which fault it is about. */
export interface Envelope extends Addressed {
  readonly equipment: TextRef;
  readonly place: TextRef;
  readonly fault: TextRef;
}

export const envelope = ({ equipment, place, fault }: FaultContext, to: readonly Recipient[]): Envelope => ({
  to,
  equipment,
  place,
  fault,
});

/** Who has to repair it. */
export const toContacts = (context: FaultContext): Recipient => recipientOf(contactsOf(context));

export const contactsWords: Text = {
  zh: "责任单位联络员；故障登记了部门的，只通知该部门的联络员",
  en: "Unit contacts; of the unit alone that the fault is registered for",
};

/** Which fault it is: the equipment and where it stands. */
export const aboutOf = ({ equipment, place }: Envelope): Text => inBoth(() => `${equipment} · ${place}`);

/** The equipment gives way when there is no room for all of it: the due time stays. */
export const subjectOf = ({ equipment }: Envelope, say: Phrasing, { zh, en }: Text, when: Text | null = null): Text =>
  subjectLine(say, { what: { zh: `${zh}：${equipment}`, en: `${en}: ${equipment}` }, when });

export const acknowledgementWords: Text = { zh: "故障确认", en: "Acknowledgement of the fault" };
export const reportedWords: Text = { zh: "报告时间", en: "when it was reported" };

function clockPhrases({ say, envelope: { equipment } }: PhraseParts & { readonly envelope: Envelope }): ClockPhrases {
  const incident = incidentName(say);
  return {
    isMain: false,
    matter: {
      zh: `${incident.zh}（${equipment}）的故障确认`,
      en: `The acknowledgement of ${incident.en} (${equipment})`,
    },
    short: { zh: "故障确认", en: "fault acknowledgement" },
    dueSoon: ({ short }) => ({ zh: `故障确认 ${short.zh} 截止`, en: `fault: acknowledge by ${short.en}` }),
    isDue: ({ short, at }) => ({ zh: `${short.zh} 截止`, en: `is due ${at.en}` }),
    wasDue: ({ short, at }) => ({
      zh: `应于 ${short.zh} 前完成，至今无人负责`,
      en: `was due ${at.en}; no one has taken the fault on`,
    }),
    still: { zh: "故障至今仍无人负责", en: "the fault has still not been taken on" },
    stillShort: { zh: "故障仍无人负责", en: "fault still not taken on" },
    act: { zh: "确认由本单位修理", en: "take the repair on" },
    acted: "someone takes the repair on",
    asked: { zh: "确认由本单位修理。", en: "take the repair on, or pass it on to someone who can." },
  };
}

const keeper: ClockKeeper<FaultContext> = {
  all: ({ acknowledgement }) => [acknowledgement],
  ladder: ({ ladder }) => ladder,
  progressAt: ({ progressAt }) => progressAt,
  envelope,
  escalatedTo: (_context, to) => to,
  matterOf: ({ fault }) => ({ about: fault, who: null }),
  words: {
    kinds: { acknowledgement: acknowledgementWords },
    anchors: { reported: { zh: reportedWords.zh, en: "reported" } },
    mark: () => null,
    about: aboutOf,
    phrases: clockPhrases,
    warnedWhen: { zh: "时限过去设定的比例时", en: "When the set share of the time has passed" },
    escalatedTo: {
      zh: "逐级上报的当前一级；第 1 级同时通知责任单位联络员",
      en: "The current escalation level; with level 1 also the unit contact",
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
