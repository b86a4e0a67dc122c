/** The grades that a playbook's opening form offers, gravest or first as the form has them. */
import type { Playbook, Text } from "../../machines/playbook.ts";
import { fieldsOf } from "./forms.ts";

export function gradesOf({
  opening,
}: Pick<Playbook, "opening">): readonly { readonly value: string; readonly label: Text }[] {
  return fieldsOf(opening)
    .filter((field) => field.name === "grade")
    .flatMap((field) => field.options);
}
