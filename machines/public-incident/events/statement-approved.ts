/** One of the approvals that the grade asks for: of the exact wording, by somebody who did not write it. */
import { z } from "zod";
import { choice } from "../../kit/fields.ts";
import { rulesOf } from "../clocks.ts";
import { event } from "../event.ts";
import { exactVersion } from "../parts/fields.ts";
import { whenNotExact } from "../parts/refusals.ts";
import { submittedVersion } from "../parts/statements.ts";
import { missingApprovals, presentApprovals } from "../context-queries.ts";
import { approvers, wordFor } from "../vocabulary.ts";
import * as about from "../views/about.ts";

export const statementApproved = event("STATEMENT_APPROVED", {
  words: {
    label: { zh: "批准本版", en: "Approve this version" },
    done: { zh: "通稿已批准", en: "Statement approved" },
    help: {
      zh: "批准的是所示文字，一字不差。起草人不得批准本人起草的版本；部分级别须多人分别批准。",
      en: "You approve exactly the text shown. Authors cannot approve their own draft. Some grades require more than one approver.",
    },
  },
  by: ["lead", "superior"],
  byNow: (context) => rulesOf(context).approvals,
  actsAs: "role",
  form: z.object({
    role: choice({ label: { zh: "批准身份", en: "Approving as" } }, approvers),
    ...exactVersion,
  }),
  about: about.submittedStatement,
  confirm: {
    zh: "审批全部完成后，发言人即可原文发布。批准后不可撤回；仅在审批尚未全部完成时可以退回。",
    en: "Once all approvals are in, the spokesperson can publish this exact text. An approval cannot be withdrawn; the statement can be returned only while an approval is still missing.",
  },
  prefill: (context) => ({
    ...submittedVersion(context),
    ...(missingApprovals(context)[0] ? { role: missingApprovals(context)[0] } : {}),
  }),
  refuse: (context, asked) => {
    const stale = whenNotExact(context, asked);
    if (stale) return stale;
    const version = context.versions.find((each) => each.version === context.submitted?.version);
    if (version?.by === asked.by)
      return {
        zh: "您是该版通稿的起草人，须由他人审批。",
        en: "You drafted this version, so someone else must approve it.",
      };
    if (presentApprovals(context).some((approval) => approval.by === asked.by))
      return {
        zh: "您已审批过本版，另一项审批须由他人办理。",
        en: "You have already approved this version, so someone else must give the other approval.",
      };
    const missing = missingApprovals(context);
    if (asked.role === undefined || missing.includes(asked.role)) return null;
    const [zh, en] = [
      missing.map((role) => wordFor(approvers, role).zh).join("、"),
      missing.map((role) => wordFor(approvers, role).en).join(", "),
    ];
    return { zh: `尚需以下人员审批：${zh}。`, en: `Approval is still needed from: ${en}.` };
  },
  record: (context, sent) => {
    const { submitted } = context;
    if (!submitted) return {};
    const approval = {
      at: sent.at,
      by: sent.by,
      version: submitted.version,
      digest: submitted.digest,
      role: sent.role,
    };
    return { approvals: [...context.approvals, approval], progressAt: sent.at };
  },
});
