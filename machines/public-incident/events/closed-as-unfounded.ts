/** It did not happen, and needs no public answer. */
import { z } from "zod";
import { event } from "../event.ts";
import { slipsWithdrawn } from "../parts/matters.ts";
import { closed, closingConfirm, incidentIsClosed } from "../parts/closing.ts";
import { reason } from "../parts/fields.ts";
import { whenClosed, whenPublished } from "../parts/refusals.ts";

export const closedAsUnfounded = event("CLOSED_AS_UNFOUNDED", {
  words: {
    label: { zh: "核实不属实，办结", en: "Close as unfounded" },
    done: { zh: "已按不属实办结", en: "Closed as unfounded" },
    help: {
      zh: "核实不属实，且无需公开回应。需要公开说明的，请按会商、正式回复办理。",
      en: "The facts do not support it and no public answer is needed. If one is needed, go through consultation and the official reply.",
    },
  },
  by: ["lead"],
  form: z.object({ reason: reason() }),
  confirm: closingConfirm,
  refuse: (context) => whenClosed(context) ?? whenPublished(context),
  record: (context, sent) => closed(context, sent, "unfounded"),
  notify: { incidentClosed: incidentIsClosed },
  links: { withdrawSlips: slipsWithdrawn },
});
