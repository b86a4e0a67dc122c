/** What of each form lies apart, and what an event holds in clear: decided field by field, so a new field has to be as well. */
import { expect, test } from "@jest/globals";
import { keptAs } from "../../machines/kit/fields.ts";
import { organisation } from "../../machines/organisation/index.ts";
import type { EventForm } from "../../machines/playbook.ts";
import { playbooks } from "../../machines/registry.ts";
import { fieldsOf, type FormOwner } from "../../src/playbook/forms.ts";
import { fieldsKept } from "./fields-kept.ts";

const namesOf = (form: FormOwner, kept: "apart" | "clear" | "within"): string =>
  fieldsOf(form)
    .filter(({ kind }) => keptAs[kind] === kept)
    .map(({ name }) => name)
    .join(" ");

/** What lies apart, what is clear, and what has fields of its own. */
const keptOf = (form: FormOwner) => [namesOf(form, "apart"), namesOf(form, "clear"), namesOf(form, "within")];

const procedures = { ...playbooks, "organisation@1": organisation };

test.each(Object.entries(procedures))("%s: each field of each form", (key, { opening, events }) => {
  const forms: readonly (readonly [string, FormOwner])[] = [
    ["start", opening],
    ...events.map((form): [string, FormOwner] => [form.type, form]),
  ];
  expect(Object.fromEntries(forms.map(([type, form]) => [type, keptOf(form)]))).toEqual(fieldsKept[key]);
});

/** What the desk checks against what there is has a kind that says so. */
const named = ["personField", "otherIncident", "unit"] as const;
const kinds = { personField: "person", otherIncident: "incident", unit: "unit" } as const;

test.each(Object.entries(procedures))(
  "%s: a field that names a person, an incident or a unit is of that kind",
  (_, one) => {
    const forms: readonly Omit<EventForm, "type">[] = [one.opening, ...one.events];
    for (const form of forms) {
      for (const what of named) {
        const name = what === "personField" ? form.personField?.field : form[what];
        if (name !== undefined) expect(fieldsOf(form).find((field) => field.name === name)?.kind).toBe(kinds[what]);
      }
    }
  },
);
