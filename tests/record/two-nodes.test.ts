/** Two whole engines on one PostgreSQL: one tree, also when the one that sequences loses its lease. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { setTimeout as sleep } from "node:timers/promises";
import { setup } from "xstate";
import { openStorage, type Storage } from "../../db/open-storage.ts";
import { openEngine, type Engine } from "../../src/engine/index.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { checkRecord } from "../../src/record/check.ts";
import { Sequencer } from "../../src/record/sequencer.ts";
import { aPostgresServer, query, type PostgresServer } from "../support/postgres.ts";
import { signer } from "./small-log.ts";

let server: PostgresServer;
beforeAll(async () => {
  server = await aPostgresServer();
}, 60_000);
afterAll(async () => server.remove());

const door = setup({}).createMachine({ on: { KNOCKED: {} } });

async function aNode(url: string, node: string): Promise<{ engine: Engine; storage: Storage; problems: unknown[] }> {
  const storage = await openStorage({ url });
  const problems: unknown[] = [];
  const onProblem = (problem: unknown) => void problems.push(problem);
  const checkpoints = { signer, outside: null, clock: systemClock };
  const engine = await openEngine({
    storage,
    machines: { "door@1": door },
    deliver: async () => undefined,
    sharing: { leases: storage.leases, node },
    onProblem,
    follow: (right) =>
      new Sequencer({
        store: storage.record,
        clock: systemClock,
        checkpoints,
        right,
        onProblem,
        observe: () => undefined,
      }),
  });
  engine.run();
  return { engine, storage, problems };
}

async function untilSequenced(storage: Storage): Promise<number> {
  for (;;) {
    const [size, last] = [(await storage.record.head())?.size ?? 0, await storage.record.lastPosition()];
    if (size === last) return size;
    await sleep(50);
  }
}

test("both record, one sequences; when it goes the other one goes on with the same tree", async () => {
  const url = await server.createDatabase("two-nodes");
  const nodes = [await aNode(url, "one"), await aNode(url, "other")];
  const record = async (from: number, count: number) => {
    for (let n = from; n < from + count; n += 1)
      await nodes[n % nodes.length]!.engine.start("door@1", null, { by: "test", commandId: `c-${n}` });
  };
  await record(0, 40);
  expect(await untilSequenced(nodes[0]!.storage)).toBe(40);
  // Somebody else takes the lease: whoever had it is fenced, and one of the two has it again in the end.
  await query(url, "UPDATE leases SET token = token + 1, until = 0");
  await record(40, 40);
  expect(await untilSequenced(nodes[1]!.storage)).toBe(80);
  const [first] = nodes.splice(0, 1);
  await first!.engine.close();
  await record(80, 20);
  expect(await untilSequenced(nodes[0]!.storage)).toBe(100);
  expect(await checkRecord(nodes[0]!.storage.record)).toEqual([]);
  await nodes[0]!.engine.close();
  const after = await openStorage({ url });
  const [newest] = await after.record.checkpoints(1);
  expect(newest?.size).toBe(100);
  await after.close();
}, 90_000);
