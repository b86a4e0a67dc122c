/** Forms around a statement: draft, submit, approve or return, publish. */
import { z } from "zod";
import { choice, instant, line, text } from "../../fields.ts";
import type { EventForm } from "../../playbook.ts";
import type { IncidentContext } from "../context.ts";
import { rulesOf } from "../record/clocks.ts";
import * as about from "../views/about.ts";
import { missingApprovals } from "../refusals.ts";
import { freshVersion } from "../standing.ts";
import { approvers } from "../vocabulary.ts";
import { exactVersion, optional, wordingHelp } from "./fields.ts";
import { checkPublication, publishedFields } from "./publication.ts";
import { publicationMisfit } from "./times.ts";

const statementSaved: EventForm = {
  type: "STATEMENT_SAVED",
  label: { zh: "保存通稿", en: "Save the statement" },
  done: { zh: "通稿已保存为新版本", en: "Statement saved as a new version" },
  help: wordingHelp,
  form: z.object({
    title: line({ label: { zh: "标题", en: "Title" } }),
    body: text({
      label: { zh: "正文", en: "Text" },
      help: { zh: "每次保存都是一个新版本，旧版本保留。", en: "Each save is a new version; the old ones stay." },
    }),
  }),
  by: ["spokesperson", "duty-officer", "unit-contact", "lead"],
  outward: false,
  about: about.reasonToDraft,
  prefill: ({ versions, fastReport, title }: IncidentContext) => {
    const latest = versions.at(-1);
    return latest ? { title: latest.title, body: latest.body } : { title, body: fastReport?.what ?? title };
  },
};

const statementSubmitted: EventForm = {
  type: "STATEMENT_SUBMITTED",
  label: { zh: "送审", en: "Submit for approval" },
  done: { zh: "通稿已送审", en: "Statement submitted" },
  help: {
    zh: "送审的是最新保存的版本；审批期间不能改动。",
    en: "Submits the latest saved version; it cannot change while it is being approved.",
  },
  form: z.object(exactVersion),
  by: ["spokesperson", "duty-officer", "unit-contact", "lead"],
  outward: false,
  about: about.freshStatement,
  prefill: (context: IncidentContext) => {
    const fresh = freshVersion(context);
    return fresh ? { version: String(fresh.version), digest: fresh.digest } : {};
  },
};

const submittedVersion = ({ submitted }: IncidentContext) =>
  submitted ? { version: String(submitted.version), digest: submitted.digest } : {};

const statementApproved: EventForm = {
  type: "STATEMENT_APPROVED",
  label: { zh: "批准这一版", en: "Approve this version" },
  done: { zh: "通稿已批准", en: "Statement approved" },
  help: {
    zh: "批准的是您眼前的这一版文字，一字不差。起草人不能批准自己的稿子；特别重大事件须带班领导和上级两人分别批准。",
    en: "You approve exactly the wording before you. Nobody approves their own draft; a critical incident needs two people, as lead and as superior.",
  },
  form: z.object({
    role: choice({ label: { zh: "以什么身份批准", en: "You approve as" } }, approvers),
    ...exactVersion,
  }),
  by: ["lead", "superior"],
  actsAs: "role",
  byNow: (context: IncidentContext) => rulesOf(context).approvals,
  outward: true,
  about: about.submittedStatement,
  confirm: {
    zh: "批准后发言人即可原文发布。批准不能收回；发布之前如需修改，请退回。",
    en: "After this the spokesperson may publish the wording as it is. An approval cannot be taken back.",
  },
  prefill: (context: IncidentContext) => ({
    ...submittedVersion(context),
    ...(missingApprovals(context)[0] ? { role: missingApprovals(context)[0] } : {}),
  }),
};

const statementReturned: EventForm = {
  type: "STATEMENT_RETURNED",
  label: { zh: "退回修改", en: "Return it" },
  done: { zh: "通稿已退回", en: "Statement returned" },
  help: {
    zh: "写明要改什么。起草人改好后保存新版本，重新送审。",
    en: "Say what has to change. The author saves a new version and submits it.",
  },
  form: z.object({ reason: text({ label: { zh: "退回理由", en: "Reason" } }), ...exactVersion }),
  by: ["lead", "superior"],
  outward: false,
  about: about.submittedStatement,
  prefill: submittedVersion,
};

const replyPublished: EventForm = {
  type: "REPLY_PUBLISHED",
  label: { zh: "发布正式回复", en: "Publish the official reply" },
  done: { zh: "正式回复已发布", en: "Official reply published" },
  help: {
    zh: "至少在一个渠道发布已批准的原文，并登记地址和时间。",
    en: "Publish the approved wording on at least one channel, and record where and when.",
  },
  form: z.object({ ...publishedFields, ...exactVersion }).superRefine(checkPublication),
  by: ["spokesperson"],
  outward: true,
  misfit: publicationMisfit,
  about: about.submittedStatement,
  confirm: {
    zh: "这一版文字将作为本单位的正式回复对外公开，并列入公开记录。发布后不能删除，只能更正。",
    en: "This wording becomes the organisation's reply, in public and on the public record. It cannot be deleted afterwards, only corrected.",
  },
  prefill: (context: IncidentContext, at: number) => ({
    ...submittedVersion(context),
    publishedAt: at,
    channels: ["website"],
  }),
};

const holdingReplyPublished: EventForm = {
  type: "HOLDING_REPLY_PUBLISHED",
  label: { zh: "发布临时回应", en: "Publish a holding reply" },
  done: { zh: "临时回应已发布", en: "Holding reply published" },
  help: {
    zh: "先公布已核实的事实，原因以后再说。它不停止任何时限；承诺的下次通报时间会单独计时。",
    en: "Says what is established now and leaves causes for later. It stops no clock; a promised next update gets its own.",
  },
  form: z
    .object({
      wording: text({ label: { zh: "回应全文", en: "Wording" }, help: wordingHelp }),
      ...publishedFields,
      nextUpdateAt: optional(instant({ label: { zh: "承诺的下次通报时间", en: "Next update promised by" } })),
    })
    .superRefine(checkPublication),
  by: ["spokesperson", "lead"],
  outward: true,
  about: about.reported,
  confirm: {
    zh: "这段文字将对外公开，不能收回。正式回复的时限照常计算。",
    en: "This wording goes out in public and cannot be taken back. The official reply stays due.",
  },
  prefill: (context: IncidentContext, at: number) => ({
    ...(context.fastReport ? { wording: context.fastReport.what } : {}),
    publishedAt: at,
    channels: ["website"],
  }),
};

export const statementForms: readonly EventForm[] = [
  statementSaved,
  statementSubmitted,
  statementApproved,
  statementReturned,
  replyPublished,
  holdingReplyPublished,
];
