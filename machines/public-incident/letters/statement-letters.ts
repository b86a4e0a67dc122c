/** Letters about a statement: asked for approval, returned, approved, published. */
import type { LetterForm, SayPerson, SayTime } from "../../playbook.ts";
import type { HoldingReply, IncidentContext, Reply, Return, StatementVersion } from "../context.ts";
import { missingApprovals } from "../refusals.ts";
import { rulesOf } from "../record/clocks.ts";
import { channels, wordFor, type Channel } from "../vocabulary.ts";
import {
  envelope,
  inBoth,
  lastOf,
  nothingAsked,
  paragraphs,
  sayTarget,
  subjectOf,
  targetOf,
  type Envelope,
  type Target,
} from "./parts.ts";

export interface About extends Envelope {
  readonly statement: StatementVersion;
  readonly target: Target | null;
}

export type ApprovalLetter = About;
export type ReturnedLetter = About & { readonly returned: Return };
export type ApprovedLetter = About & { readonly approvedBy: readonly string[] };
export type ReplyLetter = Envelope & {
  readonly statement: StatementVersion;
  readonly reply: Reply;
  readonly late: boolean;
};
export type HoldingReplyLetter = Envelope & {
  readonly holding: HoldingReply;
  readonly target: Target | null;
};

function aboutVersion(context: IncidentContext, version: number | undefined, to: Envelope["to"]): About {
  const statement = lastOf(context.versions.filter((each) => version === undefined || each.version === version));
  return { ...envelope(context, to), statement, target: targetOf(context) };
}

export const approvalAsked = (context: IncidentContext): ApprovalLetter =>
  aboutVersion(
    context,
    context.submitted?.version,
    missingApprovals(context).map((role) => ({ role })),
  );

export function statementReturned(context: IncidentContext): ReturnedLetter {
  const returned = lastOf(context.returns);
  const about = aboutVersion(context, returned.version, []);
  return { ...about, to: [{ person: about.statement.by }], returned };
}

export function statementApproved(context: IncidentContext): ApprovedLetter {
  const about = aboutVersion(context, context.submitted?.version, [{ role: "spokesperson" }]);
  return {
    ...about,
    approvedBy: context.approvals.filter(({ version }) => version === about.statement.version).map(({ by }) => by),
  };
}

export const approvalReported = (context: IncidentContext): ApprovedLetter => ({
  ...statementApproved(context),
  to: [{ role: "superior" }],
});

export function replyPublished(context: IncidentContext): ReplyLetter {
  const reply = lastOf(context.replies);
  const to = [
    ...context.policy.leadGroup,
    ...(rulesOf(context).superiorViewNeeded ? [{ role: "superior" } as const] : []),
  ];
  const { statement } = aboutVersion(context, reply.version, to);
  return {
    ...envelope(context, to),
    statement,
    reply,
    late: context.clocks.officialReply.state === "met-late",
  };
}

export const holdingReplyPublished = (context: IncidentContext): HoldingReplyLetter => ({
  ...envelope(context, context.policy.leadGroup),
  holding: lastOf(context.holdingReplies),
  target: targetOf(context),
});

const wordingOf = ({ title, body }: StatementVersion): string => `${title}\n${body}`;
const fingerprint = ({ digest }: StatementVersion): string => digest.slice(0, 12);

