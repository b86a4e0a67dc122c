/** Letters about what changes on the way: questions, the situation, grade and facts, promises, the end. */
import type { Language, LetterForm, SayTime, Text } from "../../playbook.ts";
import { clockLabel } from "../clock-words.ts";
import { isStopped, unique } from "../clocks.ts";
import type {
  Closing,
  Correction,
  GradeChange,
  IncidentContext,
  PublicPromise,
  Question,
  Reopening,
  SituationNote,
} from "../context.ts";
import type { PromiseMoved, QuestionReferred } from "../events.ts";
import { allClocks, rulesOf } from "../record/clocks.ts";
import { factNames, grades, trends, wordFor } from "../vocabulary.ts";
import { envelope, inBoth, lastOf, nothingAsked, paragraphs, subjectOf, type Envelope } from "./parts.ts";

/** A due time that this very change replaced. */
export interface Moved {
  readonly label: Text;
  readonly was: number;
  readonly is: number;
}

export type QuestionLetter = Envelope & { readonly question: Question; readonly dueAt: number };
export type SituationLetter = Envelope & { readonly note: SituationNote };
export type GradeLetter = Envelope & {
  readonly change: GradeChange;
  readonly moved: readonly Moved[];
  readonly replyDueAt: number;
};
export type FactLetter = Envelope & { readonly correction: Correction; readonly moved: readonly Moved[] };
export type PromiseLetter = Envelope & {
  readonly promise: PublicPromise;
  readonly moved: Moved;
  readonly reason: string;
};
export type ReviewLetter = Envelope & { readonly required: boolean };
export type ClosedLetter = Envelope & { readonly closing: Closing };
export type ReopenedLetter = Envelope & { readonly reopening: Reopening };

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

export const situationWorsened = (context: IncidentContext): SituationLetter => ({
  ...envelope(context, context.policy.leadGroup),
  note: lastOf(context.situationNotes),
});

/** The running clocks whose due time changed at `at`. */
function movedAt(context: IncidentContext, at: number): readonly Moved[] {
  return allClocks(context).flatMap((clock) => {
    const earlier = clock.earlier.at(-1);
    return earlier?.changedAt === at && !isStopped(clock)
      ? [{ label: clockLabel(clock), was: earlier.dueAt, is: clock.dueAt }]
      : [];
  });
}

export function gradeChanged(context: IncidentContext): GradeLetter {
  const change = lastOf(context.gradeChanges);
  const superior = rulesOf(context).superiorViewNeeded ? [{ role: "superior" } as const] : [];
  const to = unique([...context.policy.leadGroup, ...rulesOf(context).toldAtOnce, ...superior]);
  return {
    ...envelope(context, to),
    change,
    moved: movedAt(context, change.at),
    replyDueAt: context.clocks.officialReply.dueAt,
  };
}

export function factCorrected(context: IncidentContext): FactLetter {
  const correction = lastOf(context.corrections);
  return { ...envelope(context, context.policy.leadGroup), correction, moved: movedAt(context, correction.at) };
}

export function promiseMoved(context: IncidentContext, event: PromiseMoved): PromiseLetter {
  const promise = lastOf(context.promises.filter((each) => String(each.number) === event.promise));
  const clock = lastOf(context.clocks.further.filter((each) => each.id === `promise-${event.promise}`));
  const moved = { label: clockLabel(clock), was: clock.earlier.at(-1)?.dueAt ?? clock.dueAt, is: clock.dueAt };
  return { ...envelope(context, context.policy.leadGroup), promise, moved, reason: event.reason };
}

export const reviewAsked = (context: IncidentContext): ReviewLetter => ({
  ...envelope(context, [{ role: "lead" }, { role: "duty-officer" }]),
  required: rulesOf(context).reviewRequired,
});

export const incidentClosed = (context: IncidentContext): ClosedLetter => {
  const { closing } = context;
  if (!closing) throw new Error("a closing letter was asked for an open incident");
  return { ...envelope(context, context.policy.leadGroup), closing };
};

