/** What every way of closing shares. */
import type { Stamp } from "../../kit/stamp.ts";
import { nothingAsked, paragraphs } from "../../kit/sentences.ts";
import type { SayPerson, SayTime, Text } from "../../playbook.ts";
import { cancelClocks } from "../clocks.ts";
import type { Change, IncidentContext } from "../context.ts";
import type { Closing } from "../record.ts";
import { notification } from "../event.ts";
import { type Envelope, envelope, subjectOf } from "./envelope.ts";

export const closingConfirm: Text = {
  zh: "事件将办结，未完成的时限随之取消。可写明理由重新开启。",
  en: "This closes the incident and cancels its open deadlines. It can be reopened with a reason.",
};

export function closed(
  context: IncidentContext,
  { at, by, reason }: Stamp & { readonly reason: string },
  as: Closing["as"],
  duplicateOf: string | null = null,
): Change {
  const closing = { at, by, as, reason, duplicateOf };
  return { closing, submitted: null, gradeAsked: null, clocks: cancelClocks(context, at) };
}

type ClosedNotification = Envelope & { readonly closing: Closing };

const closings: Readonly<Record<Closing["as"], Text>> = {
  handled: { zh: "已办结", en: "Closed" },
  duplicate: { zh: "按重复事件办结", en: "Closed as duplicate" },
  unfounded: { zh: "核实不属实，办结", en: "Closed as unfounded" },
};

export const incidentIsClosed = notification({
  label: { zh: "办结通知", en: "Incident closed" },
  to: { zh: "会商小组", en: "Consultation group" },
  when: { zh: "事件办结时", en: "When the incident is closed" },
  params: (context): ClosedNotification => {
    const { closing } = context;
    if (!closing) throw new Error("a closing notification was asked for an open incident");
    return { ...envelope(context, context.policy.leadGroup), closing };
  },
  write: ({ closing, ...params }: ClosedNotification, sayTime: SayTime, sayPerson: SayPerson) => ({
    subject: subjectOf(params, closings[closing.as]),
    happened: {
      zh: paragraphs(
        `${sayTime(closing.at, "zh")} 由${sayPerson(closing.by)}办结。理由：${closing.reason}`,
        closing.duplicateOf && `与事件 ${closing.duplicateOf} 重复。`,
      ),
      en: paragraphs(
        `Closed at ${sayTime(closing.at, "en")} by ${sayPerson(closing.by)}. Reason: ${closing.reason}`,
        closing.duplicateOf && `It duplicates incident ${closing.duplicateOf}.`,
      ),
    },
    asked: nothingAsked,
    dueAt: null,
  }),
});
