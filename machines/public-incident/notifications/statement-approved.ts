/** Told when every approval is there: the spokesperson may publish, and the level above hears of it. */
import { namesOfAll } from "../../kit/phrases.ts";
import { forInformation } from "../../kit/sentences.ts";
import type { Language, Phrasing } from "../../playbook.ts";
import { rulesOf } from "../clocks.ts";
import type { IncidentContext } from "../context.ts";
import { notification } from "../event.ts";
import { aboutOf, dueOf, subjectOf, targetWhen } from "../parts/envelope.ts";
import { type StatementNotification, aboutVersion, attachedWording } from "../parts/statements.ts";

type ApprovedNotification = StatementNotification & { readonly approvedBy: readonly string[] };

function approved(context: IncidentContext): ApprovedNotification {
  const about = aboutVersion(context, context.submitted?.version, [{ role: "spokesperson" }]);
  return {
    ...about,
    approvedBy: context.approvals.filter(({ version }) => version === about.statement.version).map(({ by }) => by),
  };
}

function approvedText(params: ApprovedNotification, say: Phrasing) {
  const version = String(params.statement.version);
  const names = (language: Language) =>
    namesOfAll(
      params.approvedBy.map((id) => say.person(id)),
      language,
    );
  return {
    subject: subjectOf(
      params,
      say,
      { zh: `通稿第 ${version} 版已批准`, en: `statement v${version} approved` },
      targetWhen(params.target, say),
    ),
    happened: {
      zh: `通稿第 ${version} 版已由${names("zh")}批准。`,
      en: `Version ${version} of the statement was approved by ${names("en")}.`,
    },
    about: aboutOf(params),
    attached: attachedWording(params.statement),
  };
}

export const statementIsApproved = notification({
  label: { zh: "通稿已批准", en: "Statement approved" },
  to: { zh: "发言人", en: "Spokesperson" },
  when: { zh: "审批全部完成时", en: "When all approvals are in" },
  params: approved,
  write: (params: ApprovedNotification, say: Phrasing) => ({
    ...approvedText(params, say),
    asked: {
      zh: "原文发布，并登记渠道、地址和时间。",
      en: "publish this text unchanged and record channels, addresses and time.",
    },
    ...dueOf(params.target),
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
  write: (params: ApprovedNotification, say: Phrasing) => ({ ...approvedText(params, say), ...forInformation() }),
});
