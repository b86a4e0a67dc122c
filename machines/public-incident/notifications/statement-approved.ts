/** Told when every approval is there: the spokesperson may publish, and the level above hears of it. */
import { nothingAsked, paragraphs } from "../../kit/sentences.ts";
import type { SayPerson, SayTime } from "../../playbook.ts";
import { rulesOf } from "../clocks.ts";
import type { IncidentContext } from "../context.ts";
import { notification } from "../event.ts";
import { sayTarget, subjectOf } from "../parts/envelope.ts";
import { type StatementNotification, aboutVersion, fingerprint, wordingOf } from "../parts/statements.ts";

type ApprovedNotification = StatementNotification & { readonly approvedBy: readonly string[] };

function approved(context: IncidentContext): ApprovedNotification {
  const about = aboutVersion(context, context.submitted?.version, [{ role: "spokesperson" }]);
  return {
    ...about,
    approvedBy: context.approvals.filter(({ version }) => version === about.statement.version).map(({ by }) => by),
  };
}

const approvedSubject = (params: ApprovedNotification) =>
  subjectOf(params, {
    zh: `通稿第 ${String(params.statement.version)} 版已批准`,
    en: `Statement version ${String(params.statement.version)} approved`,
  });
const approvedText = ({ statement, approvedBy }: ApprovedNotification, sayPerson: SayPerson) => ({
  zh: paragraphs(
    `第 ${String(statement.version)} 版已由${approvedBy.map(sayPerson).join("、")}批准，校验码 ${fingerprint(statement)}。`,
    wordingOf(statement),
  ),
  en: paragraphs(
    `Version ${String(statement.version)} was approved by ${approvedBy.map(sayPerson).join(", ")}, fingerprint ${fingerprint(statement)}.`,
    wordingOf(statement),
  ),
});

export const statementIsApproved = notification({
  label: { zh: "通稿已批准", en: "Statement approved" },
  to: { zh: "发言人", en: "Spokesperson" },
  when: { zh: "审批全部完成时", en: "When all approvals are in" },
  params: approved,
  write: (params: ApprovedNotification, sayTime: SayTime, sayPerson: SayPerson) => ({
    subject: approvedSubject(params),
    happened: approvedText(params, sayPerson),
    asked: {
      zh: `请原文发布，并登记渠道、地址和时间。${sayTarget(params.target, sayTime).zh}`,
      en: `Publish this text unchanged and record channels, addresses and time. ${sayTarget(params.target, sayTime).en}`.trim(),
    },
    dueAt: params.target?.dueAt ?? null,
  }),
});

export const approvalReported = notification({
  label: { zh: "通稿批准报告", en: "Approval reported" },
  to: { zh: "上级", en: "Higher authority" },
  when: { zh: "级别有要求的通稿批准时", en: "When a statement is approved and the grade requires a report" },
  isNeeded: (context) => rulesOf(context).superiorToldOfApproval,
  params: (context): ApprovedNotification => ({
    ...approved(context),
    to: [{ role: "superior" }],
  }),
  write: (params: ApprovedNotification, _sayTime: SayTime, sayPerson: SayPerson) => ({
    subject: approvedSubject(params),
    happened: approvedText(params, sayPerson),
    asked: nothingAsked,
    dueAt: null,
  }),
});
