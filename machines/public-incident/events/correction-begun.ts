/** Something published is not right, or more is known: a new version is drafted, and takes the same approval. */
import { z } from "zod";
import { choice, itemNumber, optional } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { first, offered, openOnPage } from "../parts/items.ts";
import { whenNotOpen } from "../parts/refusals.ts";
import { publicReason, statementNames, whenNoneStands } from "../parts/public-reason.ts";
import { standing } from "../parts/releases.ts";
import * as about from "../views/about.ts";

export const correctionBegun = event("CORRECTION_BEGUN", {
  words: {
    label: { zh: "更正或更新已发布的通稿", en: "Correct or update a published statement" },
    done: { zh: "开始更正或更新通稿", en: "Correction or update begun" },
    help: {
      zh: "保存新版本并送审；批准、发布后，说明置于页面顶部，原版本保留。",
      en: "A new version is saved and takes the same approval. Once published, what was wrong or is new stands on top of the page; the earlier version stays.",
    },
  },
  by: ["spokesperson", "lead"],
  form: z.object({
    statement: itemNumber({ label: { zh: "哪一份通稿", en: "Which statement" } }),
    as: optional(
      choice({ label: { zh: "性质", en: "What it is" } }, [
        { value: "correction", label: { zh: "更正：原文有误", en: "Correction: something was wrong" } },
        { value: "update", label: { zh: "更新：有新的情况", en: "Update: more is known now" } },
      ]),
    ),
    reason: publicReason(
      { zh: "更正或更新说明（公开）", en: "What was wrong or is new, as the public will read it" },
      { zh: "公众会原样看到。", en: "The public reads exactly this." },
    ),
  }),
  about: about.onThePage,
  prefill: (context) => ({
    ...first("statement", standing(context)),
    as: openOnPage(context).length > 0 ? "update" : "correction",
  }),
  options: (context) => ({ statement: offered(standing(context), statementNames(context)) }),
  refuse: (context, asked) => whenNotOpen({ items: standing(context), typed: asked.statement, ...whenNoneStands }),
  record: (_, sent) => ({
    correcting: {
      at: sent.at,
      by: sent.by,
      statement: Number(sent.statement),
      reason: sent.reason,
      ...(sent.as === "update" && { isUpdate: true as const }),
    },
    progressAt: sent.at,
  }),
});
