/** The end: somebody who did not repair it has seen that it works. */
import { z } from "zod";
import { toldSoFar } from "../../kit/clocks/clock.ts";
import { nothingAsked, unique } from "../../kit/sentences.ts";
import type { Stamp } from "../../kit/stamp.ts";
import type { SayPerson, SayTime } from "../../playbook.ts";
import { repair } from "../about.ts";
import { aboutFault, envelope, subjectOf, type Envelope } from "../clock-keeper.ts";
import { event } from "../context.ts";

export const repairConfirmed = event("REPAIR_CONFIRMED", {
  words: {
    label: { zh: "确认修复", en: "Confirm the repair" },
    done: { zh: "修复已确认", en: "Repair confirmed" },
    help: { zh: "维修人不得确认本人的维修。", en: "You cannot confirm your own repair." },
  },
  by: ["duty-officer", "lead"],
  form: z.object({}),
  about: repair,
  confirm: { zh: "确认后故障办结，不可更改。", en: "This closes the fault; it cannot be reopened." },
  refuse: (context, { by }) =>
    context.repair?.by === by ? { zh: "维修人不得确认本人的维修。", en: "You cannot confirm your own repair." } : null,
  record: (_context, { at, by }) => ({ confirmed: { at, by } }),
  notify: {
    faultOver: {
      label: { zh: "故障已修复", en: "Fault over" },
      to: {
        zh: "责任单位联络员；已逐级上报的，还有已通知的人员",
        en: "Unit contact, and everyone it was escalated to",
      },
      when: { zh: "确认修复时", en: "When the repair is confirmed" },
      endsCallsOf: { notifications: ["faultReported", "clockEscalation"], isSameMatter: () => true },
      params: (context, { at, by }) => {
        const called = toldSoFar(context.acknowledgement, context.ladder);
        return { ...envelope(context, unique([{ role: "unit-contact" }, ...called])), at, by };
      },
      write: (params: Envelope & Stamp, sayTime: SayTime, sayPerson: SayPerson) => ({
        subject: subjectOf(params, { zh: "故障已修复", en: "Fault over" }),
        happened: {
          zh: `${aboutFault(params).zh}。${sayPerson(params.by)} 于 ${sayTime(params.at, "zh")} 确认修好。`,
          en: `${aboutFault(params).en}. ${sayPerson(params.by)} confirmed the repair at ${sayTime(params.at, "en")}.`,
        },
        asked: nothingAsked,
        dueAt: null,
      }),
    },
  },
});
