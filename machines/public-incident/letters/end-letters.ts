/** Letters about the end of an incident, and its beginning anew. */
import type { LetterForm, SayPerson, SayTime, Text } from "../../playbook.ts";
import type { Closing, IncidentContext, Reopening } from "../context.ts";
import { rulesOf } from "../record/clocks.ts";
import { envelope, lastOf, nothingAsked, paragraphs, subjectOf, type Envelope } from "./parts.ts";

export type ReviewLetter = Envelope & { readonly required: boolean };
export type ClosedLetter = Envelope & { readonly closing: Closing };
export type ReopenedLetter = Envelope & { readonly reopening: Reopening };

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

const reviewAskedLetter: LetterForm = {
  label: { zh: "请复盘总结", en: "Request for the review" },
  to: { zh: "带班领导和经办人（未指定时为值班员）", en: "Lead and officer in charge, or else the duty officer" },
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
  label: { zh: "结案通知", en: "Closed" },
  to: { zh: "会商小组", en: "Lead group" },
  when: { zh: "结案时", en: "When the incident is closed, in whichever way" },
  write: ({ closing, ...params }: ClosedLetter, sayTime: SayTime, sayPerson: SayPerson) => ({
    subject: subjectOf(params, closings[closing.as]),
    happened: {
      zh: paragraphs(
        `${sayTime(closing.at, "zh")} 由 ${sayPerson(closing.by)} 结案。理由：${closing.reason}`,
        closing.duplicateOf && `与事件 ${closing.duplicateOf} 重复。`,
      ),
      en: paragraphs(
        `Closed at ${sayTime(closing.at, "en")} by ${sayPerson(closing.by)}. Reason: ${closing.reason}`,
        closing.duplicateOf && `It duplicates incident ${closing.duplicateOf}.`,
      ),
    },
    asked: nothingAsked,
    dueAt: null,
  }),
};

const incidentReopenedLetter: LetterForm = {
  label: { zh: "重新开启", en: "Reopened" },
  to: { zh: "会商小组", en: "Lead group" },
  when: { zh: "重新开启时", en: "When the incident is reopened" },
  write: ({ reopening, ...params }: ReopenedLetter, sayTime: SayTime, sayPerson: SayPerson) => ({
    subject: subjectOf(params, { zh: "重新开启", en: "Reopened" }),
    happened: {
      zh: `${sayTime(reopening.at, "zh")} 由 ${sayPerson(reopening.by)} 重新开启。理由：${reopening.reason}`,
      en: `Reopened at ${sayTime(reopening.at, "en")} by ${sayPerson(reopening.by)}. Reason: ${reopening.reason}`,
    },
    asked: { zh: "请继续处理；原有时限照旧计算。", en: "Please go on with it; its clocks run from their old anchors." },
    dueAt: null,
  }),
};

export const endLetters = {
  reviewAsked: reviewAskedLetter,
  incidentClosed: incidentClosedLetter,
  incidentReopened: incidentReopenedLetter,
};
