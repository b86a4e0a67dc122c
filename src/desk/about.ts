/** What a form is about, for the person who fills it in. */
import type { EventForm, Subject } from "../../machines/playbook.ts";
import type { InstanceView } from "../engine/api.ts";
import type { Person } from "../directory/person.ts";

/** `values` as they stand in the form: a chosen question narrows the subject to it. */
export function subjectsOf(
  form: Pick<EventForm, "about">,
  { context }: Pick<InstanceView, "context">,
  viewer: Pick<Person, "id">,
  values: Readonly<Record<string, unknown>>,
): readonly Subject[] {
  return form.about?.(context, { by: viewer.id, values }) ?? [];
}
