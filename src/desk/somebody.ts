/** A field that names a person: whom the desk offers for it, and what it says when somebody else is named. */
import { roleWords, type EventForm, type Somebody, type Text } from "../../machines/playbook.ts";
import { absenceAt } from "../directory/directory.ts";
import { organisedNow, peopleActing } from "./acting.ts";
import type { DeskDependencies } from "./desk-dependencies.ts";
import type { FieldOption } from "../playbook/fields.ts";
import { holds, type Organised } from "./permissions.ts";
import type { FieldErrors } from "../playbook/types.ts";
import type { Person } from "../directory/person.ts";

/** Among whom somebody is chosen: people with the roles that they act in, and who of them is there. */
export interface Choice {
  readonly people: readonly Person[];
  readonly isThere: (person: Pick<Person, "id">) => boolean;
  readonly organised: Organised;
}

type Parts = Pick<DeskDependencies, "people" | "clock"> & Partial<Pick<DeskDependencies, "source">>;

export const choiceNow = (parts: Parts): Choice => ({
  people: peopleActing(parts),
  isThere: isThere(parts),
  organised: organisedNow(parts),
});

/** For a moment of the past, whose forms nobody sends. */
export const everybodyIn = (parts: Parts): Choice => ({
  people: parts.people,
  isThere: () => true,
  organised: organisedNow(parts),
});

/** The viewer may act in the role by how they signed in, which the list of people does not say. */
function holders(role: Somebody["role"], { people }: Choice, viewer: Person): readonly Person[] {
  return people.map((one) => (one.id === viewer.id ? viewer : one)).filter((one) => holds(one, role));
}

/** Nobody who would be refused. */
export function personOptions(
  somebody: Somebody,
  context: unknown,
  choice: Choice,
  viewer: Person,
): readonly FieldOption[] {
  const except = somebody.except?.(context) ?? null;
  return holders(somebody.role, choice, viewer)
    .filter((one) => one.id !== except && choice.isThere(one))
    .map(({ id, name }) => ({ value: id, label: { zh: name, en: name } }));
}

/** Null when the form names nobody, or somebody who holds the role and is there. */
export function personFieldError(
  { somebody }: Pick<EventForm, "somebody">,
  values: Readonly<Record<string, unknown>>,
  parts: Parts,
  actor: Person,
): FieldErrors | null {
  const id = somebody && values[somebody.field];
  if (!somebody || id === undefined) return null;
  const choice = choiceNow(parts);
  const known = holders(somebody.role, choice, actor);
  const named = known.find((one) => one.id === id);
  if (!named) return { [somebody.field]: [whoCan(somebody.role, known.filter(choice.isThere))] };
  return choice.isThere(named) ? null : { [somebody.field]: [isAway(named)] };
}

/** Whoever is absent takes on nothing until they are back. */
function isThere({ source, clock }: Parts): Choice["isThere"] {
  const directory = source?.directory();
  return ({ id }) => !directory || absenceAt(directory, id, clock.now()) === null;
}

function isAway({ name }: Person): Text {
  return {
    zh: `${name}不在岗：请先结束不在岗记录，或另选他人。`,
    en: `${name} is absent: end that absence first, or choose another person.`,
  };
}

function whoCan(role: Somebody["role"], known: readonly Person[]): Text {
  const names = known.map(({ id, name }) => `${name} (${id})`);
  const { zh, en } = roleWords[role];
  if (names.length === 0) return { zh: `目前无人担任${zh}。`, en: `No one currently has the role “${en}”.` };
  return {
    zh: `请选择具备“${zh}”角色的人员：${names.join("、")}。`,
    en: `Choose a person with the role “${en}”: ${names.join(", ")}.`,
  };
}
