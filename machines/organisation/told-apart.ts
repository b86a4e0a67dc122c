/** Two people of one name are told apart wherever a name is shown or chosen: a view of a directory whose texts are open. */
import { ownWords } from "../kit/text-ref.ts";
import type { OrganisationContext, PersonRecord } from "./context.ts";

/** By their unit; where that does not do it, by their id. What was written stays in `writtenName`. */
export function toldApart(context: OrganisationContext): OrganisationContext {
  const people = context.people.map(asWritten);
  const byName = new Map<string, PersonRecord[]>();
  for (const person of people) {
    const name = folded(person.name);
    byName.set(name, [...(byName.get(name) ?? []), person]);
  }
  if (byName.size === people.length) return { ...context, people };
  const unitOf = ({ units: [first] }: PersonRecord) => {
    const name = context.units.find(({ id }) => id === first)?.name;
    // A person has one name in every language, and so has what stands beside it.
    return name ? name[context.organisation.languages[0] ?? "zh"] : null;
  };
  return {
    ...context,
    people: apartFromThese(
      people.map((person) => {
        const others = (byName.get(folded(person.name)) ?? []).filter(({ id }) => id !== person.id);
        if (others.length === 0) return person;
        const unit = unitOf(person);
        const isEnough = unit !== null && others.every((other) => folded(unitOf(other) ?? "") !== folded(unit));
        return {
          ...person,
          name: ownWords(`${person.name} (${isEnough ? unit : person.id})`),
          writtenName: person.name,
        };
      }),
    ),
  };
}

/** Whose own name is written as one of those that were made now is told apart as well. */
function apartFromThese(people: readonly PersonRecord[]): readonly PersonRecord[] {
  const made = new Set(people.flatMap(({ name, writtenName }) => (writtenName === undefined ? [] : [folded(name)])));
  return people.map((person) =>
    person.writtenName === undefined && made.has(folded(person.name))
      ? { ...person, name: ownWords(`${person.name} (${person.id})`), writtenName: person.name }
      : person,
  );
}

/** The directory as it is recorded. */
export function asRecorded(context: OrganisationContext): OrganisationContext {
  return { ...context, people: context.people.map(asWritten) };
}

function asWritten(person: PersonRecord): PersonRecord {
  const { writtenName, ...rest } = person;
  return writtenName === undefined ? person : { ...rest, name: writtenName };
}

export const alike = (one: string, other: string): boolean => folded(one) === folded(other);

/** Alike to a reader: case, width, accents written in two ways and white space do not count. */
function folded(name: string): string {
  return name.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
}
