/**
 * Why an event is refused, in words; null when it is not. The machine's guards and the page's explanations are the same
 * functions. A page asks with `by` alone, before anything is typed: fields that are not there yet refuse nothing.
 */
import type { Text } from "../playbook.ts";
import type { IncidentContext } from "./context.ts";
import { isCalling } from "./clocks.ts";
import { allClocks, rulesOf } from "./record/clocks.ts";
import { openPromises, openQuestions, openSlips } from "./record/items.ts";
import { freshVersion, hasRoom, isConferring, isReviewed, isViewThere } from "./standing.ts";
import { approvers, wordFor, type Approver } from "./vocabulary.ts";

/** What a guard may look at: who asks, and what was typed, if anything was. */
export interface Asked {
  readonly type: string;
  readonly by: string;
  readonly version?: string;
  readonly digest?: string;
  readonly role?: Approver;
  readonly question?: string;
  readonly slip?: string;
  readonly promise?: string;
  readonly person?: string;
}

type Refuse = (context: IncidentContext, asked: Asked) => Text | null;

const numbers = (items: readonly { readonly number: number }[]): string =>
  items.map((item) => String(item.number)).join(", ");

const incidentIsOpen: Refuse = ({ closing }) =>
  closing
    ? { zh: "事件已经办结；需要继续处理时，请先重新开启。", en: "The incident is closed. Reopen it first to go on." }
    : null;

const thereIsRoom: Refuse = (context, { type }) =>
  hasRoom(context, type)
    ? null
    : {
        zh: "这一类记录已达上限；请另行登记新的事件继续处理。",
        en: "This incident holds as many of these as it can; register another one to go on.",
      };

const isOpenWithRoom: Refuse = (context, asked) => incidentIsOpen(context, asked) ?? thereIsRoom(context, asked);

const decisionIsRipe: Refuse = (context) => {
  if (!isConferring(context))
    return {
      zh: "本轮会商尚未召开：请先发起会商。",
      en: "This round's consultation has not been opened yet: open it first.",
    };
  if (!isViewThere(context))
    return {
      zh: "此级别须先记录上级意见，才能作出决定。",
      en: "At this grade the superior's view must be recorded before a decision can be made.",
    };
  return null;
};

const draftIsFresh: Refuse = (context, asked) => {
  const fresh = freshVersion(context);
  if (!fresh)
    return {
      zh: "还没有新的通稿版本：只有保存过的新版本才能送审。",
      en: "There is no new version of the statement yet: only a saved new version can be submitted.",
    };
  if (asked.version === undefined || (asked.version === String(fresh.version) && asked.digest === fresh.digest))
    return null;
  return {
    zh: `通稿已有更新：最新是第 ${String(fresh.version)} 版，请看过后再送审。`,
    en: `The statement has changed: the latest is version ${String(fresh.version)}. Read it before you submit it.`,
  };
};

/** An act on a submitted statement names the exact wording that the person read. */
const isExactVersion: Refuse = ({ submitted }, asked) => {
  if (!submitted) return { zh: "现在没有送审的通稿。", en: "No statement is submitted just now." };
  if (asked.version === undefined || (asked.version === String(submitted.version) && asked.digest === submitted.digest))
    return null;
  return {
    zh: `您看到的不是送审的版本：现在送审的是第 ${String(submitted.version)} 版，请看过后再操作。`,
    en: `You did not have the submitted wording before you: version ${String(submitted.version)} is submitted now. Read it first.`,
  };
};

/** Approvals of the very wording that is submitted. */
const presentApprovals = (context: IncidentContext) =>
  context.approvals.filter(
    ({ version, digest, at }) =>
      version === context.submitted?.version && digest === context.submitted.digest && at >= context.submitted.at,
  );

/** The roles that still have to approve the submitted wording. */
export const missingApprovals = (context: IncidentContext): readonly Approver[] => {
  const given = presentApprovals(context).map((approval) => approval.role);
  return rulesOf(context).approvals.filter((role) => !given.includes(role));
};

const mayApprove: Refuse = (context, asked) => {
  const stale = isExactVersion(context, asked);
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
};

const amongOpen = (typed: string | undefined, items: readonly { readonly number: number }[]): boolean =>
  typed === undefined || items.some((item) => String(item.number) === typed);

interface OpenItems {
  readonly items: readonly { readonly number: number }[];
  readonly typed: string | undefined;
  /** When there is none at all. */
  readonly none: Text;
  /** When there are some, and another number was given. */
  readonly others: (numbers: string) => Text;
}

