/** Who may send which form: pure, by roles and posts. The playbook says which. What has no form is in `audience.ts`. */
import type { EventForm, Role, Text } from "../../machines/playbook.ts";
import { entitledBy, isEntitled, wordsOfActors } from "../directory/actors.ts";
import type { Person } from "../directory/person.ts";
import type { Directory } from "../directory/types.ts";

type ForActors = Pick<EventForm, "by">;

/** The organisation at one moment (ms); null while none is set up: then nobody holds a post. */
export interface Organised {
  readonly directory: Directory | null;
  readonly at: number;
}

export function may(person: Pick<Person, "id" | "roles">, { by }: ForActors, { directory, at }: Organised): boolean {
  return isEntitled(person, entitledBy(directory, by, at));
}

/** Roles come from forms as plain strings. */
export function holds(person: Pick<Person, "roles">, role: string): boolean {
  return person.roles.some((one) => one === role);
}

/**
 * In which role the person acts, when the form asks. Null when they hold it or the form does not ask; otherwise the role.
 */
export function roleNotHeld(
  person: Pick<Person, "roles">,
  form: Pick<EventForm, "actsAs">,
  values: Readonly<Record<string, unknown>>,
): Role | null {
  const role = form.actsAs === undefined ? undefined : values[form.actsAs];
  return typeof role !== "string" || holds(person, role) ? null : (role as Role);
}

/** Everybody who may, in the order of the settings file. */
export function whoMay(people: readonly Person[], { by }: ForActors, { directory, at }: Organised): readonly Person[] {
  const entitled = entitledBy(directory, by, at);
  return people.filter((person) => isEntitled(person, entitled));
}

/** "Only these roles can do this: duty lead, higher authority (李敏, 周岚)." */
export function forbiddenWords({ by }: ForActors, who: readonly Person[], { directory, at }: Organised): Text {
  const names = who.map((person) => person.name);
  const words = wordsOfActors(directory, by, at);
  const isByPost = by.some((actor) => typeof actor !== "string");
  const zh = `仅以下${isByPost ? "角色或职务" : "角色"}可进行此操作：${words.map((one) => one.zh).join("、")}`;
  const en = `Only these ${isByPost ? "roles or posts" : "roles"} can do this: ${words.map((one) => one.en).join(", ")}`;
  return names.length === 0
    ? { zh: `${zh}。目前无人担任。`, en: `${en}. No one currently has it.` }
    : { zh: `${zh}（${names.join("、")}）。`, en: `${en} (${names.join(", ")}).` };
}
