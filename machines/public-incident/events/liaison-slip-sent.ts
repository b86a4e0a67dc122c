/** Asks a unit to check the facts, by a deadline. */
import { z } from "zod";
import { line, text } from "../../kit/fields.ts";
import { lastOf, paragraphs } from "../../kit/sentences.ts";
import type { SayTime } from "../../playbook.ts";
import { openLimitClock, withClocks } from "../clocks.ts";
import type { Slip } from "../record.ts";
import { event } from "../event.ts";
import { type Envelope, envelope, subjectOf } from "../parts/envelope.ts";
import { whenClosed, whenFull } from "../parts/refusals.ts";

type SlipNotification = Envelope & { readonly slip: Slip; readonly dueAt: number };

export const liaisonSlipSent = event("LIAISON_SLIP_SENT", {
  words: {
    label: { zh: "发联系单", en: "Send a liaison slip" },
    done: { zh: "联系单已送出", en: "Liaison slip sent" },
    help: { zh: "请责任单位核实事实，限时反馈。", en: "Asks a unit to check the facts by a deadline." },
  },
  by: ["duty-officer", "lead"],
  form: z.object({
    unit: line({ label: { zh: "责任单位", en: "Unit" } }),
    request: text({ label: { zh: "请核实什么", en: "What to check" } }),
  }),
  refuse: (context) => whenClosed(context) ?? whenFull(context.slips),
  record: (context, sent) => {
    const number = context.slips.length + 1;
    const { at, by, unit, request } = sent;
    return {
      slips: [...context.slips, { at, by, number, unit, request, answer: null }],
      clocks: withClocks(context, openLimitClock(context, "liaisonSlip", number, at)),
    };
  },
  notify: {
    liaisonSlipSent: {
      label: { zh: "联系单", en: "Liaison slip" },
      to: { zh: "责任单位联络员", en: "Unit contact" },
      when: { zh: "送出联系单时", en: "When a liaison slip is sent" },
      params: (context): SlipNotification => ({
        ...envelope(context, [{ role: "unit-contact" }]),
        slip: lastOf(context.slips),
        dueAt: lastOf(context.clocks.further).dueAt,
      }),
      write: (params: SlipNotification, sayTime: SayTime) => ({
        subject: subjectOf(params, {
          zh: `联系单 ${String(params.slip.number)}，请核实`,
          en: `Liaison slip ${String(params.slip.number)}: please check the facts`,
        }),
        happened: {
          zh: paragraphs(`致：${params.slip.unit}`, `请核实：${params.slip.request}`),
          en: paragraphs(`To: ${params.slip.unit}`, `Please check: ${params.slip.request}`),
        },
        asked: {
          zh: `请核实后于 ${sayTime(params.dueAt, "zh")} 前反馈。只写查实的情况，没有查实的请注明。`,
          en: `Please check and return it by ${sayTime(params.dueAt, "en")}. Write what is established, and say what is not.`,
        },
        dueAt: params.dueAt,
      }),
    },
  },
});