const openOnly = ({ items, typed, none: nothing, others }: OpenItems): Text | null => {
  if (items.length === 0) return nothing;
  return amongOpen(typed, items) ? null : others(numbers(items));
};

const noQuestion: Text = { zh: "现在没有待答的追问。", en: "No question is waiting for an answer just now." };
const otherQuestions = (open: string): Text => ({
  zh: `没有这一编号的待答追问。待答追问：${open}。`,
  en: `No unanswered question has this number. Unanswered: ${open}.`,
});

const questionIsOpen: Refuse = (context, { question }) =>
  openOnly({ items: openQuestions(context), typed: question, none: noQuestion, others: otherQuestions });

/** One that was referred waits for an answer still, and cannot be referred a second time. */
const questionMayBeReferred: Refuse = (context, { question }) => {
  const referred = context.questions.filter(({ state }) => state === "referred");
  if (question !== undefined && amongOpen(question, referred))
    return { zh: `追问 ${question} 已经转回会商。`, en: `Question ${question} has been referred already.` };
  const items = context.questions.filter(({ state }) => state === "open");
  const isWaiting = items.length === 0 && referred.length > 0;
  const none = isWaiting
    ? { zh: "待答的追问都已转回会商。", en: "Every question that is waiting has been referred already." }
    : noQuestion;
  return openOnly({ items, typed: question, none, others: otherQuestions });
};

const slipIsOut: Refuse = (context, { slip }) =>
  openOnly({
    items: openSlips(context),
    typed: slip,
    none: { zh: "现在没有待反馈的联系单。", en: "No liaison slip is out just now." },
    others: (out) => ({
      zh: `没有这一编号的待反馈联系单。待反馈：${out}。`,
      en: `No liaison slip with this number is out. Out: ${out}.`,
    }),
  });

const promiseIsOpen: Refuse = (context, { promise }) =>
  openOnly({
    items: openPromises(context),
    typed: promise,
    none: { zh: "现在没有未兑现的承诺。", en: "No promise is open just now." },
    others: (open) => ({
      zh: `没有这一编号的未兑现承诺。未兑现：${open}。`,
      en: `No open promise has this number. Open: ${open}.`,
    }),
  });

const escalationIsCalling: Refuse = (context) =>
  allClocks(context).some(isCalling)
    ? null
    : { zh: "没有等待确认的升级提醒。", en: "No escalation is waiting for an acknowledgement." };

const questionsAreAnswered: Refuse = (context) => {
  const open = openQuestions(context);
  return open.length === 0
    ? null
    : { zh: `还有待答追问：${numbers(open)}。`, en: `Questions are still unanswered: ${numbers(open)}.` };
};

const workIsDone: Refuse = (context) => {
  if (rulesOf(context).reviewRequired && !isReviewed(context))
    return {
      zh: "此级别须先完成复盘总结，才能办结。",
      en: "At this grade the after-action review must be recorded before the incident can be closed.",
    };
  const open = openPromises(context);
  return open.length === 0
    ? null
    : { zh: `还有未兑现的承诺：${numbers(open)}。`, en: `Promises are still open: ${numbers(open)}.` };
};

/** What stands in public is ended in public: by an answer and a review, not by a mark. */
const nothingIsPublished: Refuse = (context, asked) => {
  if (context.closing) return incidentIsOpen(context, asked);
  if (context.replies.length + context.holdingReplies.length === 0) return null;
  return {
    zh: "已经对外发布过回应，不能再以重复或不实结案；请走跟踪和复盘后办结。",
    en: "Something has been published already, so it cannot be closed as a duplicate or as unfounded; end the follow-up and close it.",
  };
};

const officerIsAnother: Refuse = (context, asked) => {
  if (context.closing) return incidentIsOpen(context, asked);
  if (asked.person === undefined || asked.person !== context.assigned?.person) return null;
  return { zh: "此人已经是经办人。", en: "This person is the officer in charge already." };
};

export const refusals = {
  isOpenWithRoom,
  thereIsRoom,
  decisionIsRipe,
  draftIsFresh,
  isExactVersion,
  mayApprove,
  questionIsOpen,
  questionMayBeReferred,
  slipIsOut,
  promiseIsOpen,
  escalationIsCalling,
  questionsAreAnswered,
  workIsDone,
  nothingIsPublished,
  officerIsAnother,
} satisfies Readonly<Record<string, Refuse>>;

export type RefusalName = keyof typeof refusals;
