/** The text of a state is put together from texts that are remembered; it must be the one that JSON has for it. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { asFromJson, knowContext, whyNotJson } from "../../src/engine/decide/plain-json.ts";
import { textOfState } from "../../src/engine/decide/state-text.ts";
import type { InstanceState } from "../../src/engine/types.ts";
import type { JsonObject } from "../../src/kernel/json.ts";

const contexts = fc
  .dictionary(fc.string(), fc.jsonValue())
  .filter((context) => whyNotJson(context, "context") === null) as fc.Arbitrary<JsonObject>;

function stateWith(context: JsonObject): InstanceState {
  const timers = [{ id: "1.0", key: "k", event: { type: "BELL" }, dueAt: 7 }];
  return { status: "active", value: { a: "b" }, history: {}, context, output: null, timers };
}

test("given any context, made just now or come from the database, then its text is JSON's own", () => {
  fc.assert(
    fc.property(contexts, contexts, (context, change) => {
      const made = asFromJson(context);
      const restored = knowContext(JSON.parse(JSON.stringify(context)) as JsonObject);
      const stepped = asFromJson({ ...made, ...change });
      for (const one of [context, made, restored, stepped, made]) {
        const state = stateWith(one);
        expect(textOfState(state)).toBe(JSON.stringify(state));
      }
    }),
  );
});

test("given a state out of a file that somebody has changed, then it has a text all the same", () => {
  for (const context of [null, [1], "text", 7]) {
    const state = stateWith(context as unknown as JsonObject);
    expect(textOfState(state)).toBe(JSON.stringify(state));
  }
});
