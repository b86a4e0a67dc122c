/** A due timer whose step fails is not eaten: it is told, kept, tried again with back-off, and quarantined visibly in the end. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { assign, enqueueActions, raise, type AnyStateMachine } from "xstate";
import { openStorage } from "../../db/open-storage.ts";
import { TimerCircleError, TimerFailedError } from "../../src/engine/index.ts";
import type { Json, JsonObject } from "../../src/kernel/json.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { alarms, anyCommand, aNight, machineOf, minute, started, type Night } from "./night.ts";

let night: Night;
afterEach(() => night.close());

type GuardArgs = { readonly context: JsonObject; readonly event: JsonObject };

/** Waits, and goes on only when it has been mended. `fails` is what its timer comes to before that. */
function waitingFor(fails: (given: GuardArgs) => unknown): AnyStateMachine {
  return machineOf(
    {
      id: "waiting",
      context: { mended: false, found: null },
      initial: "before",
      on: { MEND: { actions: "mend" }, LOOK: { actions: "look" } },
      states: { before: { after: { 1_000: { target: "after", actions: "find" } } }, after: {} },
    },
    {
      actions: {
        mend: assign({ mended: true }),
        look: assign({}),
        find: assign({
          found: (given: GuardArgs) => (given.context["mended"] === true ? "found" : (fails(given) as Json)),
        }),
      },
    },
  );
}

const breaking = waitingFor(() => {
  throw new TypeError("no such thing");
});

/** Stands in a state whose `always` never comes to rest. */
const endless = machineOf({
  id: "endless",
  initial: "before",
  states: {
    before: { after: { 1_000: "there" } },
    there: { always: { target: "back" } },
    back: { always: { target: "there" } },
  },
});

const throwing = machineOf({
  id: "throwing",
  initial: "before",
  states: {
    before: {
      after: {
        1_000: {
          target: "after",
          guard: () => {
            throw new Error("guard broke");
          },
        },
      },
    },
    after: {},
  },
});

const failures = () => night.problems.filter((problem) => problem instanceof TimerFailedError);
const kinds = async (id: string) => (await night.engine.history(id)).map(({ kind }) => kind);

describe.each<[string, AnyStateMachine, RegExp]>([
  ["a guard throws", throwing, /guard broke/],
  ["an assign throws", breaking, /TypeError: no such thing/],
  ["undefined comes into the context", waitingFor(() => undefined), /context.found is undefined/],
  ["a map comes into the context", waitingFor(() => new Map()), /context.found is a Map/],
  ["an always never comes to rest", endless, /Infinite loop/],
])("given a timer on whose step %s", (_, machine, why) => {
  test("then it is told, stays, is tried again after a growing time, and its neighbours ring once", async () => {
    night = await aNight({ machines: { "failing@1": machine, "alarms@1": alarms } });
    const [bad, good] = [await started(night.engine, "failing@1"), await started(night.engine, "alarms@1")];
    await night.engine.send(good, { type: "SET", name: "bell", ms: 1_000 }, anyCommand());
    night.clock.wind(1_000);
    expect(await night.engine.runDue()).toMatchObject({ fired: 1 });
    expect((await night.engine.read(good)).context["rung"]).toEqual(["bell"]);
    expect(failures()).toMatchObject([{ timer: { instance: bad, id: "0.0" }, failure: { tries: 1 } }]);
    expect(String(night.problems[0])).toMatch(why);
    expect(await kinds(bad)).toEqual(["start"]);
    expect((await night.engine.read(bad)).timers).toHaveLength(1);
    for (const [wait, told] of [
      [999, 1],
      [1, 2],
      [1_999, 2],
      [1, 3],
    ] as const) {
      night.clock.wind(wait);
      await night.engine.runDue();
      expect(failures()).toHaveLength(told);
    }
    expect(await night.engine.replay(bad)).toMatchObject({ divergence: null });
  });

  test("then it is quarantined in the end, with the reason, and not tried any more", async () => {
    night = await aNight({ machines: { "failing@1": machine } });
    const id = await started(night.engine, "failing@1");
    for (let passed = 0; passed < 60; passed += 1) {
      night.clock.wind(minute);
      await night.engine.runDue();
    }
    const told = failures().length;
    expect(failures().at(-1)).toMatchObject({ failure: { nextTryAt: null, quarantinedAt: expect.any(Number) } });
    expect(await night.engine.quarantined()).toMatchObject([
      { instance: id, id: "0.0", failure: { tries: told, lastError: expect.stringMatching(why) } },
    ]);
    expect(await night.storage.nextDueAt()).toBeNull();
    night.clock.wind(24 * 60 * minute);
    await night.engine.runDue();
    expect(failures()).toHaveLength(told);
    expect(await kinds(id)).toEqual(["start"]);
  });
});

