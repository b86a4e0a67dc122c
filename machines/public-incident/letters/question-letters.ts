/** Letters about questions and promises. */
import type { LetterForm, SayTime } from "../../playbook.ts";
import { clockLabel } from "../clock-words.ts";
import type { IncidentContext, PublicPromise, Question } from "../context.ts";
import type { PromiseMoved, QuestionReferred } from "../events.ts";
import { envelope, inBoth, lastOf, paragraphs, sayMoved, subjectOf, type Envelope, type Moved } from "./parts.ts";

export type QuestionLetter = Envelope & { readonly question: Question; readonly dueAt: number };
export type PromiseLetter = Envelope & {
  readonly promise: PublicPromise;
  readonly moved: Moved;
  readonly reason: string;
};

export const questionReceived = (context: IncidentContext): QuestionLetter => ({
  ...envelope(context, [{ role: "spokesperson" }]),
  question: lastOf(context.questions),
  dueAt: lastOf(context.clocks.further).dueAt,
});

export function questionReferred(context: IncidentContext, event: QuestionReferred): QuestionLetter {
  const question = lastOf(context.questions.filter((each) => String(each.number) === event.question));
  const clock = lastOf(context.clocks.further.filter((each) => each.id === `question-${event.question}`));
  return { ...envelope(context, context.policy.leadGroup), question, dueAt: clock.dueAt };
}

export function promiseMoved(context: IncidentContext, event: PromiseMoved): PromiseLetter {
  const promise = lastOf(context.promises.filter((each) => String(each.number) === event.promise));
  const clock = lastOf(context.clocks.further.filter((each) => each.id === `promise-${event.promise}`));
  const moved = { label: clockLabel(clock), was: clock.earlier.at(-1)?.dueAt ?? clock.dueAt, is: clock.dueAt };
  return { ...envelope(context, context.policy.leadGroup), promise, moved, reason: event.reason };
}

const questionReceivedLetter: LetterForm = {
  label: { zh: "收到追问", en: "Question received" },
  to: { zh: "发言人", en: "Spokesperson" },
  when: { zh: "收到追问时", en: "When a question is received" },
  write: (params: QuestionLetter, sayTime: SayTime) => ({
    subject: subjectOf(params, {
      zh: `收到追问 ${String(params.question.number)}`,
      en: `Question ${String(params.question.number)} received`,
    }),
    happened: {
      zh: paragraphs(`经由：${params.question.askedThrough}`, params.question.wording),
      en: paragraphs(`Through: ${params.question.askedThrough}`, params.question.wording),
    },
    asked: {
      zh: `请在 ${sayTime(params.dueAt, "zh")} 前答复；超出已批准口径的，请转回会商。`,
      en: `Please answer by ${sayTime(params.dueAt, "en")}; refer it back to the consultation when the approved wording does not cover it.`,
    },
    dueAt: params.dueAt,
  }),
};

const questionReferredLetter: LetterForm = {
  label: { zh: "追问转回会商", en: "Question referred back" },
  to: { zh: "会商小组", en: "Lead group" },
  when: { zh: "追问转回会商时", en: "When a question is referred back to the consultation" },
  write: (params: QuestionLetter, sayTime: SayTime) => ({
    subject: subjectOf(params, {
      zh: `追问 ${String(params.question.number)} 转回会商`,
      en: `Question ${String(params.question.number)} referred back`,
    }),
    happened: {
      zh: paragraphs(
        params.question.wording,
        params.question.referral && `转回理由：${params.question.referral.reason}`,
      ),
      en: paragraphs(
        params.question.wording,
        params.question.referral && `Why it was referred: ${params.question.referral.reason}`,
      ),
    },
    asked: {
      zh: `请会商决定，答复须在 ${sayTime(params.dueAt, "zh")} 前发布。`,
      en: `Please confer and decide; the answer is due by ${sayTime(params.dueAt, "en")}.`,
    },
    dueAt: params.dueAt,
  }),
};

const promiseMovedLetter: LetterForm = {
  label: { zh: "承诺改期", en: "Promise moved" },
  to: { zh: "会商小组", en: "Lead group" },
  when: { zh: "承诺改期时", en: "When a promise gets another date" },
  write: (params: PromiseLetter, sayTime: SayTime) => ({
    subject: subjectOf(params, {
      zh: `承诺 ${String(params.promise.number)} 改期`,
      en: `Promise ${String(params.promise.number)} has another date`,
    }),
    happened: inBoth((language) =>
      paragraphs(
        params.promise.wording,
        sayMoved([params.moved], language, sayTime),
        `${language === "zh" ? "理由：" : "Reason: "}${params.reason}`,
      ),
    ),
    asked: { zh: "请公开说明改期及其理由。", en: "Please say in public that the date has changed, and why." },
    dueAt: params.moved.is,
  }),
};

export const questionLetters = {
  questionReceived: questionReceivedLetter,
  questionReferred: questionReferredLetter,
  promiseMoved: promiseMovedLetter,
};
