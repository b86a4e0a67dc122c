/** The same matter is registered already. */
import { z } from "zod";
import { line } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { closed, closingConfirm, incidentIsClosed } from "../parts/closing.ts";
import { reason } from "../parts/fields.ts";
import { whenClosed, whenPublished } from "../parts/refusals.ts";

export const closedAsDuplicate = event("CLOSED_AS_DUPLICATE", {
  words: {
    label: { zh: "作为重复事件结案", en: "Close as a duplicate" },
    done: { zh: "已作为重复事件结案", en: "Closed as a duplicate" },
    help: {
      zh: "同一件事已另行登记，且本事件尚未对外发布过内容。",
      en: "The same matter is registered already, and nothing was published under this one.",
    },
  },
  by: ["lead", "duty-officer"],
  otherIncident: "duplicateOf",
  form: z.object({
    duplicateOf: line({ label: { zh: "与哪一事件重复", en: "Which incident it duplicates" } }),
    reason: reason(),
  }),
  confirm: closingConfirm,
  refuse: (context) => whenClosed(context) ?? whenPublished(context),
  record: (context, sent) => closed(context, sent, "duplicate", sent.duplicateOf),
  notify: { incidentClosed: incidentIsClosed },
});
