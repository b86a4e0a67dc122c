/** Asks a unit to check the facts, by a deadline. */
import { z } from "zod";
import { text, unit as unitField } from "../../kit/fields.ts";
import { subjectLine } from "../../kit/phrases.ts";
import { lastOf } from "../../kit/sentences.ts";
import { contactsOf, unitName, unitNamesIn } from "../../kit/unit.ts";
import { recipientOf, type Phrasing } from "../../playbook.ts";
import { openLimitClock, withClocks } from "../clocks.ts";
import type { Slip } from "../record.ts";
import { event } from "../event.ts";
import { aboutOf, type Envelope, envelope } from "../parts/envelope.ts";
import { whenClosed, whenFull } from "../parts/refusals.ts";

type SlipNotification = Envelope & { readonly slip: Slip; readonly dueAt: number };

export const liaisonSlipSent = event("LIAISON_SLIP_SENT", {
  words: {
    label: { zh: "发送联系单", en: "Send a fact-check request" },
    done: { zh: "联系单已发送", en: "Fact-check request sent" },
    help: { zh: "请责任单位核实事实，限时反馈。", en: "Asks a unit to check the facts by a deadline." },
  },
  by: ["duty-officer", "lead"],
  form: z.object({
    unit: unitField({ label: { zh: "责任单位", en: "Unit" } }),
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
      write: (params: SlipNotification, say: Phrasing) => {
        const { number, request, by } = params.slip;
        const unit = unitName(params.slip);
        const [slip, due, name] = [String(number), say.shortTime(params.dueAt), say.person(by)];
        return {
          subject: subjectLine(say, {
            what: { zh: `联系单 ${slip}：请核实`, en: `Fact-check request ${slip}` },
            when: { zh: `${due.zh} 前反馈`, en: `findings by ${due.en}` },
          }),
          happened: {
            zh: `${name}向${unit.zh}发送了联系单 ${slip}。`,
            en: `${name} sent fact-check request ${slip} to ${unit.en}.`,
          },
          about: aboutOf(params),
          details: { zh: `请核实：${request}`, en: `To check: ${request}` },
          asked: {
            zh: "反馈核实结果，已查实的写明，未查实的注明。",
            en: "return the findings. State what is confirmed and what is not.",
          },
          dueAt: params.dueAt,
        };
      },
    },
  },
});
