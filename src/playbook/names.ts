/** Ids as people know them. Whoever has left keeps their name in what they did; somebody unknown is known by their id. */
import type { PersonName } from "../../machines/playbook.ts";
import type { Person, Named } from "../directory/person.ts";

export function nameOf(people: readonly Pick<Person, "id" | "name">[], id: string): string {
  return people.find((person) => person.id === id)?.name ?? id;
}

export function formatPersonOf(people: readonly Named[]): PersonName {
  return (id) => nameOf(people, id);
}
