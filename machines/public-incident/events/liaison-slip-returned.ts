/** What the unit has established. */
import { z } from "zod";
import { optional, text } from "../../kit/fields.ts";
import { stopClock } from "../../kit/clocks/clock.ts";
import { lastOf, paragraphs } from "../../kit/sentences.ts";
import { changeFurther } from "../clocks.ts";
import type { Slip } from "../record.ts";
import { event } from "../event.ts";
import { type Envelope, envelope, subjectOf } from "../parts/envelope.ts";
import { itemNumber } from "../parts/fields.ts";
import { first, numbered, offered, openSlips } from "../parts/items.ts";
import { whenNotOpen } from "../parts/refusals.ts";
import * as about from "../views/about.ts";

type SlipReturnedNotification = Envelope & { readonly slip: Slip };

export const liaisonSlipReturned = event("LIAISON_SLIP_RETURNED", {
  words: {
    label: { zh: "反馈联系单", en: "Return a liaison slip" },
    done: { zh: "联系单已反馈", en: "Liaison slip returned" },
    help: {
      zh: "只写查实的情况；没有查实的，写明还要多久。",
      en: "Write what is established; for the rest say how long it will take.",
    },
  },
  by: ["unit-contact", "duty-officer"],
  form: z.object({
    slip: itemNumber({ label: { zh: "联系单编号", en: "Number of the slip" } }),
    findings: text({ label: { zh: "核实结果", en: "What was found" } }),
    measures: optional(text({ label: { zh: "已采取的措施", en: "Measures taken" } })),
  }),
  about: about.slip,
  prefill: (context) => first("slip", openSlips(context)),
  options: (context) => ({
    slip: offered(openSlips(context), (slip) => `${slip.unit} · ${slip.request}`),
  }),
  refuse: (context, { slip }) =>
    whenNotOpen({
      items: openSlips(context),
      typed: slip,
      none: { zh: "现在没有待反馈的联系单。", en: "No liaison slip is out just now." },
      others: (out) => ({
        zh: `没有这一编号的待反馈联系单。待反馈：${out}。`,
        en: `No liaison slip with this number is out. Out: ${out}.`,
      }),
    }),
  record: (context, sent) => {
    const number = Number(sent.slip);
    const answer = { at: sent.at, by: sent.by, findings: sent.findings, measures: sent.measures ?? null };
    return {
      slips: numbered(context.slips, number, (slip) => ({ ...slip, answer })),
      clocks: changeFurther(context, `slip-${String(number)}`, (clock) => stopClock(clock, sent.at)),
      progressAt: sent.at,
    };
  },
  notify: {
    liaisonSlipReturned: {
      label: { zh: "联系单反馈", en: "Liaison slip returned" },
      to: { zh: "经办人（未指定时为值班员）和带班领导", en: "Officer in charge, or else the duty officer, and lead" },
      when: { zh: "联系单反馈时", en: "When a liaison slip is returned" },
      params: (context, sent): SlipReturnedNotification => {
        const slip = lastOf(context.slips.filter((each) => String(each.number) === sent.slip));
        return { ...envelope(context, [{ role: "duty-officer" }, { role: "lead" }]), slip };
      },
      write: ({ slip, ...params }: SlipReturnedNotification) => ({
        subject: subjectOf(params, {
          zh: `联系单 ${String(slip.number)} 已反馈`,
          en: `Liaison slip ${String(slip.number)} returned`,
        }),
        happened: {
          zh: paragraphs(
            `${slip.unit}反馈：${slip.answer?.findings ?? ""}`,
            slip.answer?.measures && `已采取的措施：${slip.answer.measures}`,
          ),
          en: paragraphs(
            `${slip.unit} answered: ${slip.answer?.findings ?? ""}`,
            slip.answer?.measures && `Measures taken: ${slip.answer.measures}`,
          ),
        },
        asked: {
          zh: "请把查实的情况用于会商和通稿。",
          en: "Please use what is established in the consultation and in the statement.",
        },
        dueAt: null,
      }),
    },
  },
});
