/** What an advance costs as the file grows: the same five hundred incidents in use, among more and more that lie there. */
import { copyId, fill } from "../store/fill.ts";
import { advance, openBench, startTickets } from "../store/open.ts";
import { median, percent } from "../measure.ts";
import type { ItemOptions } from "../items.ts";
import type { Result, Row } from "../report.ts";

const inUse = 500;
const senders = 64;

export async function growth({ folder, quick }: ItemOptions): Promise<Result> {
  const sizes = quick ? [1_000, 10_000, 50_000] : [1_000, 100_000, 1_000_000];
  const file = `${folder}/growth.db`;
  const bench = await openBench(`sqlite:${file}`);
  const [template = ""] = await startTickets(bench, 1);
  await bench.engine.close();
  const rows: Row[] = [];
  const rates: number[] = [];
  let filled = 0;
  for (const size of sizes) {
    fill(file, template, size - filled, filled);
    filled = size;
    const perSecond = await measure(file, size, quick);
    rates.push(perSecond);
    rows.push({
      incidents: size,
      "advances per second": perSecond,
      "of the smallest": percent(perSecond / (rates[0] ?? 1)),
    });
  }
  const share = (rates.at(-1) ?? 0) / (rates[0] ?? 1);
  return { rows, goals: [{ goal: "within 20 % of the smallest", measured: percent(share), met: share >= 0.8 }] };
}

/** Opened anew, so that nothing is left of the filling. */
async function measure(file: string, size: number, quick: boolean): Promise<number> {
  const bench = await openBench(`sqlite:${file}`);
  const ids = Array.from({ length: inUse }, (_, index) => copyId(Math.floor((index * size) / inUse)));
  const count = quick ? 2_000 : 10_000;
  await advance(bench, ids, { senders, count: 2_000 });
  const rates: number[] = [];
  for (let round = 0; round < (quick ? 1 : 3); round += 1) {
    rates.push((count / (await advance(bench, ids, { senders, count }))) * 1000);
  }
  await bench.engine.close();
  return median(rates);
}
