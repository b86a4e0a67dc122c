/** Values that a person might fill into a form, as the door sends them. */
import { fieldsOf, isHidden, type Field, type FormOwner } from "../playbook/fields.ts";
import type { Seeded } from "./seeded-random.ts";

const longestAgoMs = 14 * 3_600_000;

export function sampleValues(
  owner: FormOwner,
  prefill: Readonly<Record<string, unknown>>,
  at: number,
  chance: Seeded,
): Readonly<Record<string, unknown>> {
  const entries = fieldsOf(owner).flatMap((field): [string, unknown][] => {
    if (Object.hasOwn(prefill, field.name) && (isHidden(field) || !chance.oneIn(4))) {
      return [[field.name, atTheDoor(field, prefill[field.name])]];
    }
    if (!field.required && chance.oneIn(2)) return [];
    return [[field.name, sample(field, at, chance)]];
  });
  return Object.fromEntries(entries);
}

/** A form starts with ms; the door takes ISO 8601. */
function atTheDoor(field: Field, value: unknown): unknown {
  return field.kind === "instant" && typeof value === "number" ? new Date(value).toISOString() : value;
}

function sample(field: Field, at: number, chance: Seeded): unknown {
  switch (field.kind) {
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
      return `Sample ${Math.floor(chance.next() * 1000)}`;
    case "choice":
      return chance.oneOf(field.options)?.value ?? "";
    case "choices": {
      const some = field.options.filter(() => chance.oneIn(2)).map(({ value }) => value);
      return some.length > 0 ? some : field.options.slice(0, 1).map(({ value }) => value);
    }
    case "instant": {
      const distance = Math.floor(chance.next() * longestAgoMs);
      return new Date(field.past || chance.oneIn(2) ? at - distance : at + distance).toISOString();
    }
    case "flag":
      return chance.oneIn(2);
    case "lines":
    case "people":
    case "codes":
      return field.example ?? ["Sample line"];
    case "address":
      return "https://example.test/page";
  }
}
