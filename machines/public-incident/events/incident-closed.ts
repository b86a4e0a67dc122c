/** The end, when nothing is owed any more. */
import { z } from "zod";
import { rulesOf } from "../clocks.ts";
import { event } from "../event.ts";
import { slipsWithdrawn } from "../parts/matters.ts";
import { closed, closingConfirm, incidentIsClosed } from "../parts/closing.ts";
import { reason } from "../parts/fields.ts";
import { openPromises } from "../parts/items.ts";
import { numbers } from "../parts/refusals.ts";
import { isReviewed } from "../context-queries.ts";

export const incidentClosed = event("INCIDENT_CLOSED", {
  words: {
    label: { zh: "办结", en: "Close the incident" },
    done: { zh: "事件已办结", en: "Incident closed" },
    help: {
      zh: "按级别要求须先复盘；承诺事项须全部兑现。",
      en: "Depending on the grade, the review must be recorded first; all promises must be kept.",
    },
  },
  by: ["lead"],
  form: z.object({ reason: reason() }),
  confirm: closingConfirm,
  refuse: (context) => {
    if (rulesOf(context).reviewRequired && !isReviewed(context))
      return {
        zh: "该级别须先完成复盘总结，方可办结。",
        en: "This grade requires an after-action review before the incident is closed.",
      };
    const open = openPromises(context);
    return open.length === 0
      ? null
      : { zh: `尚有未兑现的承诺：${numbers(open)}。`, en: `Open promises: ${numbers(open)}.` };
  },
  record: (context, sent) => closed(context, sent, "handled"),
  notify: { incidentClosed: incidentIsClosed },
  links: { withdrawSlips: slipsWithdrawn },
});
