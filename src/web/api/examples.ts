/** Examples for the description: values that a form really takes, made from its fields. */
import { checkForm, fieldsOf, type Field, type FormOwner } from "../../desk/forms.ts";

const exampleAt = "2026-11-22T22:56:00+08:00";
/** The examples' present: a minute after their time. */
export const exampleNow = Date.parse(exampleAt) + 60_000;

/** How often a form may ask for more because of what was given. */
const roundsMax = 4;

/** The required fields, and those that the form then asks for. */
export function exampleValues(owner: FormOwner): Readonly<Record<string, unknown>> {
  const fields = fieldsOf(owner);
  let shown = fields.filter((field) => field.required);
  for (let round = 0; round < roundsMax; round += 1) {
    const checked = checkForm(owner, valuesOf(shown), exampleNow);
    if (checked.ok) break;
    const asked = fields.filter((field) => Object.hasOwn(checked.errors, field.name) || shown.includes(field));
    if (asked.length === shown.length) break;
    shown = asked;
  }
  return valuesOf(shown);
}

function valuesOf(fields: readonly Field[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(fields.map((field) => [field.name, exampleOf(field)]));
}

function exampleOf(field: Field): unknown {
  const [option] = field.options;
  switch (field.kind) {
    case "choice":
      return option?.value ?? "";
    case "choices":
      return option ? [option.value] : [];
    case "instant":
      return exampleAt;
    case "flag":
      return true;
    case "lines":
      return [field.label.en];
    case "address":
      return "https://example.test/page";
    case "line":
    case "text":
    case "hidden":
      return field.label.en;
  }
}
