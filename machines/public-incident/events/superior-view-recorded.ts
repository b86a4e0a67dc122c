/** What the level above thinks, before a decision is made. */
import { z } from "zod";
import { line, text } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { whenFull } from "../parts/refusals.ts";
import { hasHigherAuthorityView } from "../context-queries.ts";
import * as about from "../views/about.ts";

export const superiorViewRecorded = event("SUPERIOR_VIEW_RECORDED", {
  words: {
    label: { zh: "记录上级意见", en: "Record the higher authority’s view" },
    done: { zh: "上级意见已记录", en: "Higher authority’s view recorded" },
    help: {
      zh: "按级别要求，须先有上级意见方可作出决定。请照原意记录。",
      en: "Where required by the grade, no decision can be made before this is recorded. Record it as given.",
    },
  },
  by: ["lead", "duty-officer", "superior"],
  form: z.object({
    office: line({ label: { zh: "上级机关或岗位", en: "Office or post" } }),
    view: text({ label: { zh: "意见", en: "View" } }),
  }),
  about: about.reported,
  refuse: (context) => (hasHigherAuthorityView(context) ? whenFull(context.superiorViews) : null),
  record: (context, sent) => {
    const view = { at: sent.at, by: sent.by, round: context.round, office: sent.office, view: sent.view };
    return { superiorViews: [...context.superiorViews, view], progressAt: sent.at };
  },
});
