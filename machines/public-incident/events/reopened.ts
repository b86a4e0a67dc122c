/** Goes on where it had come to: with the questions, the consultation, or the fast report. */
import { z } from "zod";
import { lastOf } from "../../kit/sentences.ts";
import type { SayPerson, SayTime } from "../../playbook.ts";
import { resumeClocks } from "../clocks.ts";
import type { Reopening } from "../record.ts";
import { event } from "../event.ts";
import { type Envelope, envelope, subjectOf } from "../parts/envelope.ts";
import { reason } from "../parts/fields.ts";

type ReopenedNotification = Envelope & { readonly reopening: Reopening };

export const reopened = event("REOPENED", {
  words: {
    label: { zh: "重新开启", en: "Reopen" },
    done: { zh: "事件重新开启", en: "Incident reopened" },
    help: {
      zh: "写明理由。原来取消的时限从原来的起点继续计算。",
      en: "Say why. Clocks that were cancelled go on from their old anchors.",
    },
  },
  by: ["lead", "duty-officer"],
  form: z.object({ reason: reason() }),
  record: (context, sent) => {
    const reopening = { at: sent.at, by: sent.by, reason: sent.reason };
    return {
      closing: null,
      calm: null,
      reopenings: [...context.reopenings, reopening],
      clocks: resumeClocks(context),
      progressAt: sent.at,
    };
  },
  notify: {
    incidentReopened: {
      label: { zh: "重新开启", en: "Reopened" },
      to: { zh: "会商小组", en: "Lead group" },
      when: { zh: "重新开启时", en: "When the incident is reopened" },
      params: (context): ReopenedNotification => ({
        ...envelope(context, context.policy.leadGroup),
        reopening: lastOf(context.reopenings),
      }),
      write: ({ reopening, ...params }: ReopenedNotification, sayTime: SayTime, sayPerson: SayPerson) => ({
        subject: subjectOf(params, { zh: "重新开启", en: "Reopened" }),
        happened: {
          zh: `${sayTime(reopening.at, "zh")} 由 ${sayPerson(reopening.by)} 重新开启。理由：${reopening.reason}`,
          en: `Reopened at ${sayTime(reopening.at, "en")} by ${sayPerson(reopening.by)}. Reason: ${reopening.reason}`,
        },
        asked: {
          zh: "请继续处理；原有时限照旧计算。",
          en: "Please go on with it; its clocks run from their old anchors.",
        },
        dueAt: null,
      }),
    },
  },
});
