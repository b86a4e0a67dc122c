/** Who the notifications of a message go to: the same rule by which they are delivered. */
import { levelsOf } from "../../machines/playbook.ts";
import type { Json } from "../kernel/json.ts";
import { recipientsBy } from "../roster/recipients.ts";
import { firstReached } from "../roster/notify-order.ts";
import type { DeskDependencies } from "./desk-dependencies.ts";
import type { Person } from "../directory/person.ts";

type Parts = Pick<DeskDependencies, "people" | "clock"> & Partial<Pick<DeskDependencies, "source">>;

/** Whoever would be notified at this moment, each once; those in their place when nobody that it is for can be. */
export function receiversOf(params: Json, { people, source, clock }: Parts): readonly Person[] {
  const directory = source?.directory();
  const recipients = recipientsBy(directory?.established ? directory : null, people);
  const reached = firstReached(recipients, levelsOf(params) ?? [], clock.now());
  return reached.flatMap(({ person }) => people.find(({ id }) => id === person.id) ?? []);
}
