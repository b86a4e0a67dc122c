/** Back to its author, with what has to change. */
import { z } from "zod";
import { text } from "../../kit/fields.ts";
import { atTime } from "../../kit/phrases.ts";
import { lastOf } from "../../kit/sentences.ts";
import type { Phrasing } from "../../playbook.ts";
import type { Return } from "../record.ts";
import { event } from "../event.ts";
import { aboutOf, dueOf, subjectOf, targetWhen } from "../parts/envelope.ts";
import { exactVersion } from "../parts/fields.ts";
import { whenNotExact } from "../parts/refusals.ts";
import { whenOnItsWay } from "../parts/releases.ts";
import { type StatementNotification, aboutVersion, submittedVersion } from "../parts/statements.ts";
import * as about from "../views/about.ts";

type ReturnedNotification = StatementNotification & { readonly returned: Return };

export const statementReturned = event("STATEMENT_RETURNED", {
  words: {
    label: { zh: "退回修改", en: "Return for changes" },
    done: { zh: "通稿已退回", en: "Statement returned" },
    help: {
      zh: "请写明需修改之处。起草人修改后保存新版本，重新送审。",
      en: "State what has to change. The author saves a new version and submits it again.",
    },
  },
  by: ["lead", "superior"],
  form: z.object({ reason: text({ label: { zh: "退回理由", en: "Reason" } }), ...exactVersion }),
  about: about.submittedStatement,
  prefill: submittedVersion,
  refuse: (context, asked) => whenNotExact(context, asked) ?? whenOnItsWay(context),
  record: (context, sent) => {
    const { submitted } = context;
    if (!submitted) return {};
    const returned = { at: sent.at, by: sent.by, version: submitted.version, reason: sent.reason };
    return { returns: [...context.returns, returned], submitted: null, progressAt: sent.at };
  },
  notify: {
    statementReturned: {
      label: { zh: "通稿退回", en: "Statement returned" },
      to: { zh: "该版的起草人", en: "The author of that version" },
      when: { zh: "通稿被退回时", en: "When a statement is returned" },
      params: (context): ReturnedNotification => {
        const returned = lastOf(context.returns);
        const about = aboutVersion(context, returned.version, []);
        return { ...about, to: [{ person: about.statement.by }], returned };
      },
      write: (params: ReturnedNotification, say: Phrasing) => {
        const { returned, statement, target } = params;
        const [version, name, at] = [String(statement.version), say.person(returned.by), atTime(say, returned.at)];
        return {
          subject: subjectOf(
            params,
            say,
            { zh: `通稿第 ${version} 版被退回`, en: `statement v${version} returned` },
            targetWhen(target, say),
          ),
          happened: {
            zh: `${name}于 ${at.zh} 退回了通稿第 ${version} 版。`,
            en: `${name} returned version ${version} of the statement ${at.en}.`,
          },
          about: aboutOf(params),
          details: { zh: `退回理由：${returned.reason}`, en: `Reason: ${returned.reason}` },
          asked: {
            zh: "修改后保存新版本，重新送审。",
            en: "revise the text, save a new version and submit it again.",
          },
          ...dueOf(target),
        };
      },
    },
  },
});
