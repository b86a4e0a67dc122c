import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { allPlaybooks } from "../../src/app/compose.ts";
import { checkForm, fieldsOf, valuesFromForm } from "../../src/playbook/forms.ts";
import { localValue, readLocal, formatTime } from "../../src/playbook/times.ts";
import { exampleValues } from "../../src/web/api/examples.ts";
import { nightFalls } from "../support/night.ts";

const forms = allPlaybooks().flatMap((playbook) => [playbook.opening, ...playbook.events]);
const form = fc.constantFrom(...forms);
const zone = fc.constantFrom("Asia/Shanghai", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "UTC");

test("whatever is sent, a form answers with values or with words at a field", () => {
  fc.assert(
    fc.property(form, fc.anything({ withNullPrototype: true, withDate: false }), (owner, sent) => {
      const checked = checkForm(owner, sent, nightFalls);
      if (checked.ok) return;
      const said = Object.values(checked.errors).flat();
      expect(said.length).toBeGreaterThan(0);
      for (const { zh, en } of said) expect(zh !== "" && en !== "").toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("one wrong value in a good form is said at its own field", () => {
  fc.assert(
    fc.property(form, fc.nat(), fc.anything(), (owner, place, value) => {
      const good = exampleValues(owner);
      const names = Object.keys(good);
      const name = names[place % names.length];
      if (name === undefined) return;
      const checked = checkForm(owner, { ...good, [name]: value }, nightFalls + 86_400_000);
      if (!checked.ok) expect(Object.keys(checked.errors)).not.toContain("");
    }),
    { numRuns: 500 },
  );
});

test("whatever a browser sends becomes values, and only of known fields", () => {
  fc.assert(
    fc.property(form, zone, fc.dictionary(fc.string(), fc.anything()), fc.anything(), (owner, where, rest, one) => {
      const fields = fieldsOf(owner);
      const body = { ...rest, ...Object.fromEntries(fields.map((field) => [field.name, one])) };
      const { values, errors } = valuesFromForm(fields, body, where);
      const names = fields.map((field) => field.name);
      expect([...Object.keys(values), ...Object.keys(errors)].filter((name) => !names.includes(name))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test("every minute of two centuries goes to an input and comes back, or is one of two", () => {
  const minutes = fc.integer({ min: Date.parse("1971-01-01") / 60_000, max: Date.parse("2170-01-01") / 60_000 });
  fc.assert(
    fc.property(minutes, zone, (minute, where) => {
      const at = minute * 60_000;
      const read = readLocal(localValue(at, where), where);
      if (read.kind === "two") expect([read.at, read.later]).toContain(at);
      else expect(read).toEqual({ kind: "one", at });
      expect(formatTime(at, "en", { zone: where, zoneLabel: { zh: "当地", en: "local" } })).toMatch(
        /^\d{1,2} [A-Z][a-z]{2} \d{4}, \d{2}:\d{2} \(local(, UTC[+-]\d{2}:\d{2})?\)$/,
      );
    }),
    { numRuns: 2000 },
  );
});