const approvalAskedLetter: LetterForm = {
  label: { zh: "请审批通稿", en: "Request for approval" },
  to: { zh: "须审批的人", en: "Everybody whose approval is still needed" },
  when: { zh: "通稿送审时", en: "When a statement is submitted" },
  write: (params: ApprovalLetter, sayTime: SayTime, sayPerson: SayPerson) => {
    const { statement, target } = params;
    return {
      subject: subjectOf(params, {
        zh: `请审批通稿第 ${String(statement.version)} 版`,
        en: `Please approve statement version ${String(statement.version)}`,
      }),
      happened: {
        zh: paragraphs(
          `通稿第 ${String(statement.version)} 版已送审，起草人 ${sayPerson(statement.by)}，校验码 ${fingerprint(statement)}。`,
          wordingOf(statement),
        ),
        en: paragraphs(
          `Version ${String(statement.version)} of the statement is submitted, written by ${sayPerson(statement.by)}, fingerprint ${fingerprint(statement)}.`,
          wordingOf(statement),
        ),
      },
      asked: {
        zh: `请批准这一版，或写明理由退回。${sayTarget(target, sayTime).zh}`,
        en: `Please approve this very version, or return it with a reason. ${sayTarget(target, sayTime).en}`.trim(),
      },
      dueAt: target?.dueAt ?? null,
    };
  },
};

const statementReturnedLetter: LetterForm = {
  label: { zh: "通稿退回", en: "Statement returned" },
  to: { zh: "这一版的起草人", en: "The author of that version" },
  when: { zh: "通稿被退回时", en: "When a statement is returned" },
  write: (params: ReturnedLetter, sayTime: SayTime, sayPerson: SayPerson) => ({
    subject: subjectOf(params, {
      zh: `通稿第 ${String(params.statement.version)} 版被退回`,
      en: `Statement version ${String(params.statement.version)} returned`,
    }),
    happened: {
      zh: `${sayPerson(params.returned.by)} 退回了第 ${String(params.statement.version)} 版。理由：${params.returned.reason}`,
      en: `${sayPerson(params.returned.by)} returned version ${String(params.statement.version)}. Reason: ${params.returned.reason}`,
    },
    asked: {
      zh: `请修改后保存新版本并重新送审。${sayTarget(params.target, sayTime).zh}`,
      en: `Please save a new version and submit it. ${sayTarget(params.target, sayTime).en}`.trim(),
    },
    dueAt: params.target?.dueAt ?? null,
  }),
};

const approvedSubject = (params: ApprovedLetter) =>
  subjectOf(params, {
    zh: `通稿第 ${String(params.statement.version)} 版已批准`,
    en: `Statement version ${String(params.statement.version)} approved`,
  });
const approvedText = ({ statement, approvedBy }: ApprovedLetter, sayPerson: SayPerson) => ({
  zh: paragraphs(
    `第 ${String(statement.version)} 版已由 ${approvedBy.map(sayPerson).join("、")} 批准，校验码 ${fingerprint(statement)}。`,
    wordingOf(statement),
  ),
  en: paragraphs(
    `Version ${String(statement.version)} was approved by ${approvedBy.map(sayPerson).join(", ")}, fingerprint ${fingerprint(statement)}.`,
    wordingOf(statement),
  ),
});

const statementApprovedLetter: LetterForm = {
  label: { zh: "通稿已批准", en: "Statement approved" },
  to: { zh: "发言人", en: "Spokesperson" },
  when: { zh: "审批全部完成时", en: "When every approval is there" },
  write: (params: ApprovedLetter, sayTime: SayTime, sayPerson: SayPerson) => ({
    subject: approvedSubject(params),
    happened: approvedText(params, sayPerson),
    asked: {
      zh: `请原文发布，并登记渠道、地址和时间。${sayTarget(params.target, sayTime).zh}`,
      en: `Please publish this wording as it is and record channels, addresses and time. ${sayTarget(params.target, sayTime).en}`.trim(),
    },
    dueAt: params.target?.dueAt ?? null,
  }),
};

const approvalReportedLetter: LetterForm = {
  label: { zh: "通稿批准报告", en: "Approval reported" },
  to: { zh: "上级", en: "Superior" },
  when: { zh: "重大以上级别的通稿批准时", en: "When a statement from major upwards is approved" },
  write: (params: ApprovedLetter, _sayTime: SayTime, sayPerson: SayPerson) => ({
    subject: approvedSubject(params),
    happened: approvedText(params, sayPerson),
    asked: nothingAsked,
    dueAt: null,
  }),
};

