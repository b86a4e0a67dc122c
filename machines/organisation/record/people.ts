/** What events about people change. */
import type { Language, Role } from "../../playbook.ts";
import type { OrganisationContext, PersonRecord, Standing, Unit } from "../context.ts";
import type { peopleForms } from "../forms/people-forms.ts";
import { keptMs, type Records } from "./records.ts";

interface NewPerson {
  readonly id: string;
  readonly name: string;
  readonly language: Language;
  readonly roles: readonly Role[];
  readonly unit: string | null;
  readonly at: number;
}

/** Told by mail at any hour, until they say otherwise. */
export function newPerson({ at, ...person }: NewPerson): PersonRecord {
  return {
    ...person,
    active: true,
    since: at,
    until: null,
    channels: [
      { kind: "mail", on: true },
      { kind: "webhook", on: false },
    ],
    quietHours: null,
  };
}

const changed = ({ people }: OrganisationContext, id: string, change: Partial<PersonRecord>) => ({
  people: people.map((person) => (person.id === id ? { ...person, ...change } : person)),
});

/** What they were until now stays beside what they are from now on. */
const changedAt = (context: OrganisationContext, id: string, at: number, change: Partial<PersonRecord>) => ({
  people: context.people.map((person) =>
    person.id === id ? { ...person, ...change, earlier: earlierOf(person, at) } : person,
  ),
});

function earlierOf({ since, active, roles, earlier = [] }: PersonRecord, at: number): readonly Standing[] {
  const from = earlier.at(-1)?.until ?? since;
  const passed = from < at ? [{ from, until: at, active, roles }] : [];
  return [...earlier.filter(({ until }) => until > at - keptMs), ...passed];
}

/** The log keeps that it happened; the directory is as before. */
const onlyRecorded = () => ({});

export const peopleRecords: Records<keyof typeof peopleForms> = {
  PERSON_INVITED: ({ people }, { person, name, language, roles, unit, at }) => ({
    people: [...people, newPerson({ id: person, name, language, roles, unit: unit ?? null, at })],
  }),
  PERSON_CHANGED: (context, { person, name, language, unit }) =>
    changed(context, person, { name, language, unit: unit ?? null }),
  ROLES_CHANGED: (context, { person, roles, at }) => changedAt(context, person, at, { roles }),
  PERSON_DEACTIVATED: (context, { person, at }) => changedAt(context, person, at, { active: false, until: at }),
  PERSON_REACTIVATED: (context, { person, at }) =>
    changedAt(context, person, at, { active: true, since: at, until: null }),
  CONTACT_CHANGED: onlyRecorded,
  SIGN_IN_CHANGED: onlyRecorded,
  SESSIONS_ENDED: onlyRecorded,
  TOKEN_ISSUED: onlyRecorded,
  TOKEN_REVOKED: onlyRecorded,
  CALENDAR_ADDRESS_RENEWED: onlyRecorded,
  UNIT_DESCRIBED: ({ units }, { unit, name, head, contact }) => {
    const described: Unit = { id: unit, name, head: head ?? null, contact: contact ?? null };
    const known = units.some((one) => one.id === unit);
    return { units: known ? units.map((one) => (one.id === unit ? described : one)) : [...units, described] };
  },
  ABSENCE_RECORDED: ({ absences, lastNumber }, { person, deputy, from, until, by, at }) => ({
    absences: [
      ...absences,
      {
        id: `absence-${String(lastNumber + 1)}`,
        person,
        deputy: deputy ?? null,
        from,
        until: until ?? null,
        by,
        recordedAt: at,
      },
    ],
    lastNumber: lastNumber + 1,
  }),
  ABSENCE_ENDED: ({ absences }, { absence, at }) => ({
    // One that has not begun leaves nothing behind.
    absences: absences.flatMap((one) => {
      if (one.id !== absence) return [one];
      return one.from < at ? [{ ...one, until: at }] : [];
    }),
  }),
};
