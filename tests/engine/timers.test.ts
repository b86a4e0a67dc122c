/** Timers are rows: each rings once, never early, oldest first, after a restart too. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { StorageUnavailableError } from "../../src/engine/failures.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";
import { alarms, anyCommand, aNight, door, machineOf, minute, started, turns, until, type Night } from "./night.ts";

const machines = { "alarms@1": alarms, "door@1": door };
let night: Night;
afterEach(() => night.close());

const set = (id: string, name: string, ms: number) => night.engine.send(id, { type: "SET", name, ms }, anyCommand());
const rung = async (id: string) => (await night.engine.read(id)).context["rung"];
const fired = async (id: string) =>
  (await night.engine.history(id)).filter(({ kind }) => kind === "timer" || kind === "stale");

describe("given an overdue timer in a file, when the engine opens again a day later", () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = aTemporaryFolder();
  });
  afterEach(() => {
    folder.remove();
  });

  test("then each rings once, oldest first across instances, and the log keeps when it was due beside when it rang", async () => {
    const url = `sqlite:${folder.file("night.db")}`;
    night = await aNight({ machines, url });
    const [one, other] = [await started(night.engine, "alarms@1"), await started(night.engine, "alarms@1")];
    await set(one, "third", 3_000);
    await set(other, "second", 2_000);
    await set(one, "first", 1_000);
    await set(other, "tomorrow", 48 * 60 * minute);
    await night.close();

    const late = 26 * 60 * minute;
    night = await aNight({ machines, url, clock: new WindingClock(late) });
    expect(await night.engine.runDue()).toMatchObject({ fired: 3 });
    expect(await night.engine.runDue()).toMatchObject({ fired: 0 });
    expect(await rung(one)).toEqual(["first", "third"]);
    expect(await rung(other)).toEqual(["second"]);
    const rows = [...(await fired(one)), ...(await fired(other))];
    expect(rows.map(({ at, dueAt }) => [at, dueAt])).toEqual([
      [late, 1_000],
      [late, 3_000],
      [late, 2_000],
    ]);
    for (const id of [one, other]) expect(await night.engine.replay(id)).toMatchObject({ divergence: null });
  });
});

test("given a timer, when the clock is one millisecond short, then it does not ring", async () => {
  night = await aNight({ machines });
  const id = await started(night.engine, "alarms@1");
  await set(id, "bell", 100);
  night.clock.wind(99);
  expect(await night.engine.runDue()).toMatchObject({ fired: 0 });
  night.clock.wind(1);
  expect(await night.engine.runDue()).toMatchObject({ fired: 1 });
});

test("given a timer that was replaced and one that was cancelled, when their times come, then neither rings", async () => {
  night = await aNight({ machines });
  const id = await started(night.engine, "alarms@1");
  await set(id, "bell", 100);
  await set(id, "bell", 500);
  await set(id, "siren", 100);
  await night.engine.send(id, { type: "STOP", name: "siren" }, anyCommand());
  expect(await night.storage.timers(id)).toMatchObject([{ key: "bell", dueAt: 500 }]);
  night.clock.wind(100);
  expect(await night.engine.runDue()).toMatchObject({ fired: 0 });
  night.clock.wind(400);
  expect(await night.engine.runDue()).toMatchObject({ fired: 1 });
});

test("given two runs at once, when a timer is due, then it rings once", async () => {
  night = await aNight({ machines });
  const id = await started(night.engine, "alarms@1");
  await set(id, "bell", 100);
  night.clock.wind(100);
  const runs = await Promise.all([night.engine.runDue(), night.engine.runDue()]);
  expect(runs.map((run) => run.fired)).toEqual([1, 0]);
  expect(await rung(id)).toEqual(["bell"]);
});

test("given a due timer, when a person's event arrives in the same batch, then the earlier of the two decides", async () => {
  night = await aNight({ machines });
  const id = await started(night.engine, "door@1");
  await night.engine.send(id, { type: "OPEN" }, anyCommand());
  night.clock.wind(15 * minute);
  const shut = night.engine.send(id, { type: "SHUT" }, anyCommand());
  expect(await night.engine.runDue()).toMatchObject({ fired: 0 });
  expect(await shut).toMatchObject({ outcome: "accepted" });
  expect(await night.engine.read(id)).toMatchObject({ value: "shut", timers: [] });
  expect(await night.storage.timers(id)).toEqual([]);
  expect(await night.engine.replay(id)).toMatchObject({ divergence: null });
});

describe("given a storage that takes no writes, when a timer is due", () => {
  test("then the run says so, and the timer rings as soon as there is room again", async () => {
    let full = false;
    night = await aNight({
      machines,
      through: (storage) => ({
        ...storage,
        commit: (batch) =>
          full ? Promise.reject(new StorageUnavailableError("full", "the disk is full")) : storage.commit(batch),
      }),
    });
    const id = await started(night.engine, "alarms@1");
    await set(id, "bell", 100);
    night.clock.wind(100);
    full = true;
    await expect(night.engine.runDue()).rejects.toThrow("the disk is full");
    full = false;
    expect(await night.engine.runDue()).toMatchObject({ fired: 1 });
  });

  test("then the loop goes on by itself", async () => {
    let full = false;
    night = await aNight({
      machines,
      through: (storage) => ({
        ...storage,
        commit: (batch) =>
          full ? Promise.reject(new StorageUnavailableError("full", "the disk is full")) : storage.commit(batch),
      }),
    });
    const id = await started(night.engine, "alarms@1");
    await set(id, "bell", 100);
    full = true;
    night.engine.run();
    await turns(10);
    night.clock.wind(100);
    await until(() => night.problems.length > 0);
    full = false;
    night.clock.wind(1_000);
    await until(async () => (await fired(id)).length === 1);
  });
});

describe("given a timer that nobody can fire", () => {
  const poisoned = (id: () => string): Parameters<typeof aNight>[0] => ({
    machines,
    through: (storage) => ({
      ...storage,
      commit: (batch) =>
        batch.log.some((row) => row.kind === "timer" && row.instance === id())
          ? Promise.reject(new Error("poison"))
          : storage.commit(batch),
    }),
  });

  test("when its commit fails, then the others ring, and it is tried again only after a growing time", async () => {
    let bad = "";
    night = await aNight(poisoned(() => bad));
    bad = await started(night.engine, "alarms@1");
    const good = await started(night.engine, "alarms@1");
    await set(bad, "bad", 10);
    await set(good, "good", 20);
    night.clock.wind(100);
    expect(await night.engine.runDue()).toMatchObject({ fired: 1 });
    expect(await rung(good)).toEqual(["good"]);
    expect(night.problems).toHaveLength(1);
    for (const [wait, problems] of [
      [999, 1],
      [1, 2],
      [1_999, 2],
      [1, 3],
    ] as const) {
      night.clock.wind(wait);
      await night.engine.runDue();
      expect(night.problems).toHaveLength(problems);
    }
    const badNow = bad;
    bad = "";
    night.clock.wind(4_000);
    expect(await night.engine.runDue()).toMatchObject({ fired: 1 });
    expect(await rung(badNow)).toEqual(["bad"]);
  });

  test("when the loop runs, then it does not spin on it and still wakes for the others", async () => {
    let bad = "";
    let looks = 0;
    const options = poisoned(() => bad);
    night = await aNight({
      ...options,
      through: (storage) => ({
        ...(options?.through?.(storage) ?? storage),
        dueTimers: (now, limit) => {
          looks += 1;
          return storage.dueTimers(now, limit);
        },
      }),
    });
    bad = await started(night.engine, "alarms@1");
    const good = await started(night.engine, "alarms@1");
    await set(bad, "bad", 10);
    await set(good, "good", 30_000);
    night.clock.wind(10);
    night.engine.run();
    await until(() => night.problems.length === 1);
    await turns(50);
    expect(looks).toBeLessThan(10);
    // Two seconds a step: the poisoned one comes and goes, and the good one must not wait for it.
    for (let passed = 0; passed < 30_000; passed += 2_000) {
      night.clock.wind(2_000);
      await turns(20);
    }
    expect(await rung(good)).toEqual(["good"]);
    expect(night.problems.length).toBeLessThan(8);
  });

  test("when its machine is not known here, then it is reported once, and rings where the machine is known", async () => {
    night = await aNight({ machines });
    const [id, other] = [await started(night.engine, "alarms@1"), await started(night.engine, "door@1")];
    await set(id, "bell", 100);
    await night.engine.send(other, { type: "OPEN" }, anyCommand());
    night.clock.wind(15 * minute);
    const lesser = await aNight({ storage: night.storage, machines: { "door@1": door }, clock: night.clock });
    expect(await lesser.engine.runDue()).toMatchObject({ fired: 1 });
    expect(await lesser.engine.runDue()).toMatchObject({ fired: 0 });
    expect(lesser.problems).toMatchObject([{ message: expect.stringMatching(/does not know the machine alarms@1/) }]);
    expect(await night.engine.runDue()).toMatchObject({ fired: 1 });
  });
});

test("given a machine whose timer is due the moment it is armed, when it runs, then it does not hold the others for ever", async () => {
  const circle = machineOf({
    id: "circle",
    initial: "a",
    states: { a: { after: { 0: { target: "a", reenter: true } } } },
  });
  night = await aNight({ machines: { ...machines, "circle@1": circle } });
  await started(night.engine, "circle@1");
  const id = await started(night.engine, "alarms@1");
  await set(id, "bell", 0);
  const run = night.engine.runDue();
  await night.engine.send(id, { type: "SET", name: "later", ms: 1 }, anyCommand());
  expect((await run).fired).toBeGreaterThan(100);
  expect(await rung(id)).toEqual(["bell"]);
});

describe("given running loops on a clock that stands still", () => {
  test("when a timer is armed before the one they wait for, then they wake for it", async () => {
    night = await aNight({ machines });
    const id = await started(night.engine, "alarms@1");
    await set(id, "far", 50_000);
    night.engine.run();
    await turns(20);
    await set(id, "near", 1_000);
    await turns(20);
    night.clock.wind(1_000);
    await until(async () => (await fired(id)).length === 1);
    expect(await rung(id)).toEqual(["near"]);
    night.clock.wind(49_000);
    await until(async () => (await fired(id)).length === 2);
  });

  test("when its time comes while they look for the next, then it rings without another wind", async () => {
    night = await aNight({
      machines,
      through: (storage) => ({
        ...storage,
        nextDueAt: async () => {
          const next = await storage.nextDueAt();
          if (next !== null && night.clock.now() === 0) night.clock.wind(200);
          return next;
        },
      }),
    });
    const id = await started(night.engine, "alarms@1");
    night.engine.run();
    await set(id, "bell", 100);
    await until(async () => (await fired(id)).length === 1);
  });

  test("when a timer is further off than they sleep, then it rings in its time all the same", async () => {
    night = await aNight({ machines });
    const id = await started(night.engine, "alarms@1");
    await set(id, "bell", 10 * minute);
    night.engine.run();
    for (let passed = 0; passed < 10; passed += 1) {
      expect(await rung(id)).toEqual([]);
      night.clock.wind(minute);
      await turns(20);
    }
    expect(await rung(id)).toEqual(["bell"]);
  });
});
