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
    done: { zh: "超时提醒已确认收到", en: "Overdue notice acknowledged" },
    help: {
      zh: "表示您已收到并负责推动办理。此后无进展的，将再次提醒。",
      en: "Confirms that you have received this and are handling it. If nothing changes, you will be notified again.",
    },
  },
  by: ["duty-officer", "lead", "superior", "spokesperson", "unit-contact"],
  form: z.object({ intention: optional(line({ label: { zh: "打算", en: "Plan" } })) }),
  refuse: (context) =>
    allClocks(context).some(isCalling)
      ? null
      : { zh: "没有待确认的超时提醒。", en: "There is nothing to acknowledge." },
  record: acknowledgeClocks,
  notify: { escalationAcknowledged: clockNotices.escalationAcknowledged },
});
