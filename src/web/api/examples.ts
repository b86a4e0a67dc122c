/** Examples for the description: values that a form really takes, made from its fields. */
import type { z } from "zod";
import { checkForm, fieldsOf, type Field, type FormOwner } from "../../playbook/forms.ts";

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
    const checked = checkForm(owner, valuesOf(shown, owner), exampleNow);
    if (checked.ok) break;
    const asked = fields.filter((field) => Object.hasOwn(checked.errors, field.name) || shown.includes(field));
    if (asked.length === shown.length) break;
    shown = asked;
  }
  return valuesOf(shown, owner);
}

function valuesOf(fields: readonly Field[], owner: FormOwner): Readonly<Record<string, unknown>> {
  return Object.fromEntries(fields.map((field) => [field.name, exampleOf(field, owner)]));
}

/** A field may want a number although it is a line. */
function wordExample(field: Field, owner: FormOwner): string {
  const schema = owner.form.shape[field.name] as z.ZodType | undefined;
  return [field.label.en, "1"].find((one) => schema?.safeParse(one).success) ?? field.label.en;
}

function exampleOf(field: Field, owner: FormOwner): unknown {
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
    case "people":
    case "codes":
      return field.example ?? [field.label.en];
    case "address":
      return "https://example.test/page";
    case "line":
    case "text":
    case "item":
    case "incident":
    case "person":
    case "unit":
    case "code":
    case "settings":
    case "hidden":
    case "entries":
      return wordExample(field, owner);
  }
}
