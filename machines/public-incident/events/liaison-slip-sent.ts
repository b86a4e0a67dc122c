/** Asks a unit to check the facts, by a deadline. */
import { z } from "zod";
import { line, text } from "../../kit/fields.ts";
import { unitNamesIn } from "../../kit/unit.ts";
import { lastOf, paragraphs } from "../../kit/sentences.ts";
import { recipientOf, type SayTime } from "../../playbook.ts";
import { openLimitClock, withClocks } from "../clocks.ts";
import type { Slip } from "../record.ts";
import { event } from "../event.ts";
import { type Envelope, envelope, subjectOf } from "../parts/envelope.ts";
import { whenClosed, whenFull } from "../parts/refusals.ts";
import { contactsOf, unitName } from "../parts/slips.ts";

type SlipNotification = Envelope & { readonly slip: Slip; readonly dueAt: number };

export const liaisonSlipSent = event("LIAISON_SLIP_SENT", {
  words: {
    label: { zh: "发送联系单", en: "Send a fact-check request" },
    done: { zh: "联系单已发送", en: "Fact-check request sent" },
    help: { zh: "请责任单位核实事实，限时反馈。", en: "Asks a unit to check the facts by a deadline." },
  },
  by: ["duty-officer", "lead"],
  form: z.object({
    unit: line({ label: { zh: "责任单位", en: "Unit" } }),
    request: text({ label: { zh: "核实内容", en: "What to check" } }),
  }),
  unit: "unit",
  refuse: (context) => whenClosed(context) ?? whenFull(context.slips),
  record: (context, sent) => {
    const number = context.slips.length + 1;
    const { at, by, unit, request } = sent;
    const unitNames = unitNamesIn(sent, "unit");
    const slip: Slip = { at, by, number, unit, ...(unitNames && { unitNames }), request, answer: null };
    const holders = [contactsOf(slip), "duty-officer"] as const;
    return {
      slips: [...context.slips, slip],
      clocks: withClocks(context, openLimitClock(context, "liaisonSlip", number, at, holders)),
    };
  },
  notify: {
    liaisonSlipSent: {
      label: { zh: "联系单", en: "Fact-check request" },
      to: {
        zh: "所涉部门的联络员；该部门无人可通知的，通知全体联络员",
        en: "The contacts of that unit; all unit contacts when none of them can be notified",
      },
      when: { zh: "发送联系单时", en: "When a fact-check request is sent" },
      params: (context): SlipNotification => ({
        ...envelope(context, [recipientOf(contactsOf(lastOf(context.slips)))]),
        slip: lastOf(context.slips),
        dueAt: lastOf(context.clocks.further).dueAt,
      }),
      write: (params: SlipNotification, sayTime: SayTime) => ({
        subject: subjectOf(params, {
          zh: `联系单 ${String(params.slip.number)}，请核实`,
          en: `Fact-check request ${String(params.slip.number)}`,
        }),
        happened: {
          zh: paragraphs(`致：${unitName(params.slip).zh}`, `请核实：${params.slip.request}`),
          en: paragraphs(`To: ${unitName(params.slip).en}`, `To check: ${params.slip.request}`),
        },
        asked: {
          zh: `请核实后于 ${sayTime(params.dueAt, "zh")} 前反馈：已查实的写明，未查实的注明。`,
          en: `Check the facts and return the findings by ${sayTime(params.dueAt, "en")}. State what is confirmed and what is not.`,
        },
        dueAt: params.dueAt,
      }),
    },
  },
});
