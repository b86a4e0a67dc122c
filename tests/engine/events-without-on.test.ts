/** Whether an event changes anything is asked of the transition: an `always` may look at an event that no `on` takes. */
import { describe, expect, test } from "@jest/globals";
import { assign, raise } from "xstate";
import { acceptable, fire } from "../../src/engine/decide/decide.ts";
import { at, begun, definitionOf, refusedAs, send, sent, stored } from "./deciding.ts";

const isPing = ({ event }: { event: { type: string } }) => event.type === "PING";

const listening = definitionOf({
  initial: "a",
  on: { OTHER: {} },
  states: { a: { always: { target: "b", guard: isPing } }, b: {} },
});

describe("given an always that looks at the event", () => {
  test("when an event comes that no on takes, then it enables it, and any other changes nothing and is refused", () => {
    const state = begun(listening);
    expect(sent(listening, state, { type: "PING" }).state.value).toBe("b");
    expect(send(listening, state, { type: "PONG" })).toMatchObject(refusedAs("not-acceptable", /PONG/));
    expect(send(listening, state, { type: "OTHER" })).toMatchObject(refusedAs("not-acceptable", /OTHER/));
    expect(send(listening, sent(listening, state, { type: "PING" }).state, { type: "PING" })).toMatchObject(
      refusedAs("not-acceptable", /PING/),
    );
  });

  test("when an on forbids the event, then the always is enabled all the same, and can says so", () => {
    const definition = definitionOf({
      initial: "a",
      on: { PING: {}, PONG: {} },
      states: { a: { always: { target: "b", guard: isPing } }, b: {} },
    });
    const state = begun(definition);
    expect(acceptable(definition, state, { at, by: "" })).toEqual(["PING"]);
    expect(sent(definition, state, { type: "PING" }).state.value).toBe("b");
  });

  test("when a delayed event comes, then it enables it too, and is void where it changes nothing", () => {
    const definition = definitionOf({
      initial: "a",
      states: {
        a: {
          entry: [raise({ type: "PING" }, { id: "ping", delay: 5 }), raise({ type: "PONG" }, { id: "pong", delay: 5 })],
          always: { target: "b", guard: isPing },
        },
        b: {},
      },
    });
    const state = stored(begun(definition));
    const [ping, pong] = state.timers;
    const stamp = { at: at + 5, by: "timer", seq: 1 };
    expect(fire(definition, state, ping!.id, stamp)).toMatchObject({ outcome: "stepped", state: { value: "b" } });
    expect(fire(definition, state, pong!.id, stamp)).toMatchObject({ outcome: "stale", state: { value: "a" } });
  });

  test.each<[string, object]>([
    ["changes the context", { actions: assign({ n: 1 }) }],
    ["says something", { actions: ["tell", assign({ n: 1 })] }],
    ["raises another event", { actions: [raise({ type: "NEXT" }), assign({ n: 1 })] }],
    ["arms a timer", { actions: [raise({ type: "NEXT" }, { delay: 5 }), assign({ n: 1 })] }],
  ])("when all that it does is that it %s, then the event is accepted", (_, does) => {
    const once = ({ event, context }: { event: { type: string }; context: { n: number } }) =>
      event.type === "PING" && context.n === 0;
    const definition = definitionOf(
      { context: { n: 0 }, initial: "a", states: { a: { always: { ...does, guard: once } } } },
      { actions: { tell: () => undefined } },
    );
    expect(sent(definition, begun(definition), { type: "PING" }).state.context).toEqual({ n: 1 });
  });

  test("when its guard throws on the event, then that step has failed, and the others are offered as before", () => {
    const breaks = ({ event }: { event: { type: string } }) => {
      if (event.type === "BREAK") throw new Error("guard broke");
      return false;
    };
    const definition = definitionOf({
      initial: "a",
      on: { GO: "#b", BREAK: {} },
      states: { a: { always: { target: "b", guard: breaks } }, b: { id: "b" } },
    });
    const state = begun(definition);
    expect(send(definition, state, { type: "BREAK" })).toMatchObject(refusedAs("machine-error", /guard broke/));
    expect(acceptable(definition, state, { at, by: "" })).toEqual(["GO"]);
  });
});
