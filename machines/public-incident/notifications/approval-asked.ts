/** Told whenever a statement lies before those who approve it. */
import type { Phrasing, Recipient } from "../../playbook.ts";
import { notification } from "../event.ts";
import { aboutOf, dueOf, subjectOf, targetWhen } from "../parts/envelope.ts";
import { type StatementNotification, aboutVersion, attachedWording } from "../parts/statements.ts";
import { missingApprovals } from "../context-queries.ts";

/** What is optional is missing in rows that an earlier version put into the outbox. */
type ApprovalNotification = StatementNotification & {
  readonly submittedBy?: string;
  readonly missing?: readonly Recipient[];
};

export const approvalAsked = notification({
  label: { zh: "请审批通稿", en: "Approval requested" },
  to: { zh: "尚需审批的人员", en: "Those whose approval is still needed" },
  when: { zh: "通稿送审时", en: "When a statement is submitted" },
  params: (context): ApprovalNotification => {
    const missing = missingApprovals(context).map((role) => ({ role }));
    const about = aboutVersion(context, context.submitted?.version, missing);
    return { ...about, submittedBy: context.submitted?.by ?? about.statement.by, missing };
  },
  write: (params: ApprovalNotification, say: Phrasing) => {
    const { statement, target, submittedBy = statement.by, missing = [] } = params;
    const version = String(statement.version);
    const still = say.recipients(missing);
    return {
      subject: subjectOf(
        params,
        say,
        { zh: `请审批通稿第 ${version} 版`, en: `approve statement v${version}` },
        targetWhen(target, say),
      ),
      happened: {
        zh: `${say.person(submittedBy)}已将通稿第 ${version} 版送审。`,
        en: `${say.person(submittedBy)} submitted version ${version} of the statement for approval.`,
      },
      about: aboutOf(params),
      asked: {
        zh: "阅看下文，批准本版，或写明理由退回。",
        en: "read the text below, then approve this version or return it with a reason.",
      },
      ...dueOf(target),
      ...(missing.length > 0 && {
        next: {
          zh: `尚需审批：${still.zh}${missing.length > 1 ? "，须由不同人员分别批准" : ""}。`,
          en: `Still needed: ${still.en}.${missing.length > 1 ? " Each approval must come from a different person." : ""}`,
        },
      }),
      attached: attachedWording(statement),
    };
  },
});
