/**
 * What an advance costs as the file grows. Five hundred incidents are in use: the newest, as in an office, and, for the
 * worst that can happen, five hundred scattered over all of the years.
 */
import { copyId, fill } from "../store/fill.ts";
import { advance, openBench, startTickets, type Bench } from "../store/open.ts";
import { median, percent } from "../measure.ts";
import type { ItemOptions } from "../items.ts";
import type { Result, Row } from "../report.ts";

const inUse = 500;
const senders = 64;

export async function growth({ folder, quick }: ItemOptions): Promise<Result> {
  const sizes = quick ? [1_000, 10_000, 50_000] : [1_000, 100_000, 1_000_000];
  const file = `${folder}/growth.db`;
  const first = await openBench(`sqlite:${file}`);
  const [template = ""] = await startTickets(first, 1);
  await first.engine.close();
  const rows: Row[] = [];
  const found: { newest: number; scattered: number }[] = [];
  let filled = 0;
  for (const size of sizes) {
    fill(file, template, size - filled, filled);
    filled = size;
    // Opened anew, so that nothing is left of the filling.
    const bench = await openBench(`sqlite:${file}`);
    const newest = await perSecond(bench, idsOf(size - inUse, 1), quick);
    const scattered = await perSecond(bench, idsOf(0, size / inUse), quick);
    await bench.engine.close();
    found.push({ newest, scattered });
    const [smallest = { newest, scattered }] = found;
    rows.push({
      incidents: size,
      "newest in use, per second": newest,
      "of the smallest": percent(newest / smallest.newest),
      "scattered, per second": scattered,
      "of the smallest file": percent(scattered / smallest.scattered),
    });
  }
  const share = (found.at(-1)?.newest ?? 0) / (found[0]?.newest ?? 1);
  return {
    rows,
    goals: [{ goal: "newest in use: within 20 % of the smallest", measured: percent(share), met: share >= 0.8 }],
  };
}

function idsOf(from: number, step: number): string[] {
  return Array.from({ length: inUse }, (_, index) => copyId(Math.floor(from + index * step)));
}

async function perSecond(bench: Bench, ids: readonly string[], quick: boolean): Promise<number> {
  const count = quick ? 2_000 : 10_000;
  await advance(bench, ids, { senders, count: 2_000 });
  const rates: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    rates.push((count / (await advance(bench, ids, { senders, count }))) * 1000);
  }
  return median(rates);
}
