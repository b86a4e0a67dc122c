/** Who the letters of a message go to: the same rule by which they are delivered. */
import { isMeant, recipientsOf } from "../../machines/playbook.ts";
import type { Json } from "../kernel/json.ts";
import type { Person } from "./types.ts";

/** Everybody meant by `params.to`, each once, in the order of the settings. */
export function receiversOf(params: Json, people: readonly Person[]): readonly Person[] {
  const to = recipientsOf(params) ?? [];
  return people.filter((person) => to.some((recipient) => isMeant(person, recipient)));
}
