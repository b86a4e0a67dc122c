/** A replay of one row goes on behind a checkpoint; none is needed, and none is believed without its log row. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { EngineStorage } from "../../src/engine/index.ts";
import { openQueries } from "../../src/engine/index.ts";
import { anyCommand, aNight, door, notebook, started, type Night } from "./night.ts";

const steps = 330;
let night: Night;
let id: string;
let rowsRead = 0;
beforeEach(async () => {
  night = await aNight();
  id = await started(night.engine, "notebook@1");
  for (let n = 1; n < steps; n += 1)
    await night.engine.send(id, { type: "NOTE", text: `line ${String(n)}` }, anyCommand());
});
afterEach(() => night.close());

/** The same storage, which counts the log rows that are asked for. */
function queriesOver(parts: Partial<EngineStorage> = {}) {
  rowsRead = 0;
  const history: EngineStorage["history"] = async (...asked) => {
    const rows = await night.storage.history(...asked);
    rowsRead += rows.length;
    return rows;
  };
  const storage = { ...night.storage, history, ...parts };
  return openQueries({ storage, machines: { "door@1": door, "notebook@1": notebook } });
}

test("any row is replayed from the checkpoint before it, to the same state as from the start", async () => {
  for (const upTo of [0, 1, 49, 50, 51, 99, 100, 101, 250, 299, 300, 329, 400]) {
    const short = await queriesOver().replay(id, { upTo, by: "ann" });
    const readInShort = rowsRead;
    const whole = await queriesOver().replay(id, { upTo, by: "ann", isWhole: true });
    expect(short).toEqual({ ...whole, from: short.from });
    expect([whole.from, whole.divergence]).toEqual([0, null]);
    expect([upTo, short.from > 0 || upTo <= 50]).toEqual([upTo, true]);
    expect(readInShort).toBeLessThanOrEqual(60);
  }
});

test("a checkpoint that is not what its log row recorded is passed over, and reported by a replay of everything", async () => {
  const honest = await queriesOver().replay(id, { upTo: 200 });
  const kept = (await night.storage.checkpoint!(id, 160))!;
  await night.storage.keepCheckpoints!(id, [{ ...kept, stateText: kept.stateText.replace('"active"', '"done"') }]);
  expect((await night.storage.checkpoint!(id, 160))!.stateText).not.toBe(kept.stateText);
  const { seq } = kept;
  const [wrong, whole] = [await queriesOver().replay(id, { upTo: seq + 20 }), await queriesOver().replay(id)];
  expect([wrong.from, wrong.divergence]).toEqual([0, null]);
  expect(whole.divergence).toMatchObject({ what: "checkpoints" });
  expect(honest.divergence).toBeNull();
});

test("without any the log is folded from its start, which leaves new ones behind", async () => {
  let lost = true;
  const checkpoint: EngineStorage["checkpoint"] = async (...asked) =>
    lost ? null : night.storage.checkpoint!(...asked);
  const kept: number[] = [];
  const keepCheckpoints: EngineStorage["keepCheckpoints"] = async (instance, checkpoints) => {
    kept.push(...checkpoints.map(({ seq }) => seq));
    await night.storage.keepCheckpoints!(instance, checkpoints);
  };
  const queries = queriesOver({ checkpoint, keepCheckpoints });
  expect(await queries.replay(id, { upTo: 320 })).toMatchObject({ from: 0, divergence: null });
  expect(kept).toEqual([50, 100, 150, 200, 250, 300]);
  lost = false;
  expect(await queries.replay(id, { upTo: 320 })).toMatchObject({ from: 301, divergence: null });
  expect(await queries.replay(id)).toMatchObject({ from: 0, divergence: null });
});
