/** Goes on where it had come to: with the questions, the consultation, or the fast report. */
import { z } from "zod";
import { atTime, apart, incidentName } from "../../kit/phrases.ts";
import { lastOf } from "../../kit/sentences.ts";
import type { Phrasing } from "../../playbook.ts";
import { resumeClocks } from "../clocks.ts";
import type { Reopening } from "../record.ts";
import { event } from "../event.ts";
import { aboutOf, type Envelope, envelope, subjectOf } from "../parts/envelope.ts";
import { reason } from "../parts/fields.ts";

type ReopenedNotification = Envelope & { readonly reopening: Reopening };

export const reopened = event("REOPENED", {
  words: {
    label: { zh: "重新开启", en: "Reopen" },
    done: { zh: "事件重新开启", en: "Incident reopened" },
    help: {
      zh: "请写明理由。已取消的时限按原起算时间继续计时。",
      en: "Give a reason. Cancelled deadlines resume from their original starting points.",
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
      to: { zh: "会商小组", en: "Consultation group" },
      when: { zh: "重新开启时", en: "When the incident is reopened" },
      params: (context): ReopenedNotification => ({
        ...envelope(context, context.policy.leadGroup),
        reopening: lastOf(context.reopenings),
      }),
      write: ({ reopening, ...params }: ReopenedNotification, say: Phrasing) => {
        const [name, at, short] = [say.person(reopening.by), atTime(say, reopening.at), say.shortTime(reopening.at)];
        const incident = incidentName(say);
        return {
          subject: subjectOf(params, say, {
            zh: `重新开启（${name}，${short.zh}）`,
            en: `reopened by ${name}, ${short.en}`,
          }),
          happened: {
            zh: `${name}于 ${at.zh} 重新开启了${apart(incident.zh)}。`,
            en: `${name} reopened ${incident.en} ${at.en}.`,
          },
          about: aboutOf(params),
          details: { zh: `理由：${reopening.reason}`, en: `Reason: ${reopening.reason}` },
          asked: {
            zh: "继续处置；原有时限照常计算。",
            en: "continue handling it; deadlines resume from their original starting points.",
          },
          dueAt: null,
        };
      },
    },
  },
});
