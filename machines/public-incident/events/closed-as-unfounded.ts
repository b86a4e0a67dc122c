/** It did not happen, and needs no public answer. */
import { z } from "zod";
import { event } from "../event.ts";
import { closed, closingConfirm, incidentIsClosed } from "../parts/closing.ts";
import { reason } from "../parts/fields.ts";
import { whenClosed, whenPublished } from "../parts/refusals.ts";

export const closedAsUnfounded = event("CLOSED_AS_UNFOUNDED", {
  words: {
    label: { zh: "作为不实信息结案", en: "Close as unfounded" },
    done: { zh: "已作为不实信息结案", en: "Closed as unfounded" },
    help: {
      zh: "核实后没有这件事，且不需要公开回应。需要公开说明的，请走会商和正式回复。",
      en: "It did not happen and needs no public answer. If it needs one, take it through consultation and reply.",
    },
  },
  by: ["lead"],
  form: z.object({ reason: reason() }),
  confirm: closingConfirm,
  refuse: (context) => whenClosed(context) ?? whenPublished(context),
  record: (context, sent) => closed(context, sent, "unfounded"),
  notify: { incidentClosed: incidentIsClosed },
});
