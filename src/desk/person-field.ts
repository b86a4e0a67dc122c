/** A field that names a person: whom the desk offers for it, and what it says when somebody else is named. */
import type { EventForm, PersonField, Text } from "../../machines/playbook.ts";
import { wordsOfActors } from "../directory/actors.ts";
import { absenceAt } from "../directory/directory.ts";
import { organisedNow, peopleActing } from "./acting.ts";
import type { DeskDependencies } from "./desk-dependencies.ts";
import type { FieldOption } from "../playbook/fields.ts";
import { whoMay, type Organised } from "./permissions.ts";
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

/** The viewer may act in a role by how they signed in, which the list of people does not say. */
function holders(among: PersonField["among"], { people, organised }: Choice, viewer: Person): readonly Person[] {
  const all = people.map((one) => (one.id === viewer.id ? viewer : one));
  return whoMay(all, { by: among }, organised);
}

const amongNow = (personField: PersonField, context: unknown): PersonField["among"] =>
  personField.amongNow?.(context) ?? personField.among;

/** Nobody who would be refused. */
export function personOptions(
  personField: PersonField,
  context: unknown,
  choice: Choice,
  viewer: Person,
): readonly FieldOption[] {
  const except = personField.except?.(context) ?? null;
  return holders(amongNow(personField, context), choice, viewer)
    .filter((one) => one.id !== except && choice.isThere(one))
    .map(({ id, name }) => ({ value: id, label: { zh: name, en: name } }));
}

/** Null when the form names nobody, or somebody who is meant and is there. `context`: undefined for an opening. */
export function personFieldError(
  { personField }: Pick<EventForm, "personField">,
  values: Readonly<Record<string, unknown>>,
  context: unknown,
  parts: Parts,
  actor: Person,
): FieldErrors | null {
  const id = personField && values[personField.field];
  if (!personField || id === undefined) return null;
  const choice = choiceNow(parts);
  const among = amongNow(personField, context);
  const known = holders(among, choice, actor);
  const named = known.find((one) => one.id === id);
  if (!named) return { [personField.field]: [whoCan(among, known.filter(choice.isThere), choice.organised)] };
  return choice.isThere(named) ? null : { [personField.field]: [isAway(named)] };
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

function whoCan(among: PersonField["among"], known: readonly Person[], { directory, at }: Organised): Text {
  const names = known.map(({ id, name }) => `${name} (${id})`);
  const meant = wordsOfActors(directory, among, at).map(({ zh, en }, index) =>
    typeof among[index] === "string"
      ? { zh: `具备“${zh}”角色`, en: `the role “${en}”` }
      : { zh: `担任“${zh}”职务`, en: `the post “${en}”` },
  );
  const zh = meant.map((one) => one.zh).join("或");
  const en = meant.map((one) => one.en).join(" or ");
  if (names.length === 0) return { zh: `目前无人${zh}。`, en: `No one currently has ${en}.` };
  return { zh: `请选择${zh}的人员：${names.join("、")}。`, en: `Choose a person with ${en}: ${names.join(", ")}.` };
}
