/** Who is who at a moment: pure views that the machine's own guards use too. */
import type { Role } from "../playbook.ts";
import type { Absence, OrganisationContext, PersonRecord } from "./context.ts";

/** Sends what nobody did: the set-up from the settings file, roles from a sign-in provider. */
export const systemActor = "system";

/** Stand in the record for the system itself, its timers and its outbox: nobody who works here has one of these ids. */
export const reservedIds: readonly string[] = [systemActor, "timer", "outbox"];

/** A deputy takes these over with an absence. Administration and audit stay with the person. */
const delegated: readonly Role[] = ["duty-officer", "lead", "unit-contact", "spokesperson", "superior"];

export function personById({ people }: Pick<OrganisationContext, "people">, id: string): PersonRecord | null {
  return people.find((person) => person.id === id) ?? null;
}

/** Somebody who was deactivated counts until then. */
export function isActiveAt(person: PersonRecord, at: number): boolean {
  return person.active || (person.until !== null && at < person.until);
}

function covers({ from, until }: { readonly from: number; readonly until: number | null }, at: number): boolean {
  return from <= at && (until === null || at < until);
}

/** The absence that counts: of two the one recorded last. */
export function absenceAt({ absences }: Pick<OrganisationContext, "absences">, id: string, at: number): Absence | null {
  return absences.findLast((absence) => absence.person === id && covers(absence, at)) ?? null;
}

/** For whom somebody acts as the named deputy. */
export function actsForAt(context: OrganisationContext, id: string, at: number): readonly PersonRecord[] {
  return context.people.filter(
    (person) => person.id !== id && isActiveAt(person, at) && absenceAt(context, person.id, at)?.deputy === id,
  );
}

/** Their own roles and, as a deputy, those of the absent; none for somebody who is not active. */
export function rolesAt(context: OrganisationContext, id: string, at: number): readonly Role[] {
  const person = personById(context, id);
  if (!person || !isActiveAt(person, at)) return [];
  const lent = actsForAt(context, id, at).flatMap((absent) => absent.roles.filter((role) => delegated.includes(role)));
  return [...new Set([...person.roles, ...lent])];
}

export function administratorsOf({ people }: Pick<OrganisationContext, "people">): readonly PersonRecord[] {
  return people.filter((person) => person.active && person.roles.includes("administrator"));
}
