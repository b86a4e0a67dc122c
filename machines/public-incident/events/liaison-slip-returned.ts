/** What the unit has established. */
import { z } from "zod";
import { optional, text } from "../../kit/fields.ts";
import { stopClock } from "../../kit/clocks/clock.ts";
import { atTime, subjectLine } from "../../kit/phrases.ts";
import type { Phrasing } from "../../playbook.ts";
import { inBoth, lastOf, paragraphs } from "../../kit/sentences.ts";
import { updateItemClock } from "../clocks.ts";
import type { Slip } from "../record.ts";
import { event } from "../event.ts";
import { aboutOf, type Envelope, envelope } from "../parts/envelope.ts";
import { itemNumber } from "../../kit/fields.ts";
import { first, numbered, offered, openSlips } from "../parts/items.ts";
import { whenNotOpen } from "../parts/refusals.ts";
import { unitName } from "../../kit/unit.ts";
import * as about from "../views/about.ts";

type SlipReturnedNotification = Envelope & { readonly slip: Slip };

export const liaisonSlipReturned = event("LIAISON_SLIP_RETURNED", {
  words: {
    label: { zh: "反馈联系单", en: "Return findings" },
    done: { zh: "联系单已反馈", en: "Findings returned" },
    help: {
      zh: "已查实的写明；未查实的，写明还需多长时间。",
      en: "State what is confirmed. For the rest, give the time you still need.",
    },
  },
  by: ["unit-contact", "duty-officer"],
  form: z.object({
    slip: itemNumber({ label: { zh: "联系单编号", en: "Request number" } }),
    findings: text({ label: { zh: "核实结果", en: "Findings" } }),
    measures: optional(text({ label: { zh: "已采取的措施", en: "Measures taken" } })),
  }),
  about: about.slip,
  prefill: (context) => first("slip", openSlips(context)),
  options: (context) => ({
    slip: offered(openSlips(context), (slip) => inBoth((language) => `${unitName(slip)[language]} · ${slip.request}`)),
  }),
  refuse: (context, { slip }) =>
    whenNotOpen({
      items: openSlips(context),
      typed: slip,
      none: { zh: "目前没有待反馈的联系单。", en: "No fact-check request is open." },
      others: (out) => ({
        zh: `没有该编号的待反馈联系单。待反馈：${out}。`,
        en: `There is no open fact-check request with this number. Open: ${out}.`,
      }),
    }),
  record: (context, sent) => {
    const number = Number(sent.slip);
    const answer = { at: sent.at, by: sent.by, findings: sent.findings, measures: sent.measures ?? null };
    return {
      slips: numbered(context.slips, number, (slip) => ({ ...slip, answer })),
      clocks: updateItemClock(context, `slip-${String(number)}`, (clock) => stopClock(clock, sent.at)),
      progressAt: sent.at,
    };
  },
  notify: {
    liaisonSlipReturned: {
      label: { zh: "联系单反馈", en: "Findings returned" },
      to: {
        zh: "经办人（未指定时为值班员）和带班领导",
        en: "Officer in charge (duty officer if unassigned) and duty lead",
      },
      when: { zh: "联系单反馈时", en: "When findings are returned" },
      params: (context, sent): SlipReturnedNotification => {
        const slip = lastOf(context.slips.filter((each) => String(each.number) === sent.slip));
        return { ...envelope(context, [{ role: "duty-officer" }, { role: "lead" }]), slip };
      },
      write: ({ slip, ...params }: SlipReturnedNotification, say: Phrasing) => {
        const { number, answer } = slip;
        const unit = unitName(slip);
        const label = String(number);
        const [name, at] = answer ? [say.person(answer.by), atTime(say, answer.at)] : [unit.zh, { zh: "", en: "" }];
        return {
          subject: subjectLine(say, {
            what: { zh: `联系单 ${label} 已反馈`, en: `Fact-check request ${label}: findings returned` },
          }),
          happened: {
            zh: `${name}${at.zh && `于 ${at.zh} `}反馈了联系单 ${label}（${unit.zh}）。`,
            en: `${name} returned the findings for fact-check request ${label} (${unit.en})${at.en && ` ${at.en}`}.`,
          },
          about: aboutOf(params),
          details: {
            zh: paragraphs(
              `核实结果：${answer?.findings ?? ""}`,
              answer?.measures && `已采取的措施：${answer.measures}`,
            ),
            en: paragraphs(
              `Findings: ${answer?.findings ?? ""}`,
              answer?.measures && `Measures taken: ${answer.measures}`,
            ),
          },
          asked: {
            zh: "将查实的情况用于会商和通稿。",
            en: "use the confirmed facts in the consultation and the statement.",
          },
          dueAt: null,
        };
      },
    },
  },
});
