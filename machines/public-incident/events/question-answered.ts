/** An answer within the approved wording. */
import { z } from "zod";
import { optional, publicAddress, text, searched } from "../../kit/fields.ts";
import { stopClock } from "../../kit/clocks/clock.ts";
import { updateItemClock } from "../clocks.ts";
import { event } from "../event.ts";
import { first, numbered, offered, openQuestions } from "../parts/items.ts";
import { noQuestion, otherQuestions, questionField } from "../parts/questions.ts";
import { whenNotOpen } from "../parts/refusals.ts";
import * as about from "../views/about.ts";

export const questionAnswered = event("QUESTION_ANSWERED", {
  words: {
    label: { zh: "登记追问答复", en: "Record an answer to a question" },
    done: { zh: "追问已答复", en: "Question answered" },
    help: {
      zh: "只能用已批准的口径答复；超出口径的，转回会商。",
      en: "Answer only within the approved wording; refer anything beyond it back to consultation.",
    },
  },
  by: ["spokesperson", "lead"],
  form: z.object({
    question: questionField,
    wording: searched(text({ label: { zh: "答复内容", en: "Answer" } })),
    address: optional(publicAddress({ label: { zh: "答复的公开地址", en: "Public address of the answer" } })),
  }),
  about: about.question,
  confirm: {
    zh: "登记后视为已对外答复，不可撤销。",
    en: "This records that the answer has been given in public. It cannot be undone.",
  },
  prefill: (context) => first("question", openQuestions(context)),
  options: (context) => ({
    question: offered(openQuestions(context), (question) => question.wording),
  }),
  refuse: (context, { question }) =>
    whenNotOpen({ items: openQuestions(context), typed: question, none: noQuestion, others: otherQuestions }),
  record: (context, sent) => {
    const number = Number(sent.question);
    const answer = { at: sent.at, by: sent.by, wording: sent.wording, address: sent.address ?? null };
    return {
      questions: numbered(context.questions, number, (question) => ({ ...question, state: "answered", answer })),
      clocks: updateItemClock(context, `question-${String(number)}`, (clock) => stopClock(clock, sent.at)),
      progressAt: sent.at,
    };
  },
});
