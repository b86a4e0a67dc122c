/** Several engines on one store: one of them keeps the time, and whoever has lost that right writes nothing any more. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { setup } from "xstate";
import { openStorage, type Storage } from "../../db/open-storage.ts";
import { define } from "../../src/engine/decide/definition.ts";
import { Definitions } from "../../src/engine/drive/definitions.ts";
import { withHotInstances } from "../../src/engine/drive/hot-instances.ts";
import { Committer } from "../../src/engine/drive/committer.ts";
import { LeaseKeeper, leaseMs } from "../../src/engine/drive/lease-keeper.ts";
import { openEngine, type Engine, type Observation } from "../../src/engine/index.ts";
import { FencedError } from "../../src/engine/leases.ts";
import { WindingClock } from "../../src/kernel/clock.ts";

const bell = setup({ actions: { ring: () => undefined } }).createMachine({
  initial: "waiting",
  states: { waiting: { after: { 1_000: { target: "rung", actions: "ring" } }, on: { HUSH: "rung" } }, rung: {} },
});

/** The database's time and everybody's, until a test says otherwise. */
let clock: WindingClock;
let storage: Storage;
const observed: (Observation & { node: string })[] = [];
const delivered: string[] = [];
beforeEach(async () => {
  clock = new WindingClock(0);
  storage = await openStorage({ url: "sqlite::memory:", clock });
  observed.length = 0;
  delivered.length = 0;
});
afterEach(() => storage.close());

function aNode(node: string, leaseClock = clock): Promise<Engine> {
  return openEngine({
    storage,
    machines: { "bell@1": bell },
    clock,
    deliver: async ({ id }) => void delivered.push(`${node} ${id}`),
    sharing: { leases: storage.leases, node, clocks: [leaseClock] },
    observe: (observation) => observed.push({ ...observation, node }),
  });
}

const who = (commandId: string) => ({ by: "officer-1", commandId });
const holders = () => observed.flatMap((seen) => (seen.what === "leased" ? [`${seen.node} ${seen.held}`] : []));

test("one node rings and sends, and the other may take commands all the same", async () => {
  const one = await aNode("one");
  const two = await aNode("two");
  await one.runDue();
  const { id } = await two.start("bell@1", null, who("c-1"));
  clock.wind(1_000);
  expect(await two.runDue()).toEqual({ fired: 0, sent: 0 });
  expect(await one.runDue()).toEqual({ fired: 1, sent: 1 });
  expect(delivered).toEqual([`one ${id}:1.0`]);
  expect(holders()).toEqual(["one true", "two false"]);
});

test("when the node that keeps the time stands still, the other takes over, and what the first writes on waking is refused", async () => {
  const stopped = new WindingClock(0);
  const one = await aNode("one", stopped);
  const two = await aNode("two");
  one.run();
  await until(() => holders().includes("one true"));
  const { id } = await one.start("bell@1", null, who("c-1"));
  clock.wind(leaseMs - 1);
  expect(await two.runDue()).toEqual({ fired: 0, sent: 0 });
  await until(async () => (await one.history(id)).length === 3);

  const { id: later } = await two.start("bell@1", null, who("c-2"));
  // By its own watch no time has passed for the first, so it still believes in its lease.
  await storage.leases.release({ name: "loops", token: 1 });
  expect(await two.runDue()).toEqual({ fired: 0, sent: 0 });
  clock.wind(1_000);
  await until(() => holders().includes("one false"));
  expect(await one.history(later)).toHaveLength(1);
  expect(await two.runDue()).toEqual({ fired: 1, sent: 1 });
  expect(delivered).toEqual([`one ${id}:1.0`, `two ${later}:1.0`]);
  expect(observed.filter((seen) => seen.what === "commit-failed")).toMatchObject([{ node: "one", reason: "fenced" }]);
  expect((await two.replay(later)).divergence).toBeNull();
});

test("a node that closes lets the next one in at once", async () => {
  const one = await openEngine({
    storage: { ...storage, close: async () => undefined },
    machines: { "bell@1": bell },
    clock,
    deliver: async () => undefined,
    sharing: { leases: storage.leases, node: "one", clocks: [clock] },
  });
  const two = await aNode("two");
  await one.start("bell@1", null, who("c-1"));
  await one.runDue();
  clock.wind(1_000);
  await one.close();
  expect(await two.runDue()).toEqual({ fired: 1, sent: 1 });
});

