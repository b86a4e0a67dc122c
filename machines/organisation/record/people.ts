/** What events about people change. */
import type { Language, Role } from "../../playbook.ts";
import type { OrganisationContext, PersonRecord, Unit } from "../context.ts";
import type { peopleForms } from "../forms/people-forms.ts";
import type { Records } from "./records.ts";

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

/** The log keeps that it happened; the directory is as before. */
const onlyRecorded = () => ({});

export const peopleRecords: Records<keyof typeof peopleForms> = {
  PERSON_INVITED: ({ people }, { person, name, language, roles, unit, at }) => ({
    people: [...people, newPerson({ id: person, name, language, roles, unit: unit ?? null, at })],
  }),
  PERSON_CHANGED: (context, { person, name, language, unit }) =>
    changed(context, person, { name, language, unit: unit ?? null }),
  ROLES_CHANGED: (context, { person, roles }) => changed(context, person, { roles }),
  PERSON_DEACTIVATED: (context, { person, at }) => changed(context, person, { active: false, until: at }),
  PERSON_REACTIVATED: (context, { person, at }) => changed(context, person, { active: true, since: at, until: null }),
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
