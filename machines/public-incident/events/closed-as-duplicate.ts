/** The same matter is registered already. */
import { z } from "zod";
import { incident } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { slipsWithdrawn } from "../parts/matters.ts";
import { closed, closingConfirm, incidentIsClosed } from "../parts/closing.ts";
import { reason } from "../parts/fields.ts";
import { whenClosed, whenPublished } from "../parts/refusals.ts";

export const closedAsDuplicate = event("CLOSED_AS_DUPLICATE", {
  words: {
    label: { zh: "按重复事件办结", en: "Close as duplicate" },
    done: { zh: "已按重复事件办结", en: "Closed as duplicate" },
    help: {
      zh: "同一事件已另行登记，且本事件尚未对外发布内容。",
      en: "The same incident is already registered, and nothing has been published under this one.",
    },
  },
  by: ["lead", "duty-officer"],
  otherIncident: "duplicateOf",
  form: z.object({
    duplicateOf: incident({ label: { zh: "重复的事件（编号）", en: "Duplicate of incident" } }),
    reason: reason(),
  }),
  confirm: closingConfirm,
  refuse: (context) => whenClosed(context) ?? whenPublished(context),
  record: (context, sent) => closed(context, sent, "duplicate", sent.duplicateOf),
  notify: { incidentClosed: incidentIsClosed },
  links: { withdrawSlips: slipsWithdrawn },
});
