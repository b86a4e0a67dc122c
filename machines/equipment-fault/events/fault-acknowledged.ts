/** The unit takes the repair on: what the clock waits for. */
import { z } from "zod";
import { stopClock } from "../../kit/clocks/clock.ts";
import { atTime } from "../../kit/phrases.ts";
import { forInformation } from "../../kit/sentences.ts";
import type { Stamp } from "../../kit/stamp.ts";
import { contact, contactsOf } from "../../kit/unit.ts";
import type { Phrasing } from "../../playbook.ts";
import { aboutOf, contactsWords, envelope, subjectOf, toContacts, type Envelope } from "../clock-keeper.ts";
import { event } from "../context.ts";

export const faultAcknowledged = event("FAULT_ACKNOWLEDGED", {
  words: {
    label: { zh: "确认由本单位处理", en: "Take the repair on" },
    done: { zh: "故障已确认", en: "Fault acknowledged" },
    help: { zh: "表示由您负责修理。", en: "You take the repair on." },
  },
  by: [contact, "unit-contact", "lead"],
  byNow: (context) => [contactsOf(context), "lead"],
  form: z.object({}),
  record: ({ acknowledgement }, { at, by }) => ({
    acknowledged: { at, by },
    acknowledgement: stopClock(acknowledgement, at),
    progressAt: at,
  }),
  notify: {
    faultTaken: {
      label: { zh: "故障已有人负责", en: "Fault taken on" },
      to: contactsWords,
      when: { zh: "有人按时确认时", en: "When it is acknowledged in time" },
      endsCallsOf: { notifications: ["faultReported", "clockWarning"], isSameMatter: () => true },
      // Whoever the ladder has called hears of it as of the end of every escalation.
      isNeeded: ({ acknowledgement }) => acknowledgement.level === 0,
      params: (context, { at, by }) => ({ ...envelope(context, [toContacts(context)]), at, by }),
      write: (params: Envelope & Stamp, say: Phrasing) => {
        const { equipment, place, fault, by, at } = params;
        const time = atTime(say, at);
        return {
          subject: subjectOf(params, say, { zh: "故障已有人负责", en: "Fault taken on" }),
          happened: {
            zh: `${say.person(by)}于 ${time.zh} 确认由本单位修理：${place}的${equipment}。`,
            en: `${say.person(by)} took on the repair of ${equipment} (${place}) ${time.en}.`,
          },
          about: aboutOf(params),
          details: { zh: `故障情况：${fault}`, en: `What was wrong: ${fault}` },
          ...forInformation(),
        };
      },
    },
  },
});
