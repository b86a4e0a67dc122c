/** No question is open any more: on to the review. */
import { z } from "zod";
import { incidentName } from "../../kit/phrases.ts";
import type { Phrasing } from "../../playbook.ts";
import { rulesOf } from "../clocks.ts";
import { event } from "../event.ts";
import { aboutOf, type Envelope, envelope, subjectOf } from "../parts/envelope.ts";
import { reason } from "../parts/fields.ts";
import { openQuestions } from "../parts/items.ts";
import { numbers } from "../parts/refusals.ts";

type ReviewNotification = Envelope & { readonly required: boolean };

export const followUpEnded = event("FOLLOW_UP_ENDED", {
  words: {
    label: { zh: "结束跟踪", en: "End the follow-up" },
    done: { zh: "跟踪已结束", en: "Follow-up ended" },
    help: {
      zh: "全部追问答复后方可结束，其后复盘、办结。",
      en: "Possible once every question is answered. Review and closing follow.",
    },
  },
  by: ["lead", "spokesperson", "duty-officer"],
  form: z.object({ reason: reason() }),
  refuse: (context) => {
    const open = openQuestions(context);
    return open.length === 0
      ? null
      : { zh: `尚有待答追问：${numbers(open)}。`, en: `Unanswered questions: ${numbers(open)}.` };
  },
  notify: {
    reviewAsked: {
      label: { zh: "请复盘总结", en: "Review requested" },
      to: {
        zh: "带班领导和经办人（未指定时为值班员）",
        en: "Duty lead and officer in charge (duty officer if unassigned)",
      },
      when: { zh: "跟踪结束时", en: "When the follow-up ends" },
      params: (context): ReviewNotification => ({
        ...envelope(context, [{ role: "lead" }, { role: "duty-officer" }]),
        required: rulesOf(context).reviewRequired,
      }),
      write: (params: ReviewNotification, say: Phrasing) => {
        const incident = incidentName(say);
        return {
          subject: subjectOf(params, say, { zh: "请复盘总结", en: "after-action review" }),
          happened: {
            zh: `${incident.zh}的跟踪已结束，没有待答追问。`,
            en: `The follow-up of ${incident.en} has ended; no questions are open.`,
          },
          about: aboutOf(params),
          asked: params.required
            ? {
                zh: "完成复盘总结后办结。该级别须复盘。",
                en: "record the after-action review, then close the incident. This grade requires a review.",
              }
            : {
                zh: "可复盘总结，也可直接办结。",
                en: "close the incident when ready. A review is optional.",
              },
          dueAt: null,
        };
      },
    },
  },
});
