/** A field that names a person: whom the desk offers for it, and what it says when somebody else is named. */
import type { EventForm, Somebody, Text } from "../../machines/playbook.ts";
import { absenceAt } from "../people/directory.ts";
import type { DeskParts } from "./desk-parts.ts";
import type { FieldOption } from "./fields.ts";
import { holds, roleWords } from "./permissions.ts";
import type { FieldErrors, Person } from "./types.ts";

/** The viewer may hold the role as a deputy, which the list of people does not say. */
function candidates(role: Somebody["role"], people: readonly Person[], viewer: Person): readonly Person[] {
  return people.map((one) => (one.id === viewer.id ? viewer : one)).filter((one) => holds(one, role));
}

export function somebodyOptions(
  somebody: Somebody,
  context: unknown,
  people: readonly Person[],
  viewer: Person,
): readonly FieldOption[] {
  const except = somebody.except?.(context) ?? null;
  return candidates(somebody.role, people, viewer)
    .filter(({ id }) => id !== except)
    .map(({ id, name }) => ({ value: id, label: { zh: name, en: name } }));
}

/** Null when the form names nobody, or somebody who holds the role and is there. */
export function wrongSomebody(
  { somebody }: Pick<EventForm, "somebody">,
  values: Readonly<Record<string, unknown>>,
  parts: Parts,
  actor: Person,
): FieldErrors | null {
  const id = somebody && values[somebody.field];
  if (!somebody || id === undefined) return null;
  const known = candidates(somebody.role, parts.people, actor);
  const named = known.find((one) => one.id === id);
  if (!named) return { [somebody.field]: [whoCan(somebody.role, known)] };
  return isThere(parts)(named) ? null : { [somebody.field]: [isAway(named)] };
}

type Parts = Pick<DeskParts, "people" | "clock"> & Partial<Pick<DeskParts, "source">>;

/** Whoever is absent takes on nothing until they are back. */
function isThere({ source, clock }: Parts): (person: Person) => boolean {
  const directory = source?.directory();
  return ({ id }) => !directory || absenceAt(directory, id, clock.now()) === null;
}

function isAway({ name }: Person): Text {
  return {
    zh: `${name}不在岗：请先结束不在岗记录，或另选一人。`,
    en: `${name} is absent: end that absence first, or choose somebody else.`,
  };
}

function whoCan(role: Somebody["role"], known: readonly Person[]): Text {
  const names = known.map(({ id, name }) => `${name} (${id})`);
  const { zh, en } = roleWords[role];
  if (names.length === 0) return { zh: `目前没有人是${zh}。`, en: `Nobody is ${en} at present.` };
  return { zh: `须是一位${zh}：${names.join("、")}。`, en: `This must be a ${en}: ${names.join(", ")}.` };
}
