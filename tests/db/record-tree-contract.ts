import { expect, test } from "@jest/globals";
import type { Storage } from "../../db/open-storage.ts";
import { StaleInstanceError } from "../../src/engine/failures.ts";
import { FencedError, type Fence } from "../../src/engine/leases.ts";
import type { Observation } from "../../src/engine/observations.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { stubOf } from "../../src/record/envelope.ts";
import { Sequencer } from "../../src/record/sequencer.ts";
import { frontierAt, stubsBetween, type ReadTile } from "../../src/record/tiles.ts";
import { Frontier, leafHash } from "../../src/record/tree.ts";
import { aBatch, aLogRow, anInstance } from "../support/samples.ts";

export function recordTreeContract(storage: () => Storage): void {
  const readTile: ReadTile = (level, n) => storage().record.tile(level, n);
  const write = (instance: string, from: number, count: number) => {
    const log = Array.from({ length: count }, (_, n) =>
      aLogRow(instance, from + n, { event: { type: "E", n, 题: "é" } }),
    );
    return storage().commit(aBatch({ log, ...(from === 0 && { inserted: [anInstance(instance)] }) }));
  };
  const sequencer = (
    fence: () => Fence | undefined = () => undefined,
    observe: (seen: Observation) => void = () => undefined,
  ) => {
    let mayRun = true;
    const right = { mayRun: () => mayRun, fence, lost: () => void (mayRun = false) };
    const parts = { store: storage().record, clock: new WindingClock(0), checkpoints: null, right, observe };
    return new Sequencer({ ...parts, onProblem: () => undefined });
  };
  const rowsByPosition = async () => storage().record.rowsAfter(0, 5_000);

  test("the tree follows the log in the order of its commits, over several rounds and starts", async () => {
    await write("i-1", 0, 300);
    await write("i-2", 0, 2);
    expect(await sequencer().catchUp()).toBe(302);
    await write("i-1", 300, 1300);
    await write("i-2", 2, 3);
    expect(await sequencer().catchUp()).toBe(1303);
    expect(await sequencer().catchUp()).toBe(0);
    const rows = await rowsByPosition();
    expect(rows.map(({ position }) => position)).toEqual(rows.map((_, index) => index + 1));
    const stubs = rows.map(stubOf);
    const tree = new Frontier();
    for (const stub of stubs) tree.append(leafHash(stub));
    expect(await storage().record.head()).toEqual({ size: 1605, root: tree.root() });
    expect(await stubsBetween(readTile, 0, 1605)).toEqual(stubs);
    expect((await frontierAt(readTile, 1000)).size).toBe(1000);
    expect((await storage().record.placedRows("i-2", 302)).map(({ seq, position }) => [seq, position])).toEqual([
      [0, 301],
      [1, 302],
    ]);
  });

  test("a node that has lost the lease writes nothing, and stops asking", async () => {
    await write("i-1", 0, 3);
    const mine = await storage().leases.acquire("loops", "one", 0);
    await storage().leases.acquire("loops", "other", 60_000);
    const late = sequencer(() => mine!);
    await expect(late.catchUp()).rejects.toThrow(FencedError);
    expect(await storage().record.head()).toBeNull();
    expect(await storage().record.tile(0, 0)).toBeNull();
    expect(await late.catchUp()).toBe(0);
  });

  test("of two that have read the same head, one writes", async () => {
    await write("i-1", 0, 3);
    await sequencer().catchUp();
    const before = (await storage().record.head())!;
    const root = Buffer.alloc(32, 1);
    await storage().record.advance({ tiles: [], head: { size: 4, root }, before });
    const again = storage().record.advance({
      tiles: [{ level: 0, n: 9, data: root }],
      head: { size: 5, root },
      before,
    });
    await expect(again).rejects.toThrow(StaleInstanceError);
    expect(await storage().record.tile(0, 9)).toBeNull();
    const first = { size: 0, root };
    await expect(storage().record.advance({ tiles: [], head: { size: 1, root }, before: first })).rejects.toThrow();
  });

  test("over a stored tree that was changed nothing grows, and it is said once", async () => {
    const seen: Observation[] = [];
    await write("i-1", 0, 5);
    await sequencer().catchUp();
    const before = (await storage().record.head())!;
    await storage().record.advance({ tiles: [], head: { size: 5, root: Buffer.alloc(32) }, before });
    await write("i-1", 5, 1);
    const broken = sequencer(undefined, (one) => void seen.push(one));
    await expect(broken.catchUp()).rejects.toThrow("do not lead to the root");
    expect(await broken.catchUp()).toBe(0);
    expect(seen.map(({ what }) => what)).toEqual(["record-stopped"]);
  });

  test("checkpoints come back newest first, each once", async () => {
    const { record } = storage();
    const [a, b] = [
      { size: 3, madeAt: 10, note: "a\n" },
      { size: 20, madeAt: 5, note: "b\n" },
    ];
    for (const one of [a, b, a]) await record.addCheckpoint(one);
    expect(await record.checkpoints(5)).toEqual([b, a]);
    expect(await record.checkpoints(1)).toEqual([b]);
  });
}
