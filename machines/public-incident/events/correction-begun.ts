/** Something published is not right: a new version is drafted, and takes the same approval. */
import { z } from "zod";
import { itemNumber } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { first, offered } from "../parts/items.ts";
import { whenNotOpen } from "../parts/refusals.ts";
import { publicReason, statementNames, whenNoneStands } from "../parts/public-reason.ts";
import { standing } from "../parts/releases.ts";
import * as about from "../views/about.ts";

export const correctionBegun = event("CORRECTION_BEGUN", {
  words: {
    label: { zh: "更正已发布的通稿", en: "Correct a published statement" },
    done: { zh: "开始更正通稿", en: "Correction begun" },
    help: {
      zh: "保存新版本并送审；批准、发布后，更正说明置于页面顶部，原版本保留。",
      en: "A new version is saved and takes the same approval. Once published, the correction stands on top of the page; the earlier version stays.",
    },
  },
  by: ["spokesperson", "lead"],
  form: z.object({
    statement: itemNumber({ label: { zh: "哪一份通稿", en: "Which statement" } }),
    reason: publicReason({ zh: "更正说明（公开）", en: "What was wrong, as the public will read it" }),
  }),
  about: about.onThePage,
  prefill: (context) => first("statement", standing(context)),
  options: (context) => ({ statement: offered(standing(context), statementNames(context)) }),
  refuse: (context, asked) => whenNotOpen({ items: standing(context), typed: asked.statement, ...whenNoneStands }),
  record: (_, sent) => ({
    correcting: { at: sent.at, by: sent.by, statement: Number(sent.statement), reason: sent.reason },
    progressAt: sent.at,
  }),
});