describe("given a timer that is quarantined", () => {
  let id: string;
  beforeEach(async () => {
    night = await aNight({
      machines: { "failing@1": breaking },
      storage: await openStorage({ url: "sqlite::memory:" }),
    });
    id = await started(night.engine, "failing@1");
    for (let passed = 0; passed < 60; passed += 1) {
      night.clock.wind(minute);
      await night.engine.runDue();
    }
    expect(await night.engine.quarantined()).toHaveLength(1);
  });

  test("when a step mends what was wrong, then it rings", async () => {
    await night.engine.send(id, { type: "MEND" }, anyCommand());
    expect(await night.engine.runDue()).toMatchObject({ fired: 1 });
    expect(await night.engine.read(id)).toMatchObject({ value: "after", context: { found: "found" }, timers: [] });
    expect([await night.engine.quarantined(), await night.storage.timers(id)]).toEqual([[], []]);
    expect(await night.engine.replay(id)).toMatchObject({ divergence: null });
  });

  test("when a step mends nothing, then it is tried once and stays quarantined", async () => {
    const told = failures().length;
    await night.engine.send(id, { type: "LOOK" }, anyCommand());
    for (let passed = 0; passed < 5; passed += 1) await night.engine.runDue();
    expect(failures()).toHaveLength(told + 1);
    expect(await night.engine.quarantined()).toHaveLength(1);
  });

  test("when the engine is opened anew with mended code, then it rings", async () => {
    const mended = waitingFor(() => "mended");
    const next = await aNight({ storage: night.storage, machines: { "failing@1": mended }, clock: night.clock });
    expect(await next.engine.runDue()).toMatchObject({ fired: 1 });
    expect(await next.engine.read(id)).toMatchObject({ value: "after", context: { found: "mended" } });
  });
});

test("given a clock that is put back after a failed try, then the timer does not wait for the time to come again", async () => {
  night = await aNight({ machines: { "failing@1": breaking }, clock: new WindingClock(10 * minute) });
  await started(night.engine, "failing@1");
  night.clock.wind(5 * minute);
  await night.engine.runDue();
  night.clock.wind(-3 * minute);
  await night.engine.runDue();
  expect(failures()).toHaveLength(2);
});

test("given -0 wherever a step can put it, then it is 0 from then on, live as in replay", async () => {
  const machine = machineOf(
    {
      id: "zero",
      context: { at: 1, deep: { list: [1] } },
      on: { GO: { actions: ["make", "say", "later"] }, LATER: { actions: "keep" } },
      initial: "here",
      states: { here: { after: { 5: { target: "there", actions: "make" } } }, there: {} },
    },
    {
      actions: {
        make: assign({ at: () => -0, deep: () => ({ list: [-0] }) }),
        keep: assign({ kept: ({ event }: GuardArgs) => event["n"] ?? null }),
        say: () => undefined,
        later: raise({ type: "LATER", n: -0 } as never, { delay: -0 }),
      },
    },
  );
  night = await aNight({ machines: { "zero@1": machine } });
  const id = await started(night.engine, "zero@1", { n: -0 });
  await night.engine.send(id, { type: "GO", n: -0 }, anyCommand());
  night.clock.wind(5);
  expect(await night.engine.runDue()).toMatchObject({ fired: 2 });
  expect(night.problems).toEqual([]);
  const { context } = await night.engine.read(id);
  expect(Object.is(context["at"], 0)).toBe(true);
  expect(context).toEqual({ at: 0, deep: { list: [0] }, kept: 0 });
  expect(await night.engine.replay(id)).toMatchObject({ divergence: null });
});

describe("given timers that arm one another without waiting", () => {
  const self = machineOf({ id: "self", initial: "a", states: { a: { after: { 0: { target: "a", reenter: true } } } } });
  const pair = machineOf({
    id: "pair",
    initial: "a",
    states: { a: { after: { 0: "b" } }, b: { after: { 1: "a" } } },
  });
  const raised = machineOf(
    { id: "raised", entry: "again", on: { AGAIN: { actions: "again" } } },
    { actions: { again: enqueueActions(({ enqueue }) => enqueue.raise({ type: "AGAIN" }, { delay: 0 })) } },
  );

  test.each<[string, AnyStateMachine]>([
    ["after: { 0: self }", self],
    ["a circle of two states", pair],
    ["a delayed raise of itself", raised],
  ])("%s, then it is slowed down more and more, and quarantined under its name", async (_, machine) => {
    night = await aNight({ machines: { "circle@1": machine, "alarms@1": alarms } });
    const id = await started(night.engine, "circle@1");
    const other = await started(night.engine, "alarms@1");
    await night.engine.send(other, { type: "SET", name: "bell", ms: 50 }, anyCommand());
    const circles = () => night.problems.filter((problem) => problem instanceof TimerCircleError);
    for (let passed = 0; passed < 1_200 && circles().length === 0; passed += 1) {
      night.clock.wind(1);
      await night.engine.runDue();
    }
    const rows = async () => (await night.engine.read(id)).seq;
    const before = await rows();
    expect(before).toBeGreaterThanOrEqual(1_000);
    for (let passed = 0; passed < 60 * 60; passed += 10) {
      night.clock.wind(10_000);
      await night.engine.runDue();
    }
    expect((await rows()) - before).toBeLessThan(20);
    expect((await night.engine.read(other)).context["rung"]).toEqual(["bell"]);
    expect(circles()).toMatchObject([{ timer: { instance: id } }, ...circles().slice(1)]);
    expect(await night.engine.quarantined()).toMatchObject([
      { instance: id, failure: { lastError: expect.stringMatching(/a circle/) } },
    ]);
  });

  test("but a machine that waits a second each time rings for ever", async () => {
    const slow = machineOf({
      id: "slow",
      initial: "a",
      states: { a: { after: { 1_000: { target: "a", reenter: true } } } },
    });
    night = await aNight({ machines: { "slow@1": slow } });
    const id = await started(night.engine, "slow@1");
    for (let passed = 0; passed < 1_100; passed += 1) {
      night.clock.wind(1_000);
      await night.engine.runDue();
    }
    expect([(await night.engine.read(id)).seq, night.problems]).toEqual([1_100, []]);
  });
});
