import { fieldsOf, isOneLine, type Field } from "../playbook/forms.ts";
import type { EventForm } from "../../machines/playbook.ts";
import type { OfferedEvent } from "../desk/views.ts";

interface Offered extends Pick<OfferedEvent, "options"> {
  readonly form: Pick<EventForm, "form" | "unit">;
}

/** The fields of an event's form as this person finds them now: a field with values to offer becomes a choice of them. */
export function offeredFields({ form, options: offered }: Offered): readonly Field[] {
  return fieldsOf(form).flatMap((field) => {
    const options = offered[field.name];
    // Only where units are registered is there one to choose.
    if (field.name === form.unit && !field.required && options?.length === 0) return [];
    if (options === undefined || options.length === 0) return [field];
    return [{ ...field, kind: isOneLine(field) ? "choice" : field.kind, options }];
  });
}
