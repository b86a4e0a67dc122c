import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { isSameJson, type Json } from "../../src/kernel/json.ts";

const values = fc.jsonValue() as fc.Arbitrary<Json>;

test("given any value, then what JSON makes of it is the same", () => {
  fc.assert(
    fc.property(values, (value) => {
      expect(isSameJson(value, JSON.parse(JSON.stringify(value)) as Json)).toBe(true);
    }),
  );
});

test("given two values, then they are the same when their texts are", () => {
  fc.assert(
    fc.property(values, values, (one, other) => {
      expect(isSameJson(one, other)).toBe(sortedText(one) === sortedText(other));
    }),
  );
});

test("the order of keys does not matter, and a key that is missing is not a null", () => {
  expect(isSameJson({ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 })).toBe(true);
  expect(isSameJson({ a: null }, { b: null })).toBe(false);
  expect(isSameJson({ a: null }, {})).toBe(false);
  expect(isSameJson([], {})).toBe(false);
  expect(isSameJson([1, 2], [2, 1])).toBe(false);
  expect(isSameJson({}, { toString: null })).toBe(false);
  expect(isSameJson(undefined, null)).toBe(false);
});

/** Keys in alphabetical order at every depth; JSON has one zero. */
function sortedText(value: Json): string {
  return JSON.stringify(value, (_key, part: Json) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
