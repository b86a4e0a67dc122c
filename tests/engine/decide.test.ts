/** What a decision comes to, as pure data: nothing here waits, stores or sends. */
import { describe, expect, test } from "@jest/globals";
import { assign, cancel, enqueueActions, raise } from "xstate";
import { acceptable, begin, fire } from "../../src/engine/decide/decide.ts";
import type { Json } from "../../src/kernel/json.ts";
import { at, begun, definitionOf, refusedAs, send, sent, stored } from "./deciding.ts";

function aRevokedProxy(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

describe("timers", () => {
  const waits = {
    initial: "a",
    states: { a: { after: { 50: "b" }, on: { GO: "b", AGAIN: { target: "a", reenter: true } } }, b: {} },
  };

  test("given an after, when its state is entered, then a timer is armed from the decision's own time", () => {
    const { timers } = begun(definitionOf(waits));
    expect(timers).toEqual([
      { id: "0.0", key: "xstate.after.50.m.a", event: { type: "xstate.after.50.m.a" }, dueAt: at + 50 },
    ]);
  });

  test("when the state is left, then the timer is cancelled", () => {
    const definition = definitionOf(waits);
    expect(sent(definition, begun(definition), { type: "GO" }).state.timers).toEqual([]);
  });

  test("when the state is entered again, then the new timer takes the place of the old one", () => {
    const definition = definitionOf(waits);
    const { timers } = sent(definition, begun(definition), { type: "AGAIN" }).state;
    expect(timers).toMatchObject([{ id: "1.0", dueAt: at + 1 + 50 }]);
  });

  test("given the same id armed twice in one step, then the later one replaces the earlier one", () => {
    const definition = definitionOf({
      on: {
        SET: {
          actions: [
            raise({ type: "RING" }, { id: "bell", delay: 10 }),
            raise({ type: "RING" }, { id: "bell", delay: 30 }),
          ],
        },
        RING: {},
      },
    });
    const { timers } = sent(definition, begun(definition), { type: "SET" }).state;
    expect(timers).toEqual([{ id: "1.1", key: "bell", event: { type: "RING" }, dueAt: at + 1 + 30 }]);
  });

  test("given arm and cancel in one list, then their order decides", () => {
    const armed = raise({ type: "RING" }, { id: "bell", delay: 10 });
    const definition = definitionOf({
      on: { KEPT: { actions: [cancel("bell"), armed] }, LOST: { actions: [armed, cancel("bell")] }, RING: {} },
    });
    expect(sent(definition, begun(definition), { type: "KEPT" }).state.timers).toHaveLength(1);
    expect(sent(definition, begun(definition), { type: "LOST" }).state.timers).toEqual([]);
  });

  test("given an immediate raise, then it is consumed in the step and arms nothing", () => {
    const definition = definitionOf({
      initial: "a",
      states: { a: { on: { GO: { actions: raise({ type: "NEXT" }) }, NEXT: "b" } }, b: {} },
    });
    expect(sent(definition, begun(definition), { type: "GO" }).state).toMatchObject({ value: "b", timers: [] });
  });

  test("when a timer fires, then it is the row that counts, and it is gone afterwards", () => {
    const definition = definitionOf(waits);
    const state = begun(definition);
    const stamp = { at: at + 50, by: "timer", seq: 1 };
    expect(fire(definition, stored(state), "0.0", stamp)).toMatchObject({
      outcome: "stepped",
      state: { value: "b", timers: [] },
    });
    expect(fire(definition, stored(state), "7.7", stamp)).toEqual({ outcome: "gone" });
  });

  const waiting = (guard: () => boolean) =>
    definitionOf({ initial: "a", states: { a: { after: { 5: { target: "b", guard } } }, b: {} } });
  const due = { at: at + 5, by: "timer", seq: 1 };

  test("given a machine that no longer accepts it, when the timer is due, then it is void and says why", () => {
    const definition = waiting(() => false);
    const state = begun(definition);
    expect(fire(definition, state, "0.0", due)).toEqual({
      outcome: "stale",
      state: { ...state, timers: [] },
      why: expect.stringMatching(/not acceptable/),
    });
  });

  test.each<[string, unknown, RegExp]>([
    ["an error", new Error("guard broke"), /Error: guard broke/],
    ["a text", "guard broke", /guard broke/],
    ["something without a prototype", Object.create(null), /something failed without saying what/],
    ["nothing", undefined, /something failed without saying what/],
    ["a thing that answers nothing", aRevokedProxy(), /something failed without saying what/],
  ])("given a machine that fails on it with %s, when the timer is due, then nothing has happened", (_, thrown, why) => {
    const fails = assign(() => {
      throw thrown;
    });
    const definition = definitionOf({
      initial: "a",
      states: { a: { after: { 5: { target: "b", actions: fails } } }, b: {} },
    });
    expect(fire(definition, begun(definition), "0.0", due)).toEqual({
      outcome: "failed",
      why: expect.stringMatching(why),
    });
  });

  test("when a final state is reached, then no timer is left", () => {
    const definition = definitionOf({
      initial: "a",
      states: {
        a: { entry: raise({ type: "RING" }, { id: "bell", delay: 9 }), on: { END: "end", RING: {} } },
        end: { type: "final" },
      },
      output: { said: "done" },
    });
    const state = begun(definition);
    expect(state.timers).toHaveLength(1);
    const { state: ended } = sent(definition, state, { type: "END" });
    expect(ended).toMatchObject({ status: "done", timers: [], output: { said: "done" } });
    expect(send(definition, ended, { type: "END" }, 2)).toMatchObject(refusedAs("finished", /reached its end/));
    expect(acceptable(definition, ended, { at, by: "" })).toEqual([]);
  });

  test.each([
    [0, at],
    [0.2, at + 1],
    [1.5, at + 2],
    [400 * 86_400_000, at + 400 * 86_400_000],
  ])("given a delay of %d ms, then it is due at a whole millisecond and never early", (delay, dueAt) => {
    expect(
      begun(definitionOf({ initial: "a", states: { a: { after: { d: "b" } }, b: {} } }, { delays: { d: () => delay } }))
        .timers,
    ).toMatchObject([{ dueAt }]);
  });

  test.each([-1, Number.NaN, Infinity, 400 * 86_400_000 + 1, "50", undefined, null])(
    "given a delay that turns out to be %p, then the step is refused and nothing fires at once",
    (delay) => {
      const definition = definitionOf(
        { initial: "a", states: { a: { after: { d: "b" } }, b: {} } },
        { delays: { d: () => delay } },
      );
      expect(begin(definition, null, { at, by: "officer-1", seq: 0 })).toMatchObject(
        refusedAs("machine-error", /must be 0 … 400 days in ms/),
      );
    },
  );
});

describe("effects", () => {
  test("given several, then they leave in list order with their parameters, numbered", () => {
    const definition = definitionOf(
      {
        context: { n: 0 },
        on: {
          GO: {
            actions: [
              "one",
              "count",
              { type: "two", params: ({ context }: { context: Json }) => context },
              raise({ type: "NEXT" }),
            ],
          },
          NEXT: { actions: "one" },
        },
      },
      { actions: { one: () => undefined, two: () => undefined, count: assign({ n: 1 }) } },
    );
    expect(sent(definition, begun(definition), { type: "GO" }).messages).toEqual([
      { n: 0, type: "one", params: null },
      { n: 1, type: "two", params: { n: 1 } },
      { n: 2, type: "one", params: null },
    ]);
  });

  test("given one that is asked for by a name nobody declared, then the step is refused", () => {
    const definition = definitionOf({
      on: {
        GO: {
          actions: enqueueActions(({ enqueue }) => {
            enqueue("nobody");
          }),
        },
      },
    });
    expect(send(definition, begun(definition), { type: "GO" })).toMatchObject(
      refusedAs("machine-error", /"nobody" is declared nowhere/),
    );
  });

  test("given parameters that are not JSON, then the step is refused and the place is named", () => {
    const definition = definitionOf(
      { on: { GO: { actions: { type: "tell", params: () => ({ when: [new Date(0)] }) } } } },
      { actions: { tell: () => undefined } },
    );
    expect(send(definition, begun(definition), { type: "GO" })).toMatchObject(
      refusedAs("machine-error", /tell params.when\[0\] is a Date/),
    );
  });
});

test("given a state with a history, when it is left and entered again from the database, then it remembers", () => {
  const definition = definitionOf({
    initial: "work",
    states: {
      work: {
        initial: "one",
        states: { one: { on: { NEXT: "two" } }, two: {}, back: { type: "history" } },
        on: { PAUSE: "rest" },
      },
      rest: { on: { RESUME: "work.back" } },
    },
  });
  let state = begun(definition);
  for (const [index, type] of ["NEXT", "PAUSE", "RESUME"].entries())
    state = sent(definition, state, { type }, index + 1).state;
  expect(state.value).toEqual({ work: "two" });
});
