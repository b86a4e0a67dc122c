/** Somebody has seen that nobody takes the repair on, and sees to it. */
import { acknowledgement } from "../../kit/clocks/acknowledgement.ts";
import { contact } from "../../kit/unit.ts";
import { clockParts } from "../clock-keeper.ts";
import { event } from "../context.ts";

export const escalationAcknowledged = event(
  "ESCALATION_ACKNOWLEDGED",
  acknowledgement({
    ...clockParts,
    by: ["duty-officer", "lead", "superior", "unit-contact", contact],
    change: (context, each) => ({ acknowledgement: each(context.acknowledgement) }),
  }),
);
