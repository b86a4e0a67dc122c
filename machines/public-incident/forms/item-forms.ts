/** Forms for what has a number: questions, liaison slips, promises. */
import { z } from "zod";
import { instant, line, publicAddress, text } from "../../fields.ts";
import type { EventForm } from "../../playbook.ts";
import type { IncidentContext } from "../context.ts";
import * as about from "../views/about.ts";
import { openPromises, openQuestions, openSlips } from "../record/items.ts";
import { itemNumber, optional, pastInstant, reason } from "./fields.ts";

interface Item {
  readonly number: number;
}

/** The oldest one is the likeliest; the others are offered beside it. */
const first = (field: string, items: readonly Item[]): Readonly<Record<string, string>> =>
  items[0] ? { [field]: String(items[0].number) } : {};
const offered = <Kind extends Item>(items: readonly Kind[], words: (item: Kind) => string) =>
  items.map((item) => {
    const said = `${String(item.number)} · ${words(item).slice(0, 80)}`;
    return { value: String(item.number), label: { zh: said, en: said } };
  });

const questionReceived: EventForm = {
  type: "QUESTION_RECEIVED",
  label: { zh: "登记追问", en: "Record a question" },
  done: { zh: "收到追问", en: "Question received" },
  help: {
    zh: "记录问的是什么、从哪里来，不记录提问人。",
    en: "Record what is asked and through which outlet, not who asks.",
  },
  form: z.object({
    wording: text({ label: { zh: "问题", en: "The question" } }),
    askedThrough: line({
      label: { zh: "来自哪家媒体或哪个渠道", en: "Through which outlet or channel" },
      help: { zh: "不填个人姓名或账号。", en: "Never a person's name or account." },
    }),
    receivedAt: optional(
      pastInstant({
        label: { zh: "收到时间", en: "When it was received" },
        help: { zh: "留空即为现在。", en: "Now, when left empty." },
      }),
    ),
  }),
  by: ["spokesperson", "duty-officer", "lead"],
  outward: false,
  prefill: (_context: IncidentContext, at: number) => ({ receivedAt: at }),
};

const questionField = itemNumber({ label: { zh: "追问编号", en: "Number of the question" } });

const questionAnswered: EventForm = {
  type: "QUESTION_ANSWERED",
  label: { zh: "答复追问", en: "Answer a question" },
  done: { zh: "追问已答复", en: "Question answered" },
  help: {
    zh: "只用已批准的口径答复；超出口径的请转回会商。",
    en: "Answer within the approved wording; refer what it does not cover.",
  },
  form: z.object({
    question: questionField,
    wording: text({ label: { zh: "答复内容", en: "The answer" } }),
    address: optional(publicAddress({ label: { zh: "答复的公开地址", en: "Where the answer stands in public" } })),
  }),
  by: ["spokesperson", "lead"],
  outward: true,
  about: about.question,
  confirm: {
    zh: "登记后即视为已对外答复，不能收回。",
    en: "This records an answer given in public. It cannot be taken back.",
  },
  prefill: (context: IncidentContext) => first("question", openQuestions(context)),
  options: (context: IncidentContext) => ({
    question: offered(openQuestions(context), (question) => question.wording),
  }),
};

const referable = (context: IncidentContext) => context.questions.filter((question) => question.state === "open");

const questionReferred: EventForm = {
  type: "QUESTION_REFERRED",
  label: { zh: "转回会商", en: "Refer a question" },
  done: { zh: "追问已转回会商", en: "Question referred back" },
  help: {
    zh: "已批准的口径不够用时，转回会商，另行决定、起草、审批并发布答复。",
    en: "When the approved wording does not cover it: back to the consultation, for an approved answer of its own.",
  },
  form: z.object({ question: questionField, reason: reason() }),
  by: ["spokesperson", "lead"],
  outward: false,
  about: about.question,
  prefill: (context: IncidentContext) => first("question", referable(context)),
  options: (context: IncidentContext) => ({ question: offered(referable(context), (question) => question.wording) }),
};

const liaisonSlipSent: EventForm = {
  type: "LIAISON_SLIP_SENT",
  label: { zh: "发联系单", en: "Send a liaison slip" },
  done: { zh: "联系单已送出", en: "Liaison slip sent" },
  help: { zh: "请责任单位核实事实，限时反馈。", en: "Asks a unit to check the facts by a deadline." },
  form: z.object({
    unit: line({ label: { zh: "责任单位", en: "Unit" } }),
    request: text({ label: { zh: "请核实什么", en: "What to check" } }),
  }),
  by: ["duty-officer", "lead"],
  outward: false,
};

const liaisonSlipReturned: EventForm = {
  type: "LIAISON_SLIP_RETURNED",
  label: { zh: "反馈联系单", en: "Return a liaison slip" },
  done: { zh: "联系单已反馈", en: "Liaison slip returned" },
  help: {
    zh: "只写查实的情况；没有查实的，写明还要多久。",
    en: "Write what is established; for the rest say how long it will take.",
  },
  form: z.object({
    slip: itemNumber({ label: { zh: "联系单编号", en: "Number of the slip" } }),
    findings: text({ label: { zh: "核实结果", en: "What was found" } }),
    measures: optional(text({ label: { zh: "已采取的措施", en: "Measures taken" } })),
  }),
  by: ["unit-contact", "duty-officer"],
  outward: false,
  about: about.slip,
  prefill: (context: IncidentContext) => first("slip", openSlips(context)),
  options: (context: IncidentContext) => ({
    slip: offered(openSlips(context), (slip) => `${slip.unit} · ${slip.request}`),
  }),
};

const promiseField = itemNumber({ label: { zh: "承诺编号", en: "Number of the promise" } });
const promiseOptions = (context: IncidentContext) => ({
  promise: offered(openPromises(context), (promise) => promise.wording),
});

const promiseKept: EventForm = {
  type: "PROMISE_KEPT",
  label: { zh: "登记承诺已兑现", en: "Record a kept promise" },
  done: { zh: "承诺已兑现", en: "Promise kept" },
  help: { zh: "写明做成了什么，以及结果公布在哪里。", en: "Say what was done, and where the result is published." },
  form: z.object({
    promise: promiseField,
    wording: text({ label: { zh: "结果", en: "The result" } }),
    address: optional(publicAddress({ label: { zh: "结果的公开地址", en: "Where the result is published" } })),
  }),
  by: ["duty-officer", "spokesperson", "lead"],
  outward: false,
  about: about.promise,
  prefill: (context: IncidentContext) => first("promise", openPromises(context)),
  options: promiseOptions,
};

const promiseMoved: EventForm = {
  type: "PROMISE_MOVED",
  label: { zh: "承诺改期", en: "Give a promise another date" },
  done: { zh: "承诺已改期", en: "Promise given another date" },
  help: {
    zh: "原日期和理由保留在记录中；请同时对外说明。",
    en: "The old date and the reason stay on record; say it in public too.",
  },
  form: z.object({
    promise: promiseField,
    dueAt: instant({ label: { zh: "新日期", en: "New date" } }),
    reason: reason(),
  }),
  by: ["lead"],
  outward: false,
  about: about.promise,
  prefill: (context: IncidentContext) => first("promise", openPromises(context)),
  options: promiseOptions,
};

export const itemForms: readonly EventForm[] = [
  questionReceived,
  questionAnswered,
  questionReferred,
  liaisonSlipSent,
  liaisonSlipReturned,
  promiseKept,
  promiseMoved,
];
