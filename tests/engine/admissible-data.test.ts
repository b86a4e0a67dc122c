/** What a machine may keep and be sent: what comes back from a database as it went in, and nothing that it can change in place. */
import { describe, expect, test } from "@jest/globals";
import { assign } from "xstate";
import { acceptable, begin, step } from "../../src/engine/decide/decide.ts";
import type { MachineEvent } from "../../src/engine/types.ts";
import type { Json } from "../../src/kernel/json.ts";
import { at, begun, definitionOf, refusedAs, send, sent, stored } from "./deciding.ts";

describe("context", () => {
  interface Listed {
    readonly context: { readonly list: number[] };
  }
  const push = { actions: { push: assign(({ context }: Listed) => ({ list: [context.list.push(1)] })) } };

  test("given an assign that changes it in place, then the step is refused and the state is as before", () => {
    const definition = definitionOf({ context: { list: [] }, on: { GO: { actions: "push" } } }, push);
    const state = stored(begun(definition));
    expect(step(definition, state, { type: "GO" }, { at, by: "", seq: 1 })).toMatchObject(
      refusedAs("machine-error", /not extensible/),
    );
    expect(state.context).toEqual({ list: [] });
  });

  test("given one object for all instances, then no start can change it for the next", () => {
    const definition = definitionOf({ context: { list: [] }, entry: "push" }, push);
    expect(begin(definition, null, { at, by: "", seq: 0 })).toMatchObject(refusedAs("machine-error", /not extensible/));
  });

  test.each<[string, unknown, RegExp]>([
    ["a map", new Map(), /context.found.here is a Map/],
    ["undefined", undefined, /context.found.here is undefined; use null/],
    ["no number", Number.NaN, /context.found.here is NaN/],
    ["a big integer", 1n, /context.found.here is a bigint/],
  ])("given %s in it, then the step is refused and the path is named", (_, value, sentence) => {
    const definition = definitionOf(
      { context: {}, on: { GO: { actions: "find" } } },
      { actions: { find: assign({ found: () => ({ here: value }) }) } },
    );
    expect(send(definition, begun(definition), { type: "GO" })).toMatchObject(refusedAs("machine-error", sentence));
  });

  test("given a circle in it, then the step is refused", () => {
    const circle: { of?: unknown } = {};
    circle.of = circle;
    const definition = definitionOf(
      { context: {}, on: { GO: { actions: "turn" } } },
      { actions: { turn: assign({ circle: () => circle }) } },
    );
    expect(send(definition, begun(definition), { type: "GO" })).toMatchObject(
      refusedAs("machine-error", /nested more than 60 deep/),
    );
  });

  test("given data that looks like XState's own, then it comes back unchanged", () => {
    const data = { xstate$$type: 1, id: "x", deep: [{ sessionId: "x", send: "y", ref: "z" }] };
    const definition = definitionOf(
      { context: { kept: null }, on: { KEEP: { actions: "keep" }, LOOK: { actions: "look" } } },
      {
        actions: {
          keep: assign({ kept: ({ event }: { event: { data?: Json } }) => event.data }),
          look: assign({ seen: true }),
        },
      },
    );
    const { state } = sent(definition, begun(definition), { type: "KEEP", data });
    expect(sent(definition, state, { type: "LOOK" }, 2).state.context).toEqual({ kept: data, seen: true });
  });
});