const namesOf = (published: readonly Channel[]) =>
  inBoth((language) =>
    published.map((channel) => wordFor(channels, channel)[language]).join(language === "zh" ? "、" : ", "),
  );

const replyPublishedLetter: LetterForm = {
  label: { zh: "回复已发布", en: "Reply published" },
  to: { zh: "会商小组；重大以上级别还有上级", en: "Lead group; from major upwards also the superior" },
  when: {
    zh: "发布正式回复或追问答复时",
    en: "When the official reply, or the answer to a referred question, is published",
  },
  write: (params: ReplyLetter, sayTime: SayTime) => {
    const { reply, statement, late } = params;
    const through = namesOf(reply.channels);
    const answered = reply.questions.map(String).join(", ");
    const lateness =
      reply.questions.length > 0
        ? { zh: "", en: "" }
        : late
          ? { zh: "（超时）", en: " (late)" }
          : { zh: "（按时）", en: " (on time)" };
    return {
      subject: subjectOf(
        params,
        reply.questions.length > 0
          ? { zh: `追问 ${answered} 的答复已发布`, en: `Answer to question ${answered} published` }
          : { zh: "正式回复已发布", en: "Official reply published" },
      ),
      happened: {
        zh: paragraphs(
          `第 ${String(statement.version)} 版于 ${sayTime(reply.publishedAt, "zh")} 发布${lateness.zh}。渠道：${through.zh}`,
          ...reply.addresses,
          wordingOf(statement),
        ),
        en: paragraphs(
          `Version ${String(statement.version)} was published at ${sayTime(reply.publishedAt, "en")}${lateness.en}. Channels: ${through.en}`,
          ...reply.addresses,
          wordingOf(statement),
        ),
      },
      asked: {
        zh: "请留意后续追问，口径以这一版为准。",
        en: "Please watch for questions that follow; this is the one wording.",
      },
      dueAt: null,
    };
  },
};

const holdingReplyPublishedLetter: LetterForm = {
  label: { zh: "临时回应已发布", en: "Holding reply published" },
  to: { zh: "会商小组", en: "Lead group" },
  when: { zh: "发布临时回应时", en: "When a holding reply is published" },
  write: (params: HoldingReplyLetter, sayTime: SayTime) => {
    const { holding, target } = params;
    const still = sayTarget(target, sayTime);
    const next = (language: "zh" | "en") =>
      holding.nextUpdateAt === null ? null : sayTime(holding.nextUpdateAt, language);
    return {
      subject: subjectOf(params, { zh: "临时回应已发布", en: "Holding reply published" }),
      happened: {
        zh: paragraphs(
          `临时回应于 ${sayTime(holding.publishedAt, "zh")} 发布。渠道：${namesOf(holding.channels).zh}`,
          ...holding.addresses,
          holding.wording,
        ),
        en: paragraphs(
          `A holding reply was published at ${sayTime(holding.publishedAt, "en")}. Channels: ${namesOf(holding.channels).en}`,
          ...holding.addresses,
          holding.wording,
        ),
      },
      asked: {
        zh:
          paragraphs(
            next("zh") && `已承诺 ${next("zh") ?? ""} 前再次通报。`,
            target && `临时回应不停止时限。${still.zh}`,
          ) || nothingAsked.zh,
        en:
          paragraphs(
            next("en") && `A next update was promised by ${next("en") ?? ""}.`,
            target && `It stops no clock. ${still.en}`,
          ) || nothingAsked.en,
      },
      dueAt: holding.nextUpdateAt ?? target?.dueAt ?? null,
    };
  },
};

export const statementLetters = {
  approvalAsked: approvalAskedLetter,
  statementReturned: statementReturnedLetter,
  statementApproved: statementApprovedLetter,
  approvalReported: approvalReportedLetter,
  replyPublished: replyPublishedLetter,
  holdingReplyPublished: holdingReplyPublishedLetter,
};
