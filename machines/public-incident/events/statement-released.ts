/** A person publishes the approved wording on the organisation's own public page. It counts once the page has taken it. */
import { z } from "zod";
import { instant, optional } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { publicPage } from "../notifications/public-page.ts";
import { exactVersion } from "../parts/fields.ts";
import { whenNotExact } from "../parts/refusals.ts";
import { releasesOf, whenOnItsWay } from "../parts/releases.ts";
import { submittedVersion } from "../parts/statements.ts";
import { whenPast } from "../parts/page-promises.ts";
import * as about from "../views/about.ts";

export const statementReleased = event("STATEMENT_RELEASED", {
  words: {
    label: { zh: "发布到公开页面", en: "Publish on the public page" },
    done: { zh: "通稿已交付发布", en: "Statement given to the public page" },
    help: {
      zh: "所示文字将原样出现在本单位公开页面和订阅源中。公开页面确认后，正式回复时限即停止计时。",
      en: "Exactly the text shown goes onto the organisation’s public page and into its feeds. The official reply counts once the page has taken it.",
    },
  },
  by: ["spokesperson"],
  form: z.object({
    nextUpdateAt: optional(
      instant({
        label: { zh: "承诺的下次更新时间（公开）", en: "Next update promised by, as the public will read it" },
        help: {
          zh: "写在页面顶部，单独计时；下一次在公开页面发布即为兑现。不承诺的留空。",
          en: "Stands on top of the page and gets its own deadline. The next publication on the page keeps it. Leave empty to promise none.",
        },
      }),
    ),
    ...exactVersion,
  }),
  about: about.publicStatement,
  confirm: {
    zh: "以下文字将立即对公众公开，不可收回；此后只能公开更正或撤回，原文保留。",
    en: "The text below becomes public at once. Publication cannot be undone; the statement can only be corrected or withdrawn in public.",
  },
  prefill: submittedVersion,
  refuse: (context, asked) => whenNotExact(context, asked) ?? whenOnItsWay(context) ?? whenPast(asked),
  record: (context, sent) => {
    const { submitted, correcting } = context;
    if (!submitted) return {};
    const releases = releasesOf(context);
    const number = releases.length + 1;
    const { version, digest } = submitted;
    const release = {
      at: sent.at,
      by: sent.by,
      number,
      statement: correcting?.statement ?? number,
      kind: correcting ? (correcting.isUpdate ? ("update" as const) : ("correction" as const)) : ("first" as const),
      version,
      digest,
      reason: correcting?.reason ?? null,
      ...(sent.nextUpdateAt !== undefined && { nextUpdateAt: sent.nextUpdateAt }),
      evidence: null,
    };
    return { releases: [...releases, release], progressAt: sent.at };
  },
  notify: { publicPage },
});