test("what a person sent in the same moment is written without the loops' right", async () => {
  const engine = await aNode("one");
  const { id } = await engine.start("bell@1", null, who("c-1"));
  const [timer] = await storage.timers(id);
  clock.wind(1_000);
  let lost = 0;
  const committer = new Committer({
    storage: withHotInstances(storage),
    clock,
    definitions: new Definitions([define("bell@1", bell)]),
    summarise: () => null,
    signOffs: () => [],
    decidedClocks: () => [],
    apart: null,
    onCommitted: () => undefined,
    loopRight: { fence: () => ({ name: "loops", token: 0 }), lost: () => void (lost += 1) },
  });
  const [fire, send] = await Promise.allSettled([
    committer.submit({ kind: "fire", id, timer: timer! }),
    committer.submit({ kind: "send", id, event: { type: "HUSH" }, command: who("c-2") }),
  ]);
  expect(fire).toMatchObject({ status: "rejected", reason: expect.any(FencedError) });
  expect(send).toMatchObject({ status: "fulfilled", value: { outcome: "accepted", seq: 1 } });
  expect(lost).toBe(1);
});

test("a lease ends by whichever of the node's clocks is further on", async () => {
  const [steady, wall] = [new WindingClock(5_000), new WindingClock(0)];
  const parts = { leases: storage.leases, holder: "one", onChange: () => undefined, onProblem: () => undefined };
  const keeper = new LeaseKeeper({ ...parts, clocks: [steady, wall] });
  expect(await keeper.ask()).toBe(true);
  steady.wind(leaseMs - 1);
  expect(keeper.holds()).toBe(true);
  wall.wind(leaseMs);
  expect(keeper.holds()).toBe(false);
  expect(() => keeper.fence()).toThrow(FencedError);
  expect(await keeper.ask()).toBe(true);
  await keeper.stop();
});

test.each([3_600_000, 86_400_000])(
  "a lease whose time a wrong clock wrote %d ms ahead is taken once nobody renews it",
  async (ahead) => {
    const one = await aNode("one");
    const two = await aNode("two");
    expect(await one.runDue()).toBeDefined();
    const { id } = await one.start("bell@1", null, who("c-1"));
    // The database's clock was ahead when the lease was written, and its holder is gone.
    await storage.leases.renew({ name: "loops", token: 1 }, ahead);
    clock.wind(1_000);
    for (let n = 0; n < 5; n += 1) {
      expect(await two.runDue()).toEqual({ fired: 0, sent: 0 });
      clock.wind(3_000);
    }
    expect(await two.runDue()).toEqual({ fired: 1, sent: 1 });
    expect(delivered).toEqual([`two ${id}:1.0`]);
  },
);

test("a lease that its holder renews is nobody else's, however far ahead its time is", async () => {
  const parts = { leases: storage.leases, onChange: () => undefined, onProblem: () => undefined };
  const one = new LeaseKeeper({ ...parts, holder: "one", clocks: [clock] });
  const two = new LeaseKeeper({ ...parts, holder: "two", clocks: [clock] });
  await one.ask();
  for (let n = 0; n < 10; n += 1) {
    clock.wind(3_000);
    expect([await one.ask(), await two.ask()]).toEqual([true, false]);
  }
  expect([one.holds(), two.holds()]).toEqual([true, false]);
});

test("a node whose loops stand still lets another one have the lease", async () => {
  let isAble = true;
  const told: string[] = [];
  const onChange = (held: boolean, somebody: boolean) => told.push(`${held} ${somebody}`);
  const parts = { leases: storage.leases, onProblem: () => undefined, clocks: [clock] as [WindingClock] };
  const one = new LeaseKeeper({ ...parts, holder: "one", onChange, isAble: () => isAble });
  const two = new LeaseKeeper({ ...parts, holder: "two", onChange: () => undefined });
  expect(await one.ask()).toBe(true);
  isAble = false;
  expect(await one.ask()).toBe(false);
  expect(await two.ask()).toBe(true);
  expect(told).toEqual(["true true", "false false"]);
});

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  for (let turns = 0; turns < 10_000; turns += 1) {
    if (await what()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error("it did not happen");
}
