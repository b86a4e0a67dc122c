/** What a playbook says of fields that belong to a choice fits its form, so that no form hides what it needs. */
import { expect, test } from "@jest/globals";
import { playbooks } from "../../machines/registry.ts";
import { fieldsOf } from "../../src/playbook/forms.ts";

const asking = Object.values(playbooks).flatMap((playbook) =>
  playbook.events.flatMap(({ type, form, asks }) => (asks ? [{ type, asks, fields: fieldsOf({ form }) }] : [])),
);

test("there are forms of this kind", () => {
  expect(asking.map(({ type }) => type)).toEqual(expect.arrayContaining(["DECISION_MADE", "FACT_CORRECTED"]));
});

test.each(asking)("$type asks by every value of a choice that it has, for fields that may be left out", (one) => {
  const { asks, fields } = one;
  const choice = fields.find(({ name }) => name === asks.field);
  expect(choice?.kind).toBe("choice");
  // The style sheet knows seven.
  expect(choice!.options.length).toBeLessThanOrEqual(7);
  expect(Object.keys(asks.by).sort()).toEqual(choice!.options.map(({ value }) => value).sort());
  const optional = fields.filter(({ required }) => !required).map(({ name }) => name);
  expect(optional).toEqual(expect.arrayContaining(Object.values(asks.by).flat()));
});
