/** When more waits than one commit takes, what is due does not wait behind everything that people ask for. */
import { afterEach, expect, test } from "@jest/globals";
import { assign, enqueueActions } from "xstate";
import type { Batch } from "../../src/engine/index.ts";
import { steadyClock } from "../../src/kernel/clock.ts";
import { anyCommand, aNight, aPromise, machineOf, minute, started, turns, until, type Night } from "./night.ts";

let night: Night;
afterEach(() => night.close());

test("given a long queue, when timers come due, then they are in the next commit, except behind commands for their own instance", async () => {
  const gate = aPromise();
  const commits: Batch[] = [];
  let isHeld = false;
  night = await aNight({
    through: (storage) => ({
      ...storage,
      commit: async (batch) => {
        commits.push(batch);
        if (isHeld) await gate.promise;
        await storage.commit(batch);
      },
    }),
  });
  const { engine, clock } = night;
  const send = (id: string, event: { type: string; text?: string }) => engine.send(id, event, anyCommand());
  const [book, left, shut] = [
    await started(engine, "notebook@1"),
    await started(engine, "door@1"),
    await started(engine, "door@1"),
  ];
  for (const door of [left, shut]) await send(door, { type: "OPEN" });
  commits.length = 0;

  isHeld = true;
  const asked = [send(book, { type: "NOTE", text: "first" })];
  await until(() => commits.length === 1);
  for (let n = 0; n < 300; n += 1) asked.push(send(book, { type: "NOTE", text: String(n) }));
  // Within the time, though it is written later.
  asked.push(send(shut, { type: "SHUT" }));
  clock.wind(15 * minute);
  const ringing = engine.runDue();
  await turns(20);
  isHeld = false;
  gate.resolve();
  await Promise.all([...asked, ringing]);

  const rung = commits.map(({ log }) => log.filter(({ kind }) => kind === "timer").map(({ instance }) => instance));
  expect(rung.slice(0, 3)).toEqual([[], [left], []]);
  expect(commits.map(({ log }) => log.length).slice(0, 3)).toEqual([1, 256, 46]);
  expect((await engine.read(shut)).value).toBe("shut");
  expect((await engine.read(left)).value).toBe("forgotten");
  expect((await engine.read(book)).context["notes"]).toEqual([
    "first",
    ...Array.from({ length: 300 }, (_, n) => String(n)),
  ]);
});

const countIn = (event: object) => Number(Reflect.get(event, "n"));

/** Arms as many timers as it is told, all due at once, and takes them back together. */
const many = machineOf(
  { id: "many", on: { ARM: { actions: "arm" }, CANCEL: { actions: "cancel" }, RING: { actions: "ring" } } },
  {
    actions: {
      arm: enqueueActions(({ event, enqueue }) => {
        for (let n = 0; n < countIn(event); n += 1) enqueue.raise({ type: "RING" }, { id: `t-${n}`, delay: 1_000 });
      }),
      cancel: enqueueActions(({ event, enqueue }) => {
        for (let n = 0; n < countIn(event); n += 1) enqueue.cancel(`t-${n}`);
      }),
      ring: assign({}),
    },
  },
);

test("given a backlog of due timers, when commands come, then each is in one of the next commits, and the timers lose little", async () => {
  const commits: Batch[] = [];
  const sent: Promise<unknown>[] = [];
  let asked = 0;
  night = await aNight({
    machines: { "many@1": many },
    through: (storage) => ({
      ...storage,
      commit: async (batch) => {
        commits.push(batch);
        // Somebody asks for something during each commit of the run.
        if (night.clock.now() > 0 && commits.length < 12) {
          asked += 1;
          sent.push(
            night.engine.send(quiet, { type: "ARM", n: 0 }, { by: "li", commandId: `during-${commits.length}` }),
          );
        }
        await storage.commit(batch);
      },
    }),
  });
  const { engine, clock } = night;
  const quiet = await started(engine, "many@1");
  for (let n = 0; n < 20; n += 1) {
    const busy = await started(engine, "many@1");
    await engine.send(busy, { type: "ARM", n: 150 }, anyCommand());
  }
  commits.length = 0;
  clock.wind(1_000);
  expect(await engine.runDue()).toMatchObject({ fired: 3_000 });
  await Promise.all(sent);
  expect(asked).toBeGreaterThan(5);
  const written = (commandId: string) => commits.findIndex(({ log }) => log.some((row) => row.commandId === commandId));
  for (let n = 1; n <= asked; n += 1) expect(written(`during-${n}`) - (n - 1)).toBeLessThanOrEqual(2);
  expect(commits.length).toBeLessThan(2 * (3_000 / 256) + 10);
});

test("given 10,000 timers, when one step cancels them, then neither deciding nor writing takes long", async () => {
  night = await aNight({ machines: { "many@1": many } });
  const id = await started(night.engine, "many@1");
  await night.engine.send(id, { type: "ARM", n: 10_000 }, anyCommand());
  expect(await night.storage.timers(id)).toHaveLength(10_000);
  const before = steadyClock.now();
  expect(await night.engine.send(id, { type: "CANCEL", n: 10_000 }, anyCommand())).toMatchObject({
    outcome: "accepted",
  });
  const ms = steadyClock.now() - before;
  process.stdout.write(`10,000 timers cancelled in one step: ${Math.round(ms)} ms\n`);
  // Each by a walk over all of them took a minute; by its key it takes a quarter of a second.
  expect(ms).toBeLessThan(10_000);
  expect(await night.storage.timers(id)).toEqual([]);
});
