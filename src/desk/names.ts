/** Ids as people know them. Somebody who has left the settings is known by their id. */
import type { SayPerson } from "../../machines/playbook.ts";
import type { Person } from "./types.ts";

export function nameOf(people: readonly Pick<Person, "id" | "name">[], id: string): string {
  return people.find((person) => person.id === id)?.name ?? id;
}

export function sayPersonOf(people: readonly Person[]): SayPerson {
  return (id) => nameOf(people, id);
}
