/** Back to its author, with what has to change. */
import { z } from "zod";
import { text } from "../../kit/fields.ts";
import { lastOf } from "../../kit/sentences.ts";
import type { SayPerson, SayTime } from "../../playbook.ts";
import type { Return } from "../record.ts";
import { event } from "../event.ts";
import { sayTarget, subjectOf } from "../parts/envelope.ts";
import { exactVersion } from "../parts/fields.ts";
import { whenNotExact } from "../parts/refusals.ts";
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
  refuse: whenNotExact,
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
      write: (params: ReturnedNotification, sayTime: SayTime, sayPerson: SayPerson) => ({
        subject: subjectOf(params, {
          zh: `通稿第 ${String(params.statement.version)} 版被退回`,
          en: `Statement version ${String(params.statement.version)} returned`,
        }),
        happened: {
          zh: `${sayPerson(params.returned.by)}退回了第 ${String(params.statement.version)} 版。理由：${params.returned.reason}`,
          en: `${sayPerson(params.returned.by)} returned version ${String(params.statement.version)}. Reason: ${params.returned.reason}`,
        },
        asked: {
          zh: `请修改后保存新版本，重新送审。${sayTarget(params.target, sayTime).zh}`,
          en: `Revise it, save a new version and submit it again. ${sayTarget(params.target, sayTime).en}`.trim(),
        },
        dueAt: params.target?.dueAt ?? null,
      }),
    },
  },
});
