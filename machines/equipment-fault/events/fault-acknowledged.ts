/** The unit takes the repair on: what the clock waits for. */
import { z } from "zod";
import { stopClock } from "../../kit/clocks/clock.ts";
import { nothingAsked } from "../../kit/sentences.ts";
import type { Stamp } from "../../kit/stamp.ts";
import type { SayPerson, SayTime } from "../../playbook.ts";
import { aboutFault, envelope, subjectOf, type Envelope } from "../clock-keeper.ts";
import { event } from "../context.ts";

export const faultAcknowledged = event("FAULT_ACKNOWLEDGED", {
  words: {
    label: { zh: "确认由本单位处理", en: "Take the repair on" },
    done: { zh: "故障已确认", en: "Fault acknowledged" },
    help: { zh: "表示由您负责修理。", en: "You take the repair on." },
  },
  by: ["unit-contact", "lead"],
  form: z.object({}),
  record: ({ acknowledgement }, { at, by }) => ({
    acknowledged: { at, by },
    acknowledgement: stopClock(acknowledgement, at),
    progressAt: at,
  }),
  notify: {
    faultTaken: {
      label: { zh: "故障已有人负责", en: "Fault taken on" },
      to: { zh: "责任单位联络员", en: "Unit contact" },
      when: { zh: "有人按时确认时", en: "When it is acknowledged in time" },
      endsCallsOf: { notifications: ["faultReported", "clockWarning"], isSameMatter: () => true },
      // Whoever the ladder has called hears of it as of the end of every escalation.
      isNeeded: ({ acknowledgement }) => acknowledgement.level === 0,
      params: (context, { at, by }) => ({ ...envelope(context, [{ role: "unit-contact" }]), at, by }),
      write: (params: Envelope & Stamp, sayTime: SayTime, sayPerson: SayPerson) => ({
        subject: subjectOf(params, { zh: "故障已有人负责", en: "Fault taken on" }),
        happened: {
          zh: `${aboutFault(params).zh}。${sayPerson(params.by)} 于 ${sayTime(params.at, "zh")} 确认。`,
          en: `${aboutFault(params).en}. ${sayPerson(params.by)} took it on at ${sayTime(params.at, "en")}.`,
        },
        asked: nothingAsked,
        dueAt: null,
      }),
    },
  },
});
