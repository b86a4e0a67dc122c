import { afterEach, expect, test } from "@jest/globals";
import { assign, setup } from "xstate";
import { openStorage } from "../../db/open-storage.ts";
import { openEngine, type Engine, type Message } from "../../src/engine/index.ts";
import { WindingClock } from "../../src/kernel/clock.ts";

const minute = 60_000;

const door = setup({
  types: { context: {} as { opened: number }, events: {} as { type: "OPEN" } | { type: "SHUT" } },
  actions: {
    ringBell: (_, _params: { times: number }) => undefined,
    count: assign({ opened: ({ context }) => context.opened + 1 }),
  },
}).createMachine({
  id: "door",
  context: { opened: 0 },
  initial: "shut",
  states: {
    shut: { on: { OPEN: { target: "open", actions: "count" } } },
    open: {
      after: {
        [15 * minute]: {
          target: "left-open",
          actions: { type: "ringBell", params: ({ context }) => ({ times: context.opened }) },
        },
      },
      on: { SHUT: "shut" },
    },
    "left-open": { on: { SHUT: "shut" } },
  },
});

let engine: Engine | undefined;
afterEach(async () => {
  await engine?.close();
  engine = undefined;
});

async function openDoorEngine(clock = new WindingClock(0)) {
  const sent: Message[] = [];
  engine = await openEngine({
    storage: await openStorage({ url: "sqlite::memory:" }),
    machines: { "door@1": door },
    clock,
    deliver: (message) => {
      sent.push(message);
      return Promise.resolve();
    },
  });
  return { engine, clock, sent };
}

test("a door left open for a quarter of an hour rings the bell once", async () => {
  const { engine, clock, sent } = await openDoorEngine();
  const { id } = await engine.start("door@1", null, { by: "officer-1", commandId: "c-1" });
  expect(await engine.send(id, { type: "OPEN" }, { by: "officer-1", commandId: "c-2", expectedSeq: 0 })).toMatchObject({
    outcome: "accepted",
    seq: 1,
  });
  clock.wind(15 * minute - 1);
  expect(await engine.runDue()).toEqual({ fired: 0, sent: 0 });
  clock.wind(1);
  expect(await engine.runDue()).toEqual({ fired: 1, sent: 1 });
  expect(sent).toMatchObject([{ type: "ringBell", params: { times: 1 }, id: `${id}:2.0` }]);
  expect(await engine.read(id)).toMatchObject({
    value: "left-open",
    context: { opened: 1 },
    status: "active",
    timers: [],
    can: ["SHUT"],
  });
  const replay = await engine.replay(id);
  expect(replay.divergence).toBeNull();
  expect(replay.rows).toBe(4);
});
