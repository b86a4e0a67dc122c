/** The pin of an instance covers everything that is data in its machine, and nothing that depends on compiler, process or version. */
import { describe, expect, test } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { and, assign, cancel, not, or, raise, stateIn } from "xstate";
import { definitionText } from "../../src/engine/decide/definition-text.ts";
import { definitionOf } from "./deciding.ts";

const text = (config: object, parts: object = {}) => definitionOf(config, parts).text;

const states = { a: { on: { GO: "b" } }, b: {} };
const action = (act: unknown) => [{ on: { GO: { actions: "act" } } }, { actions: { act } }] as const;
const inline = (act: unknown) => [{ on: { GO: { actions: act } } }] as const;
const guard = (guard: unknown) => [{ initial: "a", states, on: { X: { guard, actions: [] } } }] as const;
const named = (check: unknown) => [{ on: { X: { guard: "check" } } }, { guards: { check } }] as const;
const delayed = (delay: unknown) =>
  [{ initial: "a", states: { a: { after: { LATER: "b" } }, b: {} } }, { delays: { LATER: delay } }] as const;
const raised = (event: object, options?: object) => raise(event as never, options as never);

type Chart = readonly [config: object, parts?: object];

describe.each<[string, Chart, Chart]>([
  ["a named delay", delayed(5), delayed(6)],
  [
    "the delay of an after",
    [{ initial: "a", states: { a: { after: { 5: "b" } }, b: {} } }],
    [{ initial: "a", states: { a: { after: { 6: "b" } }, b: {} } }],
  ],
  ["the delay of a raise", action(raised({ type: "GO" }, { delay: 5 })), action(raised({ type: "GO" }, { delay: 6 }))],
  ["a raise's event", action(raised({ type: "GO", n: 1 })), action(raised({ type: "GO", n: 2 }))],
  [
    "a raise's id",
    inline(raised({ type: "GO" }, { delay: 5, id: "x" })),
    inline(raised({ type: "GO" }, { delay: 5, id: "y" })),
  ],
  ["an assign's literal", action(assign({ a: 1 })), action(assign({ a: 2 }))],
  ["an assign's literal below", inline(assign({ a: { b: [1] } })), inline(assign({ a: { b: [2] } }))],
  ["which property an assign sets", action(assign({ a: () => 1 })), action(assign({ b: () => 1 }))],
  ["a cancel's target", action(cancel("x")), action(cancel("y"))],
  ["a stateIn's target", guard(stateIn({ a: "x" })), guard(stateIn({ a: "y" }))],
  ["a named stateIn's target", named(stateIn("a")), named(stateIn("b"))],
  ["and, or", guard(and([() => true])), guard(or([() => true]))],
  ["and, not", guard(and([() => true])), guard(not(() => true))],
  ["what not denies", named(not(stateIn("a"))), named(not(stateIn("b")))],
  [
    "a guard's params",
    [{ on: { X: { guard: { type: "is", params: { n: 1 } } } } }, { guards: { is: () => true } }],
    [{ on: { X: { guard: { type: "is", params: { n: 2 } } } } }, { guards: { is: () => true } }],
  ],
  [
    "an action's params",
    [{ entry: { type: "tell", params: { n: 1 } } }, { actions: { tell: () => 0 } }],
    [{ entry: { type: "tell", params: { n: 2 } } }, { actions: { tell: () => 0 } }],
  ],
  [
    "params that are undefined and params that are null",
    [{ entry: { type: "tell", params: { n: undefined } } }, { actions: { tell: () => 0 } }],
    [{ entry: { type: "tell", params: { n: null } } }, { actions: { tell: () => 0 } }],
  ],
  ["an effect and an assign", action(() => 0), action(assign({}))],
  ["the context", [{ context: { a: 1 } }], [{ context: { a: 2 } }]],
  ["tags", [{ tags: ["x"] }], [{ tags: ["y"] }]],
  ["meta", [{ meta: { x: 1 } }], [{ meta: { x: 2 } }]],
  ["meta that JSON cannot carry", [{ meta: { x: new Map([["a", 1]]) } }], [{ meta: { x: new Map([["a", 2]]) } }]],
  ["meta of numbers that are none", [{ meta: { x: Number.NaN } }], [{ meta: { x: Infinity } }]],
  [
    "meta under a key that marks what JSON has no word for",
    [{ meta: { x: { "": "undefined" } } }],
    [{ meta: { x: undefined } }],
  ],
  [
    "output",
    [{ initial: "a", states: { a: { type: "final", output: { x: 1 } } } }],
    [{ initial: "a", states: { a: { type: "final", output: { x: 2 } } } }],
  ],
  [
    "a forbidden event",
    [{ initial: "a", states: { a: { on: { X: undefined } } }, on: { X: "#m" } }],
    [{ initial: "a", states: { a: { on: {} } }, on: { X: "#m" } }],
  ],
  [
    "the order of states",
    [{ type: "parallel", states: { a: {}, b: {} } }],
    [{ type: "parallel", states: { b: {}, a: {} } }],
  ],
])("given two machines that differ only in %s", (_, one, other) => {
  test("then they do not share a pin, and each has its own each time", () => {
    expect(text(...one)).not.toBe(text(...other));
    expect(text(...one)).toBe(text(...one));
  });

  test("then each pin is JSON", () => {
    for (const chart of [one, other]) expect(JSON.parse(text(...chart))).toHaveProperty("config");
  });
});

