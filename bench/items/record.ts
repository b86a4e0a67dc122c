/** What the record's tree costs: advances of the engine with a sequencer beside it and without, by turns, and bytes a row. */
import { join } from "node:path";
import { setup } from "xstate";
import { connectFor } from "../../db/maintenance.ts";
import { openStorage } from "../../db/open-storage.ts";
import { openEngine } from "../../src/engine/index.ts";
import { assert } from "../../src/kernel/assert.ts";
import { steadyClock, systemClock } from "../../src/kernel/clock.ts";
import { Sequencer } from "../../src/record/sequencer.ts";
import type { ItemOptions } from "../item.ts";
import type { Result } from "../report.ts";

const senders = 64;
const door = setup({}).createMachine({
  initial: "closed",
  states: { closed: { on: { KNOCKED: "open" } }, open: { on: { KNOCKED: "closed" } } },
});

async function advancesPerSecond(file: string, count: number, isSequenced: boolean): Promise<number> {
  const storage = await openStorage({ url: `sqlite:${file}` });
  const observe = () => undefined;
  const engine = await openEngine({
    storage,
    machines: { "door@1": door },
    deliver: async () => undefined,
    ...(isSequenced && {
      follow: (right) =>
        new Sequencer({
          store: storage.record,
          clock: systemClock,
          checkpoints: null,
          right,
          observe,
          onProblem: observe,
        }),
    }),
  });
  engine.run();
  const started = await engine.start("door@1", null, { by: "bench", commandId: "start" });
  const before = steadyClock.now();
  const send = async (sender: number) => {
    for (let n = sender; n < count; n += senders) {
      const command = { by: "bench", commandId: `c-${n}` };
      const { outcome } = await engine.send(started.id, { type: "KNOCKED" }, command);
      assert(outcome === "accepted", `An advance was answered with ${outcome}.`);
    }
  };
  await Promise.all(Array.from({ length: senders }, (_, sender) => send(sender)));
  const perSecond = (count * 1_000) / (steadyClock.now() - before);
  await engine.close();
  return perSecond;
}

async function treeBytesPerRow(file: string): Promise<number> {
  const { connection, reader } = await connectFor(`sqlite:${file}`, "read");
  const sql = "SELECT sum(length(data)) * 1.0 / (SELECT size FROM record_head) AS bytes FROM record_tiles";
  const [row] = await reader.all(sql);
  await connection.close();
  return Number(row?.["bytes"]);
}

function median(all: readonly number[]): number {
  return [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
}

export async function recordCost({ folder, quick }: ItemOptions): Promise<Result> {
  const [turns, count] = quick ? [3, 4_000] : [7, 20_000];
  const plain: number[] = [];
  const sequenced: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    plain.push(await advancesPerSecond(join(folder, `plain-${turn}.db`), count, false));
    sequenced.push(await advancesPerSecond(join(folder, `tree-${turn}.db`), count, true));
  }
  const ratio = median(sequenced) / median(plain);
  const bytes = await treeBytesPerRow(join(folder, "tree-0.db"));
  return {
    rows: [
      { what: "advances a second without a sequencer", value: Math.round(median(plain)) },
      { what: "with one", value: Math.round(median(sequenced)) },
      { what: "ratio", value: ratio },
      { what: "bytes of tree a row", value: bytes },
    ],
    goals: [{ goal: "the tree costs at most 10 % at saturation", measured: ratio.toFixed(3), met: ratio >= 0.9 }],
  };
}
