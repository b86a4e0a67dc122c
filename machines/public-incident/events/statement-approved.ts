/** One of the approvals that the grade asks for: of the exact wording, by somebody who did not write it. */
import { z } from "zod";
import { choice } from "../../kit/fields.ts";
import { rulesOf } from "../clocks.ts";
import { event } from "../event.ts";
import { exactVersion } from "../parts/fields.ts";
import { whenNotExact } from "../parts/refusals.ts";
import { submittedVersion } from "../parts/statements.ts";
import { missingApprovals, presentApprovals } from "../standing.ts";
import { approvers, wordFor } from "../vocabulary.ts";
import * as about from "../views/about.ts";

export const statementApproved = event("STATEMENT_APPROVED", {
  words: {
    label: { zh: "批准这一版", en: "Approve this version" },
    done: { zh: "通稿已批准", en: "Statement approved" },
    help: {
      zh: "批准的是您眼前的这一版文字，一字不差。起草人不能批准自己的稿子；特别重大事件须带班领导和上级两人分别批准。",
      en: "You approve exactly the wording before you. Nobody approves their own draft; a critical incident needs two people, as lead and as superior.",
    },
  },
  by: ["lead", "superior"],
  byNow: (context) => rulesOf(context).approvals,
  actsAs: "role",
  form: z.object({
    role: choice({ label: { zh: "以什么身份批准", en: "You approve as" } }, approvers),
    ...exactVersion,
  }),
  about: about.submittedStatement,
  confirm: {
    zh: "批准后发言人即可原文发布。批准不能收回；发布之前如需修改，请退回。",
    en: "After this the spokesperson may publish the wording as it is. An approval cannot be taken back.",
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
        zh: "您是这一版通稿的起草人，须由他人审批。",
        en: "You wrote this version of the statement: somebody else has to approve it.",
      };
    if (presentApprovals(context).some((approval) => approval.by === asked.by))
      return {
        zh: "您已经审批过这一版；另一项审批须由他人作出。",
        en: "You have approved this version already: the other approval has to come from somebody else.",
      };
    const missing = missingApprovals(context);
    if (asked.role === undefined || missing.includes(asked.role)) return null;
    const [zh, en] = [
      missing.map((role) => wordFor(approvers, role).zh).join("、"),
      missing.map((role) => wordFor(approvers, role).en).join(", "),
    ];
    return { zh: `现在需要的是以下身份的审批：${zh}。`, en: `The approval that is needed now is that of: ${en}.` };
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
