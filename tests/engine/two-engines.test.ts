/** Two engines over one storage, as two nodes have it, or one that was killed and one that took its place. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { setup } from "xstate";
import { openStorage, type Storage } from "../../db/open-storage.ts";
import { openEngine, type Deliver, type Engine } from "../../src/engine/index.ts";
import { WindingClock, type Clock } from "../../src/kernel/clock.ts";

const bell = setup({ actions: { ring: () => undefined } }).createMachine({
  initial: "waiting",
  states: { waiting: { after: { 1_000: { target: "rung", actions: "ring" } } }, rung: {} },
});

let storage: Storage;
beforeEach(async () => {
  storage = await openStorage({ url: "sqlite::memory:" });
});
afterEach(() => storage.close());

function anEngine(clock: Clock, deliver: Deliver): Promise<Engine> {
  return openEngine({
    storage,
    machines: { "bell@1": bell },
    clock,
    deliver,
    onProblem: (problem) => problems.push(problem),
  });
}
const problems: unknown[] = [];

async function aRungBell(clock: WindingClock): Promise<string> {
  const engine = await anEngine(clock, () => Promise.reject(new Error("not yet")));
  const { id } = await engine.start("bell@1", null, { by: "test", commandId: "c-1" });
  clock.wind(1_000);
  await engine.runDue();
  clock.wind(10_000);
  return id;
}

test("a message that two nodes send at once is settled once", async () => {
  const clock = new WindingClock(0);
  const id = await aRungBell(clock);
  const bothUnderWay = meetingOf(2);
  const one = await anEngine(clock, () => bothUnderWay());
  const two = await anEngine(clock, () => bothUnderWay());
  const sent = await Promise.all([one.runDue(), two.runDue()]);
  expect(sent.map((each) => each.sent).reduce((a, b) => a + b)).toBe(1);
  expect((await one.history(id)).filter(({ kind }) => kind === "delivered")).toHaveLength(1);
  expect((await one.replay(id)).divergence).toBeNull();
  expect(problems).toEqual([]);
});

test("a node that failed to send does not take back what the other has sent", async () => {
  const clock = new WindingClock(0);
  const id = await aRungBell(clock);
  const bothUnderWay = meetingOf(2);
  let done: () => void = () => undefined;
  const otherIsDone = new Promise<void>((resolve) => (done = resolve));
  const one = await anEngine(clock, () => bothUnderWay());
  const two = await anEngine(clock, async () => {
    await bothUnderWay();
    await otherIsDone;
    throw new Error("451 try again later");
  });
  const failing = two.runDue();
  await one.runDue();
  done();
  await failing;
  expect(await one.messages(id)).toMatchObject([{ state: "delivered" }]);
});

test("a clock that is put back between finding a timer due and firing it: it fires once, dated with its time", async () => {
  const clock = new WindingClock(0);
  const putBack = {
    ...storage,
    dueTimers: async (now: number, limit: number) => {
      const due = await storage.dueTimers(now, limit);
      if (due.length > 0) clock.wind(-500);
      return due;
    },
  };
  const engine = await openEngine({
    storage: putBack,
    machines: { "bell@1": bell },
    clock,
    deliver: async () => undefined,
  });
  const { id } = await engine.start("bell@1", null, { by: "test", commandId: "c-1" });
  clock.wind(1_000);
  expect(await engine.runDue()).toEqual({ fired: 1, sent: 1 });
  const timer = (await engine.history(id)).find(({ kind }) => kind === "timer");
  expect([timer?.at, timer?.dueAt]).toEqual([1_000, 1_000]);
  clock.wind(1_000);
  const rung = await openEngine({ storage, machines: { "bell@1": bell }, clock, deliver: async () => undefined });
  expect(await rung.runDue()).toEqual({ fired: 0, sent: 0 });
});

/** Everybody waits until `count` have come. */
function meetingOf(count: number): () => Promise<void> {
  let come = 0;
  let open: () => void = () => undefined;
  const all = new Promise<void>((resolve) => (open = resolve));
  return () => {
    come += 1;
    if (come === count) open();
    return all;
  };
}

test("a clock that is put back by a day while a loop looks does not send the loop to sleep for a day", async () => {
  const day = 24 * 3_600_000;
  const clock = new WindingClock(day);
  const waits: number[] = [];
  const watched: Clock = {
    now: () => clock.now(),
    after: (delayMs, run) => {
      waits.push(delayMs);
      return clock.after(delayMs, run);
    },
  };
  let looks = 0;
  const nextDueAt = async (): Promise<number | null> => {
    looks += 1;
    // The first look is the opening's own.
    if (looks === 2) clock.wind(-day);
    return storage.nextDueAt();
  };
  const parts = { machines: { "bell@1": bell }, clock: watched, deliver: async () => undefined };
  const engine = await openEngine({ ...parts, storage: { ...storage, nextDueAt } });
  engine.run();
  while (waits.length < 2) await new Promise((resolve) => setImmediate(resolve));
  expect(Math.max(...waits)).toBeLessThanOrEqual(60_000);
});
