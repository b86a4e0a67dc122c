/** People with the roles in which they may act at a moment: their own and, as a named deputy, those of whoever is absent. */
import { rolesAt } from "../directory/directory.ts";
import type { DeskDependencies } from "./desk-dependencies.ts";
import type { Organised } from "./permissions.ts";
import type { Person } from "../directory/person.ts";

type Parts = Pick<DeskDependencies, "people" | "clock"> & Partial<Pick<DeskDependencies, "source">>;

/** Null while nobody has set the organisation up. */
export function organisedNow({ source, clock }: Omit<Parts, "people">): Organised {
  const directory = source?.directory() ?? null;
  return { directory: directory?.established ? directory : null, at: clock.now() };
}

export function peopleActing({ people, source, clock }: Parts): readonly Person[] {
  const directory = source?.directory();
  if (!directory?.established || directory.absences.length === 0) return people;
  const now = clock.now();
  return people.map((person) => ({ ...person, roles: rolesAt(directory, person.id, now) }));
}

export function personActing(parts: Parts, id: string): Person | null {
  const people = parts.people.filter((person) => person.id === id);
  return peopleActing({ ...parts, people })[0] ?? null;
}
