/** Somebody has seen what is overdue, and takes it on. */
import { z } from "zod";
import { line } from "../../fields.ts";
import { isCalling } from "../../kit/clocks/clock.ts";
import { clockNotices } from "../clock-keeper.ts";
import { acknowledgeClocks, allClocks } from "../clocks.ts";
import { event } from "../event.ts";
import { optional } from "../parts/fields.ts";

export const escalationAcknowledged = event("ESCALATION_ACKNOWLEDGED", {
  words: {
    label: { zh: "确认收到", en: "Acknowledge" },
    done: { zh: "升级提醒已确认收到", en: "Escalation acknowledged" },
    help: {
      zh: "表示您已知道，并由您推动。之后没有进展会再次提醒。",
      en: "You have seen it and see to it. If nothing moves, it is told again.",
    },
  },
  by: ["duty-officer", "lead", "superior", "spokesperson", "unit-contact"],
  form: z.object({ intention: optional(line({ label: { zh: "打算怎么做", en: "What you will do" } })) }),
  refuse: (context) =>
    allClocks(context).some(isCalling)
      ? null
      : { zh: "没有等待确认的升级提醒。", en: "No escalation is waiting for an acknowledgement." },
  record: acknowledgeClocks,
  notify: { escalationAcknowledged: clockNotices.escalationAcknowledged },
});