test("given two machines that differ only in the text of functions or the order of what is declared, then they share a pin", () => {
  const one = text(
    { on: { X: { guard: "is", actions: "act" } } },
    { guards: { is: () => true, no: () => false }, actions: { act: () => 1 } },
  );
  const other = text(
    { on: { X: { guard: "is", actions: "act" } } },
    { guards: { no: () => true, is: () => false }, actions: { act: () => 2 } },
  );
  expect(one).toBe(other);
});

test("given a circle in the meta of a machine, then it has a pin all the same", () => {
  const meta: { self?: unknown } = {};
  meta.self = meta;
  expect(text({ meta })).toContain("circle");
});

test("given the same machine in another process, then it has the same pin", () => {
  const source = `
    const { setup, assign, raise, and, stateIn } = require("xstate");
    module.exports = setup({ actions: { act: assign({ a: 1, b: () => 2 }) }, guards: { is: and([stateIn("a"), () => true]) }, delays: { SOON: 5 } })
      .createMachine({ id: "m", initial: "a", states: { a: { after: { SOON: "b" }, on: { X: { guard: "is", actions: ["act", raise({ type: "Y" }, { delay: 9, id: "z" })] } } }, b: {} } });`;
  const script = `
    import { createRequire } from "node:module";
    import { definitionText } from ${JSON.stringify(new URL("../../src/engine/decide/definition-text.ts", import.meta.url).href)};
    const module = { exports: null };
    new Function("require", "module", ${JSON.stringify(source)})(createRequire(import.meta.url), module);
    process.stdout.write(definitionText(module.exports));`;
  const run = () =>
    spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
      encoding: "utf8",
      cwd: new URL("../..", import.meta.url).pathname,
    });
  const { stdout, stderr } = run();
  expect(stderr).toBe("");
  const here = definitionOf(
    {
      initial: "a",
      states: {
        a: {
          after: { SOON: "b" },
          on: { X: { guard: "is", actions: ["act", raised({ type: "Y" }, { delay: 9, id: "z" })] } },
        },
        b: {},
      },
    },
    {
      actions: { act: assign({ a: 1, b: () => 2 }) },
      guards: { is: and([stateIn("a"), () => true]) },
      delays: { SOON: 5 },
    },
  );
  expect(stdout).toBe(definitionText(here.machine));
});
