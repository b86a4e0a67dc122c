/** Told whenever a statement lies before those who approve it. */
import { paragraphs } from "../../kit/sentences.ts";
import type { SayPerson, SayTime } from "../../playbook.ts";
import { notification } from "../event.ts";
import { sayTarget, subjectOf } from "../parts/envelope.ts";
import { type StatementNotification, aboutVersion, fingerprint, wordingOf } from "../parts/statements.ts";
import { missingApprovals } from "../standing.ts";

export const approvalAsked = notification({
  label: { zh: "请审批通稿", en: "Approval requested" },
  to: { zh: "尚需审批的人员", en: "Those whose approval is still needed" },
  when: { zh: "通稿送审时", en: "When a statement is submitted" },
  params: (context): StatementNotification =>
    aboutVersion(
      context,
      context.submitted?.version,
      missingApprovals(context).map((role) => ({ role })),
    ),
  write: (params: StatementNotification, sayTime: SayTime, sayPerson: SayPerson) => {
    const { statement, target } = params;
    return {
      subject: subjectOf(params, {
        zh: `请审批通稿第 ${String(statement.version)} 版`,
        en: `approve statement v${String(statement.version)}`,
      }),
      happened: {
        zh: paragraphs(
          `通稿第 ${String(statement.version)} 版已送审，起草人${sayPerson(statement.by)}，校验码 ${fingerprint(statement)}。`,
          wordingOf(statement),
        ),
        en: paragraphs(
          `Version ${String(statement.version)}, drafted by ${sayPerson(statement.by)}, is submitted for approval (fingerprint ${fingerprint(statement)}).`,
          wordingOf(statement),
        ),
      },
      asked: {
        zh: `请批准本版，或写明理由退回。${sayTarget(target, sayTime).zh}`,
        en: `Approve this version, or return it with a reason. ${sayTarget(target, sayTime).en}`.trim(),
      },
      dueAt: target?.dueAt ?? null,
    };
  },
});
