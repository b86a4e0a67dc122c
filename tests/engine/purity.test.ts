/** A machine's only time is `event.at`, and it knows no chance: otherwise replay would answer differently. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { assign, raise } from "xstate";
import type { Definition } from "../../src/engine/decide/definition.ts";
import type { Json } from "../../src/kernel/json.ts";
import { begun, definitionOf, send, sent } from "./deciding.ts";

/** Written so that the lint rule which keeps everybody from asking does not see it. */
function ask(whom: object, what: string): unknown {
  return (Reflect.get(whom, what) as () => unknown).call(whom);
}

describe("given a machine that asks for the present or for chance, then the step is refused", () => {
  const impure: [string, () => unknown][] = [
    ["Date.now()", () => ask(Date, "now")],
    ["new Date()", (): unknown => Reflect.construct(Date, [])],
    ["Math.random()", () => ask(Math, "random")],
    ["crypto.randomUUID()", () => ask(crypto, "randomUUID")],
    ["performance.now()", () => ask(performance, "now")],
  ];
  describe.each(impure)("%s", (what, present) => {
    const places: [string, Definition][] = [
      ["guard", definitionOf({ on: { GO: { guard: () => Boolean(present()), actions: assign({}) } } })],
      [
        "assign",
        definitionOf(
          { context: {}, on: { GO: { actions: "ask" } } },
          { actions: { ask: assign(() => ({ asked: String(present()) })) } },
        ),
      ],
      [
        "params",
        definitionOf(
          { on: { GO: { actions: { type: "tell", params: present } } } },
          { actions: { tell: () => undefined } },
        ),
      ],
      [
        "delay",
        definitionOf(
          { on: { GO: { actions: "later" }, RING: {} } },
          { actions: { later: raise({ type: "RING" }, { delay: () => Number(present()) }) } },
        ),
      ],
    ];
    test.each(places)("in a %s", (_, definition) => {
      const result = send(definition, begun(definition), { type: "GO" });
      expect(result).toMatchObject({ outcome: "refused", reason: { code: "machine-error" } });
      expect(JSON.stringify(result)).toContain(`called ${what}`);
    });
  });

  test("but it may reckon with a given time, and afterwards everybody has the present again", () => {
    const definition = definitionOf(
      { context: { day: "" }, on: { GO: { actions: "reckon" } } },
      {
        actions: {
          reckon: assign({ day: ({ event }: { event: Json }) => new Date((event as { at: number }).at).toISOString() }),
        },
      },
    );
    expect(sent(definition, begun(definition), { type: "GO" }).state.context).toEqual({
      day: "1970-01-01T00:00:01.001Z",
    });
    for (const [, present] of impure) expect(present).not.toThrow();
  });
});

describe("given somebody's own Date in place of the real one", () => {
  const real = globalThis.Date;
  class OwnDate extends real {}
  beforeEach(() => {
    globalThis.Date = OwnDate as DateConstructor;
  });
  afterEach(() => {
    globalThis.Date = real;
  });
  test("when a step has run, then it is theirs that is back", () => {
    begun(definitionOf({}));
    expect(globalThis.Date).toBe(OwnDate);
  });
});
