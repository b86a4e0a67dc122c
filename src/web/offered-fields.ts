import { fieldsOf, type Field } from "../playbook/forms.ts";
import type { OfferedEvent } from "../desk/views.ts";

/** The fields of an event's form as this person finds them now: a field with values to offer becomes a choice of them. */
export function offeredFields(offered: Pick<OfferedEvent, "form" | "options">): readonly Field[] {
  return fieldsOf(offered.form).map((field) => {
    const options = offered.options[field.name];
    if (options === undefined || options.length === 0) return field;
    return { ...field, kind: field.kind === "line" ? "choice" : field.kind, options };
  });
}
