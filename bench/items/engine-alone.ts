/** The engine without HTTP, beside bare statements that write the very rows that it wrote. */
import Database from "better-sqlite3";
import { openStorage } from "../../db/open-storage.ts";
import type { Batch } from "../../src/engine/index.ts";
import { median, percent } from "../measure.ts";
import type { ItemOptions } from "../item.ts";
import type { Result, Row } from "../report.ts";
import { advance, openBench, startTickets } from "../store/open.ts";
import { rawWriter } from "../store/raw-writer.ts";

const ticketCount = 256;

/** For one advance (µs). */
interface Cost {
  readonly passed: number;
  readonly processor: number;
}

export async function engineAlone({ folder, quick }: ItemOptions): Promise<Result> {
  const rows: Row[] = [];
  const shares: number[] = [];
  for (const senders of [1, 64]) {
    const count = (quick ? 2_000 : 20_000) / (senders === 1 ? 4 : 1);
    for (let round = 0; round < (quick ? 1 : 3); round += 1) {
      const { engine, raw } = await compareOnce(`${folder}/${senders}-${round}`, senders, count);
      if (senders === 64) shares.push(raw.passed / engine.passed);
      rows.push({
        "advances a commit": senders,
        round,
        "engine per second": 1e6 / engine.passed,
        "raw per second": 1e6 / raw.passed,
        "of raw": percent(raw.passed / engine.passed),
        "engine CPU µs": engine.processor,
        "raw CPU µs": raw.processor,
        "of raw by CPU": percent(raw.processor / engine.processor),
      });
    }
  }
  const share = median(shares);
  return { rows, goals: [{ goal: "≥ 50 % of raw at batch 64", measured: percent(share), met: share >= 0.5 }] };
}

async function costOf(count: number, work: () => Promise<void>): Promise<Cost> {
  const before = process.cpuUsage();
  const startedAt = performance.now();
  await work();
  const passed = ((performance.now() - startedAt) * 1000) / count;
  const { user, system } = process.cpuUsage(before);
  return { passed, processor: (user + system) / count };
}

/** The engine's run first; what it committed is then written again with bare statements. */
async function compareOnce(folder: string, senders: number, count: number): Promise<{ engine: Cost; raw: Cost }> {
  const batches: Batch[] = [];
  const bench = await openBench(`sqlite:${folder}/engine.db`, {
    watch: (storage) => ({
      ...storage,
      commit: async (batch, options) => {
        batches.push(batch);
        await storage.commit(batch, options);
      },
    }),
  });
  const ids = await startTickets(bench, ticketCount);
  // As many again before: what is measured is compiled by then, as in a server that has run for a while.
  await advance(bench, ids, { senders, count });
  const before = batches.length;
  const engine = await costOf(count, async () => {
    await advance(bench, ids, { senders, count });
  });
  await bench.engine.close();
  return { engine, raw: await writeRaw(`${folder}/raw.db`, batches, before, count) };
}

/** The same rows in the same transactions, their values made beforehand. */
async function writeRaw(file: string, batches: readonly Batch[], before: number, count: number): Promise<Cost> {
  await (await openStorage({ url: `sqlite:${file}` })).close();
  const database = new Database(file);
  const writer = rawWriter(database);
  for (const batch of batches.slice(0, before)) writer.write(writer.prepare(batch));
  const prepared = batches.slice(before).map((batch) => writer.prepare(batch));
  const cost = await costOf(count, async () => {
    for (const batch of prepared) writer.write(batch);
  });
  database.close();
  return cost;
}
