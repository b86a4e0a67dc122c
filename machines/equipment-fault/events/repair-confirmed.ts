/** The end: somebody who did not repair it has seen that it works. */
import { z } from "zod";
import { notifiedSoFar } from "../../kit/clocks/clock.ts";
import { atTime } from "../../kit/phrases.ts";
import { forInformation, unique } from "../../kit/sentences.ts";
import type { Stamp } from "../../kit/stamp.ts";
import type { Phrasing } from "../../playbook.ts";
import { repair } from "../about.ts";
import { aboutOf, envelope, subjectOf, toContacts, type Envelope } from "../clock-keeper.ts";
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
        const called = notifiedSoFar(context.acknowledgement, context.ladder);
        return { ...envelope(context, unique([toContacts(context), ...called])), at, by };
      },
      write: (params: Envelope & Stamp, say: Phrasing) => {
        const { equipment, place, fault, by, at } = params;
        const time = atTime(say, at);
        return {
          subject: subjectOf(params, say, { zh: "故障已修复", en: "Fault repaired" }),
          happened: {
            zh: `${say.person(by)}于 ${time.zh} 确认修好：${place}的${equipment}。`,
            en: `${say.person(by)} confirmed the repair of ${equipment} (${place}) ${time.en}.`,
          },
          about: aboutOf(params),
          details: { zh: `故障情况：${fault}`, en: `What was wrong: ${fault}` },
          ...forInformation(),
        };
      },
    },
  },
});
