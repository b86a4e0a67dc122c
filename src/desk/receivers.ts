/** Who the notifications of a message go to: the same rule by which they are delivered. */
import { isMeant, recipientsOf } from "../../machines/playbook.ts";
import type { Json } from "../kernel/json.ts";
import { readsIncidents } from "../directory/directory.ts";
import { recipientsAt } from "../roster/ladder.ts";
import type { DeskDependencies } from "./desk-dependencies.ts";
import type { Person } from "../directory/person.ts";

type Parts = Pick<DeskDependencies, "people" | "clock"> & Partial<Pick<DeskDependencies, "source">>;

/** Everybody meant by `params.to` at this moment, each once: by roster and deputies, where there is a directory. */
export function receiversOf(params: Json, { people, source, clock }: Parts): readonly Person[] {
  const to = recipientsOf(params) ?? [];
  const directory = source?.directory();
  if (!directory?.established)
    return people.filter(
      (person) => readsIncidents(person.roles) && to.some((recipient) => isMeant(person, recipient)),
    );
  const called = recipientsAt(directory, to, clock.now()).people;
  return called.flatMap(({ person }) => people.find(({ id }) => id === person) ?? []);
}