export const incidentReopened = (context: IncidentContext): ReopenedLetter => ({
  ...envelope(context, context.policy.leadGroup),
  reopening: lastOf(context.reopenings),
});

const sayMoved = (moved: readonly Moved[], language: Language, sayTime: SayTime): string =>
  moved
    .map(({ label, was, is }) =>
      language === "zh"
        ? `${label.zh}：原截止 ${sayTime(was, "zh")}，现截止 ${sayTime(is, "zh")}`
        : `${label.en}: was due ${sayTime(was, "en")}, now due ${sayTime(is, "en")}`,
    )
    .join("\n");

const soonest = (moved: readonly Moved[]): number | null =>
  moved.length === 0 ? null : Math.min(...moved.map(({ is }) => is));

const questionReceivedLetter: LetterForm = {
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

const situationWorsenedLetter: LetterForm = {
  to: { zh: "会商小组", en: "Lead group" },
  when: { zh: "情况加重或范围扩大时", en: "When the situation gets worse or wider" },
  write: (params: SituationLetter, sayTime: SayTime) => {
    const trend = wordFor(trends, params.note.trend);
    return {
      subject: subjectOf(params, { zh: `情况${trend.zh}`, en: `Situation ${trend.en.toLowerCase()}` }),
      happened: {
        zh: `${sayTime(params.note.at, "zh")}：${params.note.wording}`,
        en: `${sayTime(params.note.at, "en")}: ${params.note.wording}`,
      },
      asked: {
        zh: "请重新确定级别；级别不变也请说明理由。",
        en: "Please settle the grade anew; if it stays, say why.",
      },
      dueAt: null,
    };
  },
};

const gradeChangedLetter: LetterForm = {
  to: { zh: "会商小组和新级别须告知的人", en: "Lead group, and whoever the new grade says must know" },
  when: { zh: "级别变更或确认时", en: "When the grade is changed or confirmed" },
  write: (params: GradeLetter, sayTime: SayTime) => {
    const [was, is] = [wordFor(grades, params.change.was), wordFor(grades, params.change.is)];
    const same = params.change.was === params.change.is;
    return {
      subject: subjectOf(
        params,
        same
          ? { zh: "级别不变", en: "Grade confirmed" }
          : { zh: `级别调整为${is.zh}`, en: `Grade is now ${is.en.toLowerCase()}` },
      ),
      happened: {
        zh: paragraphs(
          same ? `级别维持${is.zh}。` : `级别由${was.zh}调整为${is.zh}。`,
          `理由：${params.change.reason}`,
          sayMoved(params.moved, "zh", sayTime),
        ),
        en: paragraphs(
          same
            ? `The grade stays ${is.en.toLowerCase()}.`
            : `The grade went from ${was.en.toLowerCase()} to ${is.en.toLowerCase()}.`,
          `Reason: ${params.change.reason}`,
          sayMoved(params.moved, "en", sayTime),
        ),
      },
      asked: same ? nothingAsked : { zh: "请按新级别的要求办理。", en: "Please go on as the new grade asks." },
      dueAt: soonest(params.moved),
    };
  },
};

const sayFact = (value: string | number | null, language: Language, sayTime: SayTime): string =>
  value === null
    ? language === "zh"
      ? "不明"
      : "unknown"
    : typeof value === "number"
      ? sayTime(value, language)
      : value;

const factCorrectedLetter: LetterForm = {
  to: { zh: "会商小组", en: "Lead group" },
  when: { zh: "更正一项事实时", en: "When a fact is corrected" },
  write: (params: FactLetter, sayTime: SayTime) => {
    const { correction, moved } = params;
    const fact = wordFor(factNames, correction.fact);
    const say = (language: Language) => ({
      was: sayFact(correction.was, language, sayTime),
      is: sayFact(correction.is, language, sayTime),
    });
    return {
      subject: subjectOf(params, { zh: `事实更正：${fact.zh}`, en: `Correction: ${fact.en}` }),
      happened: {
        zh: paragraphs(
          `${fact.zh}：原为 ${say("zh").was}，更正为 ${say("zh").is}。`,
          `理由：${correction.reason}`,
          sayMoved(moved, "zh", sayTime),
        ),
        en: paragraphs(
          `${fact.en}: was ${say("en").was}, is now ${say("en").is}.`,
          `Reason: ${correction.reason}`,
          sayMoved(moved, "en", sayTime),
        ),
      },
      asked:
        moved.length > 0
          ? {
              zh: "时限已重新计算，请按新的截止时间办理。",
              en: "Deadlines were worked out anew: please keep to the new ones.",
            }
          : nothingAsked,
      dueAt: soonest(moved),
    };
  },
};

const promiseMovedLetter: LetterForm = {
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

const reviewAskedLetter: LetterForm = {
  to: { zh: "带班领导和值班员", en: "Lead and duty officer" },
  when: { zh: "跟踪结束时", en: "When the follow-up ends" },
  write: (params: ReviewLetter) => ({
    subject: subjectOf(params, { zh: "请复盘总结", en: "After-action review" }),
    happened: { zh: "跟踪已结束，没有待答追问。", en: "The follow-up has ended, and no question is unanswered." },
    asked: params.required
      ? {
          zh: "请完成复盘总结，然后办结。此级别必须复盘。",
          en: "Please record the after-action review, then close the incident. At this grade it is required.",
        }
      : { zh: "可以复盘总结，也可以直接办结。", en: "Record a review if it is useful, then close the incident." },
    dueAt: null,
  }),
};

const closings: Readonly<Record<Closing["as"], Text>> = {
  handled: { zh: "已办结", en: "Closed" },
  duplicate: { zh: "作为重复事件结案", en: "Closed as a duplicate" },
  unfounded: { zh: "作为不实信息结案", en: "Closed as unfounded" },
};

const incidentClosedLetter: LetterForm = {
  to: { zh: "会商小组", en: "Lead group" },
  when: { zh: "结案时", en: "When the incident is closed, in whichever way" },
  write: ({ closing, ...params }: ClosedLetter, sayTime: SayTime) => ({
    subject: subjectOf(params, closings[closing.as]),
    happened: {
      zh: paragraphs(
        `${sayTime(closing.at, "zh")} 由 ${closing.by} 结案。理由：${closing.reason}`,
        closing.duplicateOf && `与事件 ${closing.duplicateOf} 重复。`,
      ),
      en: paragraphs(
        `Closed at ${sayTime(closing.at, "en")} by ${closing.by}. Reason: ${closing.reason}`,
        closing.duplicateOf && `It duplicates incident ${closing.duplicateOf}.`,
      ),
    },
    asked: nothingAsked,
    dueAt: null,
  }),
};

const incidentReopenedLetter: LetterForm = {
  to: { zh: "会商小组", en: "Lead group" },
  when: { zh: "重新开启时", en: "When the incident is reopened" },
  write: ({ reopening, ...params }: ReopenedLetter, sayTime: SayTime) => ({
    subject: subjectOf(params, { zh: "重新开启", en: "Reopened" }),
    happened: {
      zh: `${sayTime(reopening.at, "zh")} 由 ${reopening.by} 重新开启。理由：${reopening.reason}`,
      en: `Reopened at ${sayTime(reopening.at, "en")} by ${reopening.by}. Reason: ${reopening.reason}`,
    },
    asked: { zh: "请继续处理；原有时限照旧计算。", en: "Please go on with it; its clocks run from their old anchors." },
    dueAt: null,
  }),
};

export const changeLetters = {
  questionReceived: questionReceivedLetter,
  questionReferred: questionReferredLetter,
  situationWorsened: situationWorsenedLetter,
  gradeChanged: gradeChangedLetter,
  factCorrected: factCorrectedLetter,
  promiseMoved: promiseMovedLetter,
  reviewAsked: reviewAskedLetter,
  incidentClosed: incidentClosedLetter,
  incidentReopened: incidentReopenedLetter,
};
