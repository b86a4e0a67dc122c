/** A published statement is withdrawn in public: its page stays, with the reason in place of the wording. */
import { z } from "zod";
import { itemNumber } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { publicPage } from "../notifications/public-page.ts";
import { first, offered } from "../parts/items.ts";
import { whenNotOpen } from "../parts/refusals.ts";
import { publicReason, statementNames, whenNoneStands } from "../parts/public-reason.ts";
import { releasesOf, shownVersion, standing } from "../parts/releases.ts";
import * as about from "../views/about.ts";

export const statementWithdrawn = event("STATEMENT_WITHDRAWN", {
  words: {
    label: { zh: "公开撤回通稿", en: "Withdraw a statement" },
    done: { zh: "通稿已撤回", en: "Statement withdrawn" },
    help: {
      zh: "页面保留，公众看到撤回的时间和理由，不再看到原文。撤回以后，原文方可申请删除。",
      en: "The page stays and says when and why; the wording is no longer shown. Only after this can the wording be erased.",
    },
  },
  by: ["lead"],
  form: z.object({
    statement: itemNumber({ label: { zh: "哪一份通稿", en: "Which statement" } }),
    reason: publicReason({ zh: "撤回理由（公开）", en: "Reason, as the public will read it" }),
  }),
  about: about.onThePage,
  confirm: {
    zh: "公众将看到该通稿已撤回及其理由，原文不再显示。撤回后不可恢复。",
    en: "The public will read that the statement is withdrawn, and why; the wording goes. This cannot be undone.",
  },
  prefill: (context) => first("statement", standing(context)),
  options: (context) => ({ statement: offered(standing(context), statementNames(context)) }),
  refuse: (context, asked) => whenNotOpen({ items: standing(context), typed: asked.statement, ...whenNoneStands }),
  record: (context, sent) => {
    const one = standing(context).find(({ number }) => String(number) === sent.statement);
    const shown = one && shownVersion(one);
    if (!shown) return {};
    const releases = releasesOf(context);
    const { version, digest, statement } = shown;
    const release = {
      at: sent.at,
      by: sent.by,
      number: releases.length + 1,
      statement,
      kind: "withdrawal" as const,
      version,
      digest,
      reason: sent.reason,
      evidence: null,
    };
    return { releases: [...releases, release], progressAt: sent.at };
  },
  notify: { publicPage },
});
