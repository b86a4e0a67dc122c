/** Who is who at a moment: pure views that the machine's own guards use too. */
import type { Role } from "../playbook.ts";
import type { Absence, Needed, OrganisationContext, PersonRecord, RosterLayer, Standing } from "./context.ts";

/** Sends what nobody did: the set-up from the settings file, roles from a sign-in provider. */
export const systemActor = "system";

/** Opens incidents from others, and sends one what another asks of it. */
export const linkActor = "link";

/** Stand in the record for the system itself, its timers and its outbox: nobody who works here has one of these ids. */
export const reservedIds: readonly string[] = [systemActor, "timer", "outbox", linkActor];

/** A deputy takes these over with an absence. Administration and audit stay with the person. */
const delegated: readonly Role[] = ["duty-officer", "lead", "unit-contact", "spokesperson", "superior"];

/** What incidents are about is for these. Administrators look after people and settings, and see none of it by that role alone. */
export const incidentReaders = [
  "duty-officer",
  "lead",
  "unit-contact",
  "spokesperson",
  "superior",
  "auditor",
] as const satisfies readonly Role[];

export const readsIncidents = (roles: readonly Role[]): boolean =>
  roles.some((role) => (incidentReaders as readonly Role[]).includes(role));

export const isDelegated = (role: Role): boolean => delegated.includes(role);

/** Asked of everybody on every page, and lists are never changed, only followed by others: looked through once. */
export function lookedThrough<Entry, Found>(
  look: (entries: readonly Entry[]) => Found,
): (entries: readonly Entry[]) => Found {
  const known = new WeakMap<readonly Entry[], Found>();
  return (entries) => {
    const found = known.get(entries) ?? look(entries);
    known.set(entries, found);
    return found;
  };
}

const byId = lookedThrough((people: readonly PersonRecord[]) => new Map(people.map((person) => [person.id, person])));
const absencesByPerson = lookedThrough((absences: readonly Absence[]) => grouped(absences, ({ person }) => person));
const absencesByDeputy = lookedThrough((absences: readonly Absence[]) => grouped(absences, ({ deputy }) => deputy));

/** In their order. */
export function grouped<Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => string | null) {
  const groups = new Map<string | null, Entry[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return groups as ReadonlyMap<string | null, readonly Entry[]>;
}

export function personById({ people }: Pick<OrganisationContext, "people">, id: string): PersonRecord | null {
  return byId(people).get(id) ?? null;
}

const placeById = lookedThrough(
  (people: readonly PersonRecord[]) => new Map(people.map(({ id }, place) => [id, place] as const)),
);

/** Those of the people whose ids are given, in the order in which the organisation has them. */
export function inTheirOrder(
  known: Pick<OrganisationContext, "people">,
  ids: ReadonlySet<string>,
): readonly PersonRecord[] {
  const places = placeById(known.people);
  return [...ids]
    .flatMap((id) => places.get(id) ?? [])
    .sort((one, other) => one - other)
    .flatMap((place) => known.people[place] ?? []);
}

/** Of one person, in the order in which they were recorded. */
export function absencesOf({ absences }: Pick<OrganisationContext, "absences">, id: string): readonly Absence[] {
  return absencesByPerson(absences).get(id) ?? [];
}

/** Whether somebody belonged here at a moment and in which roles, by what was on record then; null before they came. */
export function standingAt(person: PersonRecord, at: number): Pick<Standing, "active" | "roles" | "units"> | null {
  const { earlier = [] } = person;
  if (at < (earlier[0]?.from ?? person.since)) return null;
  const before = earlier.find(({ until }) => at < until);
  if (before) return before;
  return {
    active: person.active || (person.until !== null && at < person.until),
    roles: person.roles,
    units: person.units,
  };
}

/** What a layer needed at a moment. */
export function neededAt(layer: RosterLayer, at: number): Needed {
  return layer.earlier?.find(({ until }) => at < until) ?? layer;
}

/** The zone whose clocks counted at a moment. */
export function zoneAt(
  { organisation, earlierZones = [] }: Pick<OrganisationContext, "organisation" | "earlierZones">,
  at: number,
): string {
  return earlierZones.find(({ until }) => at < until)?.zone ?? organisation.zone;
}

/** From when on an absence counts. */
export const absentFrom = ({ from, recordedAt }: Absence): number => Math.max(from, recordedAt);

function covers(absence: Absence, at: number): boolean {
  return absentFrom(absence) <= at && (absence.until === null || at < absence.until);
}

/** The absence that counts: of two the one recorded last. */
export function absenceAt(context: Pick<OrganisationContext, "absences">, id: string, at: number): Absence | null {
  return absencesOf(context, id).findLast((absence) => covers(absence, at)) ?? null;
}

/** For whom somebody acts as the named deputy. */
export function actsForAt(context: OrganisationContext, id: string, at: number): readonly PersonRecord[] {
  const named = absencesByDeputy(context.absences).get(id);
  if (named === undefined) return [];
  const absent = new Set(named.filter((one) => covers(one, at)).map(({ person }) => person));
  return [...absent]
    .flatMap((person) => personById(context, person) ?? [])
    .filter((person) => person.id !== id && person.active && absenceAt(context, person.id, at)?.deputy === id);
}

/**
 * What somebody may do now: their own roles and, as a deputy, those of the absent; none for somebody who is not active. `at`
 * is now, and only says whose deputy they are: a clock that was put back gives nobody the roles that they had.
 */
export function rolesAt(context: OrganisationContext, id: string, at: number): readonly Role[] {
  const person = personById(context, id);
  if (!person?.active) return [];
  const absent = actsForAt(context, id, at);
  if (absent.length === 0) return person.roles;
  return [...new Set([...person.roles, ...absent.flatMap(({ roles }) => roles.filter(isDelegated))])];
}

export function administratorsOf({ people }: Pick<OrganisationContext, "people">): readonly PersonRecord[] {
  return people.filter((person) => person.active && person.roles.includes("administrator"));
}
