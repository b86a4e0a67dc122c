/** Two whole engines on one PostgreSQL, each with its own connections, on the real clock. */
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { setTimeout as sleep } from "node:timers/promises";
import { setup } from "xstate";
import { openStorage } from "../../db/open-storage.ts";
import { openEngine, type Engine, type Observation } from "../../src/engine/index.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { aPostgresServer, type PostgresServer, query } from "../support/postgres.ts";

const bell = setup({ actions: { ring: () => undefined } }).createMachine({
  initial: "waiting",
  states: { waiting: { after: { 1_500: { target: "rung", actions: "ring" } } }, rung: {} },
});

let server: PostgresServer;
beforeAll(async () => {
  server = await aPostgresServer();
}, 60_000);
afterAll(async () => server.remove());

/** Timers found by looking once a second, on a busy machine. */
const lateMaxMs = 2_000;

interface Node {
  readonly engine: Engine;
  readonly delivered: string[];
  readonly held: () => boolean;
}

const opened: Engine[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map(async (engine) => engine.close()));
});

/** `watch` is what the node measures its lease by; one that nobody winds makes it believe in it for ever. */
async function aNode(url: string, node: string, watch?: WindingClock): Promise<Node> {
  const storage = await openStorage({ url });
  const delivered: string[] = [];
  const observed: Observation[] = [];
  const engine = await openEngine({
    storage,
    machines: { "bell@1": bell },
    deliver: async ({ instance }) => void delivered.push(instance),
    sharing: { leases: storage.leases, node, ...(watch === undefined ? {} : { clocks: [watch] }) },
    observe: (observation) => observed.push(observation),
  });
  opened.push(engine);
  const held = () => observed.reduce((last, seen) => (seen.what === "leased" ? seen.held : last), false);
  return { engine, delivered, held };
}

async function startBells(nodes: readonly Node[], count: number): Promise<string[]> {
  const starting = Array.from({ length: count }, async (_, index) => {
    const { engine } = nodes[index % nodes.length]!;
    return (await engine.start("bell@1", null, { by: "test", commandId: `c-${index}` })).id;
  });
  return Promise.all(starting);
}

async function untilAllRung(url: string, count: number): Promise<void> {
  for (;;) {
    const [row] = await query(url, "SELECT count(*)::int AS rung FROM log WHERE kind = 'delivered'");
    if (row?.["rung"] === count) return;
    await sleep(50);
  }
}

const rungTwice = "SELECT instance FROM log WHERE kind = 'timer' GROUP BY instance HAVING count(*) <> 1";

test("both take commands, one rings and sends: each bell once, and those of the other node in time as well", async () => {
  const url = await server.createDatabase("two-loops");
  const nodes = [await aNode(url, "one"), await aNode(url, "two")];
  for (const { engine } of nodes) engine.run();
  const ids = await startBells(nodes, 40);
  await untilAllRung(url, ids.length);
  expect(await query(url, rungTwice)).toEqual([]);
  const [late] = await query(url, "SELECT max(at - due_at)::int AS late, min(at - due_at)::int AS early FROM log");
  expect(late!["late"]).toBeLessThanOrEqual(lateMaxMs);
  expect(late!["early"]).toBeGreaterThanOrEqual(0);
  // The lease decides who delivers, not who was quicker.
  expect(nodes.map(({ delivered }) => delivered.length).sort((a, b) => a - b)).toEqual([0, ids.length]);
  expect(nodes.filter(({ held }) => held())).toHaveLength(1);
});

test("a node that stood still is refused when it wakes, steps down, and every bell rings once", async () => {
  const url = await server.createDatabase("one-stands-still");
  const one = await aNode(url, "one", new WindingClock(0));
  one.engine.run();
  while (!one.held()) await sleep(20);
  const ids = await startBells([one], 10);
  // What ten seconds of standing still come to: somebody else has had the lease since.
  const between = await openStorage({ url });
  await query(url, "UPDATE leases SET until = 0");
  await between.leases.acquire("loops", "between", 1);
  await between.close();
  // It still believes in its lease, and learns better when it tries to ring.
  while (one.held()) await sleep(20);
  const two = await aNode(url, "two");
  two.engine.run();
  while (!two.held()) await sleep(20);
  await untilAllRung(url, ids.length);
  expect(await query(url, rungTwice)).toEqual([]);
  expect(two.delivered.sort()).toEqual([...ids].sort());
  expect(one.delivered).toEqual([]);
  const tokens = await query(url, "SELECT holder, token::int FROM leases");
  expect(tokens).toEqual([{ holder: "two", token: 3 }]);
  // Its people may still act through the first.
  expect(await one.engine.start("bell@1", null, { by: "test", commandId: "late" })).toMatchObject({
    outcome: "accepted",
  });
});