describe("events", () => {
  const definition = definitionOf({
    initial: "a",
    on: { LEAVE: ".b", NOTE: { actions: assign({}) } },
    states: { a: { on: { LEAVE: undefined } }, b: {} },
  });

  test.each(["xstate.stop", "xstate.after.50.m.a", "xstate.error.actor.x", "xstate.init"])(
    "given the reserved type %s, then it is refused",
    (type) => {
      expect(send(definition, begun(definition), { type })).toMatchObject(refusedAs("reserved-type", /reserved/));
    },
  );

  test("given a type that the state forbids, or that nobody knows, then it is not acceptable", () => {
    const state = begun(definition);
    for (const type of ["LEAVE", "NOBODY", "*", "", "toString"])
      expect(send(definition, state, { type })).toMatchObject(refusedAs("not-acceptable", /not acceptable/));
    expect(acceptable(definition, state, { at, by: "" })).toEqual(["NOTE"]);
  });

  test.each<[string, unknown, RegExp]>([
    ["null", null, /no type/],
    ["a text", "NOTE", /no type/],
    ["a list", ["NOTE"], /no type/],
    ["a type that is a number", { type: 5 }, /no type/],
    [
      "a key named __proto__",
      JSON.parse('{"type":"NOTE","deep":{"__proto__":{"x":1}}}'),
      /event.deep has a key named __proto__/,
    ],
    ["a prototype of its own", { type: "NOTE", by: Object.create({ x: 1 }) as Json }, /not a plain object/],
    ["a hole in a list", { type: "NOTE", list: Array.from({ length: 2 }) }, /event.list\[0\] is undefined/],
  ])("given %s, then it is refused as no event", (_, event, sentence) => {
    expect(step(definition, begun(definition), event as MachineEvent, { at, by: "", seq: 1 })).toMatchObject(
      refusedAs("invalid-event", sentence),
    );
  });

  test("given data as deep as it is allowed, then it is taken, and one deeper is refused", () => {
    const nested = (depth: number): Json => (depth === 0 ? 1 : [nested(depth - 1)]);
    const state = begun(definition);
    expect(send(definition, state, { type: "NOTE", nested: nested(59) }).outcome).toBe("stepped");
    expect(send(definition, state, { type: "NOTE", nested: nested(60) })).toMatchObject(
      refusedAs("invalid-event", /nested more than 60 deep/),
    );
  });

  test("given a time and a name of the sender's own, then the machine sees those of the engine", () => {
    const seen = definitionOf(
      { context: {}, on: { SEE: { actions: "see" } } },
      {
        actions: {
          see: assign({
            at: ({ event }: { event: Json }) => (event as { at: number }).at,
            by: ({ event }: { event: Json }) => (event as { by: string }).by,
          }),
        },
      },
    );
    expect(sent(seen, begun(seen), { type: "SEE", at: 7, by: "the minister" }).state.context).toEqual({
      at: at + 1,
      by: "officer-2",
    });
  });

  test("given a machine that changes a part of the event in place, then it is refused and the event is as it was", () => {
    const keeps = definitionOf(
      { context: {}, on: { KEEP: { actions: "keep" } } },
      {
        actions: { keep: assign(({ event }: { event: { list?: number[] } }) => ({ length: event.list?.push(1) })) },
      },
    );
    const event = { type: "KEEP", list: [0] };
    expect(send(keeps, begun(keeps), event)).toMatchObject(refusedAs("machine-error", /not extensible/));
    expect(event).toEqual({ type: "KEEP", list: [0] });
    expect(Object.isFrozen(event.list)).toBe(false);
  });
});

describe("machines that fail", () => {
  test("given a context made from an input, when the input is missing, then the start is refused", () => {
    const definition = definitionOf({
      context: ({ input }: { input: { name: string; at: number } }) => ({ name: input.name, since: input.at }),
    });
    expect(begun(definition, { name: "Anna" }).context).toEqual({ name: "Anna", since: at });
    expect(begin(definition, null, { at, by: "", seq: 0 })).toMatchObject(refusedAs("machine-error", /machine failed/));
    expect(begin(definition, undefined as never, { at, by: "", seq: 0 })).toMatchObject(
      refusedAs("invalid-event", /input is undefined/),
    );
  });

  test("given an eventless circle, then the step is refused and comes to an end", () => {
    const definition = definitionOf({
      initial: "a",
      states: { a: { on: { GO: "b" } }, b: { always: "c" }, c: { always: "b" } },
    });
    expect(send(definition, begun(definition), { type: "GO" })).toMatchObject(
      refusedAs("machine-error", /machine failed/),
    );
  });

  test("given a guard that throws, then its event is refused and the others are still offered", () => {
    const definition = definitionOf({
      on: {
        BAD: {
          guard: () => {
            throw new Error("guard broke");
          },
          actions: assign({}),
        },
        GOOD: { actions: assign({}) },
      },
    });
    const state = begun(definition);
    expect(send(definition, state, { type: "BAD" })).toMatchObject(refusedAs("machine-error", /guard broke/));
    expect(acceptable(definition, state, { at, by: "" })).toEqual(["GOOD"]);
  });

  test("given a machine without a context, then its context is empty", () => {
    expect(begun(definitionOf({}))).toMatchObject({ context: {}, status: "active", output: null });
  });

  test("given an output that is not JSON, then the end is refused", () => {
    const definition = definitionOf({
      initial: "a",
      states: { a: { on: { END: "z" } }, z: { type: "final" } },
      output: () => ({ when: new Date(0) }),
    });
    expect(send(definition, begun(definition), { type: "END" })).toMatchObject(
      refusedAs("machine-error", /output.when is a Date/),
    );
  });
});
