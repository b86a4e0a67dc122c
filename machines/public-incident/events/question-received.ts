/** A question after the reply, or before it: it has a clock of its own. */
import { z } from "zod";
import { line, optional, pastInstant, text, searched } from "../../kit/fields.ts";
import { atTime, subjectLine } from "../../kit/phrases.ts";
import { lastOf } from "../../kit/sentences.ts";
import type { Phrasing } from "../../playbook.ts";
import { openLimitClock, withClocks } from "../clocks.ts";
import type { Question } from "../record.ts";
import { event } from "../event.ts";
import { aboutOf, envelope } from "../parts/envelope.ts";
import type { QuestionNotification } from "../parts/questions.ts";
import { whenClosed, whenFull } from "../parts/refusals.ts";

export const questionReceived = event("QUESTION_RECEIVED", {
  words: {
    label: { zh: "登记追问", en: "Record a question" },
    done: { zh: "收到追问", en: "Question received" },
    help: {
      zh: "记录所问内容和来源渠道，不记录提问人。",
      en: "Record the question and the outlet, not the person asking.",
    },
  },
  by: ["spokesperson", "duty-officer", "lead"],
  form: z.object({
    wording: searched(text({ label: { zh: "问题", en: "Question" } })),
    askedThrough: line({
      label: { zh: "来源媒体或渠道", en: "Outlet or channel" },
      help: { zh: "不填个人姓名或账号。", en: "Never a person’s name or account." },
    }),
    receivedAt: optional(
      pastInstant({
        label: { zh: "收到时间", en: "When it was received" },
        help: { zh: "留空即为当前时间。", en: "Leave empty for now." },
      }),
    ),
  }),
  prefill: (_context, at) => ({ receivedAt: at }),
  refuse: (context) => whenClosed(context) ?? whenFull(context.questions),
  record: (context, sent) => {
    const number = context.questions.length + 1;
    const { at, by, wording, askedThrough } = sent;
    const receivedAt = Math.min(sent.receivedAt ?? at, at);
    const question: Question = { at, by, number, wording, askedThrough, state: "open", referral: null, answer: null };
    return {
      questions: [...context.questions, question],
      clocks: withClocks(context, openLimitClock(context, "question", number, receivedAt)),
    };
  },
  notify: {
    questionReceived: {
      label: { zh: "收到追问", en: "Question received" },
      to: { zh: "发言人", en: "Spokesperson" },
      when: { zh: "收到追问时", en: "When a question is received" },
      params: (context): QuestionNotification => ({
        ...envelope(context, [{ role: "spokesperson" }]),
        question: lastOf(context.questions),
        dueAt: lastOf(context.clocks.further).dueAt,
      }),
      write: (params: QuestionNotification, say: Phrasing) => {
        const { number, askedThrough, wording } = params.question;
        const [label, due] = [String(number), say.shortTime(params.dueAt)];
        return {
          subject: subjectLine(say, {
            what: { zh: `收到追问 ${label}`, en: `Question ${label} received` },
            when: { zh: `${due.zh} 前答复`, en: `answer by ${due.en}` },
          }),
          happened: {
            zh: `收到追问 ${label}（${askedThrough}），须于 ${due.zh} 前答复。`,
            en: `Question ${label} (${askedThrough}) was received; an answer is due ${atTime(say, params.dueAt).en}.`,
          },
          about: aboutOf(params),
          details: { zh: wording, en: wording },
          asked: {
            zh: "按已批准的口径答复；超出口径的，转回会商。",
            en: "answer within the approved wording, or refer the question back to consultation.",
          },
          dueAt: params.dueAt,
        };
      },
    },
  },
});
