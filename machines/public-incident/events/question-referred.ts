/** Opens another round: the question goes back to the lead group and gets an approved answer of its own. */
import { z } from "zod";
import { atTime, subjectLine } from "../../kit/phrases.ts";
import { lastOf, paragraphs } from "../../kit/sentences.ts";
import type { Phrasing } from "../../playbook.ts";
import type { IncidentContext } from "../context.ts";
import { event } from "../event.ts";
import { aboutOf, dueOf, envelope } from "../parts/envelope.ts";
import { reason } from "../parts/fields.ts";
import { first, numbered, offered } from "../parts/items.ts";
import { type QuestionNotification, noQuestion, otherQuestions, questionField } from "../parts/questions.ts";
import { amongOpen, whenNotOpen } from "../parts/refusals.ts";
import * as about from "../views/about.ts";

const referable = (context: IncidentContext) => context.questions.filter((question) => question.state === "open");

export const questionReferred = event("QUESTION_REFERRED", {
  words: {
    label: { zh: "转回会商", en: "Refer a question back" },
    done: { zh: "追问已转回会商", en: "Question referred back" },
    help: {
      zh: "超出已批准口径的，转回会商，另行决定、起草、审批并发布答复。",
      en: "For a question that the approved wording does not cover: it goes back to consultation and gets an approved answer of its own.",
    },
  },
  by: ["spokesperson", "lead"],
  form: z.object({ question: questionField, reason: reason() }),
  about: about.question,
  prefill: (context) => first("question", referable(context)),
  options: (context) => ({ question: offered(referable(context), (question) => question.wording) }),
  refuse: (context, { question }) => {
    const referred = context.questions.filter(({ state }) => state === "referred");
    if (question !== undefined && amongOpen(question, referred))
      return { zh: `追问 ${question} 已经转回会商。`, en: `Question ${question} has already been referred back.` };
    const items = context.questions.filter(({ state }) => state === "open");
    const isWaiting = items.length === 0 && referred.length > 0;
    const none = isWaiting
      ? { zh: "待答的追问都已转回会商。", en: "Every open question has already been referred back." }
      : noQuestion;
    return whenNotOpen({ items, typed: question, none, others: otherQuestions });
  },
  record: (context, sent) => {
    const referral = { at: sent.at, by: sent.by, reason: sent.reason };
    return {
      questions: numbered(context.questions, Number(sent.question), (question) => ({
        ...question,
        state: "referred",
        referral,
      })),
      round: context.round + 1,
      progressAt: sent.at,
    };
  },
  notify: {
    questionReferred: {
      label: { zh: "追问转回会商", en: "Question referred back" },
      to: { zh: "会商小组", en: "Consultation group" },
      when: { zh: "追问转回会商时", en: "When a question is referred back to the consultation" },
      params: (context, sent): QuestionNotification => {
        const question = lastOf(context.questions.filter((each) => String(each.number) === sent.question));
        const clock = lastOf(context.clocks.further.filter((each) => each.id === `question-${sent.question}`));
        return { ...envelope(context, context.policy.leadGroup), question, dueAt: clock.dueAt };
      },
      write: (params: QuestionNotification, say: Phrasing) => {
        const { number, wording, referral } = params.question;
        const [label, due] = [String(number), say.shortTime(params.dueAt)];
        const [name, at] = referral ? [say.person(referral.by), atTime(say, referral.at)] : [null, { zh: "", en: "" }];
        return {
          subject: subjectLine(say, {
            what: { zh: `追问 ${label} 转回会商`, en: `Question ${label} referred back` },
            when: { zh: `${due.zh} 前须答复`, en: `answer due ${due.en}` },
          }),
          happened:
            name === null
              ? { zh: `追问 ${label} 已转回会商。`, en: `Question ${label} was referred back to consultation.` }
              : {
                  zh: `${name}于 ${at.zh} 将追问 ${label} 转回会商。`,
                  en: `${name} referred question ${label} back to consultation ${at.en}.`,
                },
          about: aboutOf(params),
          details: {
            zh: paragraphs(wording, referral && `转回理由：${referral.reason}`),
            en: paragraphs(wording, referral && `Why it was referred: ${referral.reason}`),
          },
          asked: { zh: "参加会商，作出决定。", en: "join the consultation; a decision is needed." },
          ...dueOf({ question: label, dueAt: params.dueAt }),
        };
      },
    },
  },
});
