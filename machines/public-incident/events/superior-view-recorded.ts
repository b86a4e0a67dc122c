/** What the level above thinks, before a decision is made. */
import { z } from "zod";
import { line, text } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { whenFull } from "../parts/refusals.ts";
import { isViewThere } from "../standing.ts";
import * as about from "../views/about.ts";

export const superiorViewRecorded = event("SUPERIOR_VIEW_RECORDED", {
  words: {
    label: { zh: "记录上级意见", en: "Record the superior's view" },
    done: { zh: "上级意见已记录", en: "Superior's view recorded" },
    help: {
      zh: "重大以上级别，先有上级意见，才能作出决定。照原意记录。",
      en: "From major upwards no decision can be made before it. Record it as it was given.",
    },
  },
  by: ["lead", "duty-officer", "superior"],
  form: z.object({
    office: line({ label: { zh: "哪个上级机关或岗位", en: "Which office or post" } }),
    view: text({ label: { zh: "意见", en: "The view" } }),
  }),
  about: about.reported,
  refuse: (context) => (isViewThere(context) ? whenFull(context.superiorViews) : null),
  record: (context, sent) => {
    const view = { at: sent.at, by: sent.by, round: context.round, office: sent.office, view: sent.view };
    return { superiorViews: [...context.superiorViews, view], progressAt: sent.at };
  },
});
