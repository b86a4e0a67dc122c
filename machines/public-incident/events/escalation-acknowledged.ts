/** Somebody has seen what is overdue, and takes it on. */
import { acknowledgement } from "../../kit/clocks/acknowledgement.ts";
import { clockParts } from "../clock-keeper.ts";
import { changeAll } from "../clocks.ts";
import { event } from "../event.ts";

export const escalationAcknowledged = event(
  "ESCALATION_ACKNOWLEDGED",
  acknowledgement({
    ...clockParts,
    by: ["duty-officer", "lead", "superior", "spokesperson", "unit-contact"],
    change: ({ clocks }, each) => ({ clocks: changeAll(clocks, each) }),
  }),
);
