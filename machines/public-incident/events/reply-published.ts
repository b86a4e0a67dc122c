/** The approved wording is out: the official reply, or the answer to referred questions. */
import { z } from "zod";
import { atTime, incidentName, isFor, subjectLine } from "../../kit/phrases.ts";
import { lastOf, forInformation, paragraphs } from "../../kit/sentences.ts";
import type { NotificationText, Phrasing, Text } from "../../playbook.ts";
import { rulesOf } from "../clocks.ts";
import type { IncidentContext } from "../context.ts";
import type { Reply, StatementVersion } from "../record.ts";
import { event } from "../event.ts";
import { aboutOf, type Envelope, envelope, subjectOf } from "../parts/envelope.ts";
import { exactVersion } from "../parts/fields.ts";
import { checkPublication, publicationOf, publishedFields } from "../parts/publication.ts";
import { whenNotExact } from "../parts/refusals.ts";
import { recordReply } from "../parts/replied.ts";
import { aboutVersion, attachedWording, namesOf, submittedVersion } from "../parts/statements.ts";
import { publicationMisfit } from "../parts/times.ts";
import * as about from "../views/about.ts";
import { questionReceived } from "./question-received.ts";

type ReplyNotification = Envelope & {
  readonly statement: StatementVersion;
  readonly reply: Reply;
  readonly late: boolean;
};

/** Subject and first sentence: the official reply, on time or late, or the answer to questions. */
function formatPublished(params: ReplyNotification, say: Phrasing): Pick<NotificationText, "subject" | "happened"> {
  const { reply, late } = params;
  const [at, incident] = [atTime(say, reply.publishedAt), incidentName(say)];
  if (reply.questions.length > 0) {
    const [zh, en] = [reply.questions.join("、"), reply.questions.join(", ")];
    const label = reply.questions.length > 1 ? "questions" : "question";
    return {
      subject: subjectLine(say, { what: { zh: `追问 ${zh} 的答复已发布`, en: `Answer to ${label} ${en} published` } }),
      happened: {
        zh: `追问 ${zh} 的答复已于 ${at.zh} 发布。`,
        en: `The answer to ${label} ${en} was published ${at.en}.`,
      },
    };
  }
  const how = late ? { zh: "超时", en: "late" } : { zh: "按时", en: "on time" };
  return {
    subject: subjectOf(params, say, { zh: `正式回复已发布（${how.zh}）`, en: `official reply published, ${how.en}` }),
    happened: {
      zh: `${incident.zh}的正式回复已于 ${at.zh} 发布（${how.zh}）。`,
      en: `The official reply for ${incident.en} was published ${at.en} (${how.en}).`,
    },
  };
}

/** What stands on the page is corrected on the page. */
const whenCorrecting = ({ correcting }: IncidentContext): Text | null =>
  correcting
    ? {
        zh: "这是对公开页面上通稿的更正，须先在公开页面发布。",
        en: "This corrects a statement on the public page. Publish it there first.",
      }
    : null;

export const replyPublished = event("REPLY_PUBLISHED", {
  words: {
    label: { zh: "登记已在其他渠道发布", en: "Record a publication elsewhere" },
    done: { zh: "正式回复已发布", en: "Official reply published" },
    help: {
      zh: "已在本单位公开页面以外的渠道原文发布的，在此登记网址和时间。",
      en: "For a channel other than the organisation’s own public page: publish the approved text there, then record where and when.",
    },
  },
  by: ["spokesperson"],
  form: z.object({ ...publishedFields, ...exactVersion }).superRefine(checkPublication),
  misfit: publicationMisfit,
  about: about.submittedStatement,
  confirm: {
    zh: "登记该版本已作为本单位正式回复对外发布。登记后不可删除，只能更正。",
    en: "This records that the text has been published as the organisation’s official reply. The record cannot be deleted; a correction can be added.",
  },
  prefill: (context, at) => ({
    ...submittedVersion(context),
    publishedAt: at,
    channels: ["website"],
  }),
  refuse: (context, asked) => whenNotExact(context, asked) ?? whenCorrecting(context),
  record: (context, sent) => {
    const { submitted } = context;
    if (!submitted) return {};
    return { ...recordReply(context, publicationOf(sent), submitted), progressAt: sent.at };
  },
  notify: {
    replyPublished: {
      label: { zh: "回复已发布", en: "Reply published" },
      to: {
        zh: "会商小组；级别有要求的，同时告知上级",
        en: "Consultation group; where the grade requires it, also the higher authority",
      },
      when: {
        zh: "发布正式回复或追问答复时",
        en: "When the official reply, or the answer to a referred question, is published",
      },
      params: (context): ReplyNotification => {
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
      },
      write: (params: ReplyNotification, say: Phrasing) => {
        const { reply, statement } = params;
        const through = namesOf(reply.channels);
        const version = String(statement.version);
        const common = {
          ...formatPublished(params, say),
          about: aboutOf(params),
          details: {
            zh: paragraphs(`通稿第 ${version} 版。渠道：${through.zh}`, ...reply.addresses),
            en: paragraphs(`Version ${version} of the statement. Channels: ${through.en}`, ...reply.addresses),
          },
          attached: attachedWording(statement),
        };
        if (!isFor(say, questionReceived.by)) return { ...common, ...forInformation() };
        return {
          ...common,
          asked: {
            zh: "关注后续追问，口径以本版为准。",
            en: "watch for follow-up questions; use only this wording.",
          },
          dueAt: null,
        };
      },
    },
  },
});
