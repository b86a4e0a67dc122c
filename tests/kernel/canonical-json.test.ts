/** The same value is the same bytes, whoever writes it (RFC 8785). */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { canonicalJson, inCanonicalOrder } from "../../src/kernel/canonical-json.ts";
import { isSameJson, type Json } from "../../src/kernel/json.ts";

test("keys stand in the order of their UTF-16 code units, numbers and escapes as ECMAScript writes them", () => {
  // The examples of RFC 8785, sections 3.2.2 and 3.2.3.
  const numbers = [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001];
  const words = "€$\u000F\u000aA'\u0042\u0022\u005c\\\"\/";
  expect(canonicalJson({ numbers, string: words, literals: [null, true, false] })).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
  const keys = { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\u{1f600}": 5, "\u0080": 6, "\u00f6": 7 };
  expect(Object.keys(JSON.parse(canonicalJson(keys)) as object)).toHaveLength(7);
  expect([...canonicalJson(keys).matchAll(/:(\d)/g)].map(([, value]) => Number(value))).toEqual([2, 4, 6, 7, 1, 5, 3]);
});

test("a number that is -0 is 0, and what is written comes back as the same value", () => {
  expect(canonicalJson([-0, 0])).toBe("[0,0]");
  const value = fc.jsonValue().map((one) => JSON.parse(JSON.stringify(one)) as Json);
  fc.assert(
    fc.property(value, (one) => {
      const text = canonicalJson(one);
      expect(isSameJson(JSON.parse(text) as Json, one)).toBe(true);
      expect(canonicalJson(JSON.parse(text) as Json)).toBe(text);
      expect(canonicalJson(inCanonicalOrder(one))).toBe(text);
    }),
  );
});

test("the same keys in another order are the same text", () => {
  const keys = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 8 });
  fc.assert(
    fc.property(keys, (names) => {
      const [one, other] = [names, names.toReversed()].map((order) =>
        canonicalJson(Object.fromEntries(order.map((name) => [name, name.length]))),
      );
      expect(one).toBe(other);
    }),
  );
});
