/** About the procedure, not about persons. */
import { z } from "zod";
import { optional, text } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { whenFull } from "../parts/refusals.ts";
import { isReviewed } from "../context-queries.ts";

export const reviewRecorded = event("REVIEW_RECORDED", {
  words: {
    label: { zh: "提交复盘总结", en: "Record the after-action review" },
    done: { zh: "复盘总结已提交", en: "After-action review recorded" },
    help: {
      zh: "只看流程，不追究个人：做得好的、慢的环节、改进办法。",
      en: "About the process, not individuals: what went well, what was slow, what will change.",
    },
  },
  by: ["lead", "duty-officer"],
  form: z.object({
    summary: text({ label: { zh: "经过", en: "What happened" } }),
    lessons: text({ label: { zh: "经验教训", en: "What we learned" } }),
    improvements: optional(text({ label: { zh: "改进事项", en: "What we will change" } })),
  }),
  refuse: (context) => (isReviewed(context) ? whenFull(context.reviews) : null),
  record: (context, sent) => {
    const review = {
      at: sent.at,
      by: sent.by,
      summary: sent.summary,
      lessons: sent.lessons,
      improvements: sent.improvements ?? null,
    };
    return { reviews: [...context.reviews, review] };
  },
});
