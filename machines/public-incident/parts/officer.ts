/** The officer in charge is told in place of whoever is on duty, and by the ladder together with them. */
import type { Recipient } from "../../playbook.ts";
import { unique } from "../../kit/sentences.ts";
import type { IncidentContext } from "../context.ts";

type Charge = Pick<IncidentContext, "assigned">;

/** The roster's layer for the duty officer has one name in every organisation. */
const isDutyOfficer = (to: Recipient): boolean =>
  "role" in to ? to.role === "duty-officer" : "layer" in to && to.layer === "officer";

/** A plain notification is for the officer in charge alone; the one on duty gets it when they cannot be told. */
export function redirectToOfficerInCharge({ assigned }: Charge, to: readonly Recipient[]): readonly Recipient[] {
  if (!assigned) return to;
  const inCharge: Recipient = { person: assigned.person, orElse: "duty-officer" };
  return unique(to.map((one) => (isDutyOfficer(one) ? inCharge : one)));
}

/** A call of the ladder is for both: an officer in charge who sleeps must not keep the one on duty from hearing it. */
export function addOfficerInCharge({ assigned }: Charge, to: readonly Recipient[]): readonly Recipient[] {
  if (!assigned) return to;
  return unique(to.flatMap((one) => (isDutyOfficer(one) ? [{ person: assigned.person }, one] : [one])));
}
