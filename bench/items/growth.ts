/**
 * What an advance costs as the file grows. Five hundred incidents are in use: the newest, as in an office, and, for the
 * worst that can happen, five hundred scattered over all of the years.
 */
import { closeSync, copyFileSync, fsyncSync, openSync, rmSync } from "node:fs";
import { copyId, fill } from "../store/fill.ts";
import { advance, openBench, startTickets, type Bench } from "../store/open.ts";
import { median, percent } from "../measure.ts";
import type { ItemOptions } from "../item.ts";
import type { Result, Row } from "../report.ts";

const inUse = 500;
const senders = 64;

export async function growth({ folder, quick }: ItemOptions): Promise<Result> {
  const sizes = quick ? [1_000, 10_000, 50_000] : [1_000, 100_000, 1_000_000];
  const files = await filesOf(folder, sizes);
  const opened = await Promise.all(files.map(({ file }) => openBench(`sqlite:${file}`)));
  const measured = files.map(({ size }, index): Measured => {
    const bench = opened[index];
    if (bench === undefined) throw new Error("a file that was not opened");
    return { size, bench, newest: [], scattered: [] };
  });
  // By turns, so that whatever else the machine does meets all of them.
  for (let round = 0; round < (quick ? 1 : 5); round += 1) {
    for (const { size, bench, newest } of measured) newest.push(await perSecond(bench, idsOf(size - inUse, 1), quick));
    for (const { size, bench, scattered } of measured)
      scattered.push(await perSecond(bench, idsOf(0, size / inUse), quick));
  }
  for (const { bench } of measured) await bench.engine.close();
  return resultOf(measured);
}

interface Measured {
  readonly size: number;
  readonly bench: Bench;
  /** Advances a second, in each round. */
  readonly newest: number[];
  readonly scattered: number[];
}

/** One file is filled further and further, and copied at each size. */
async function filesOf(folder: string, sizes: readonly number[]): Promise<readonly { size: number; file: string }[]> {
  const growing = `${folder}/growth.db`;
  const first = await openBench(`sqlite:${growing}`);
  const [template = ""] = await startTickets(first, 1);
  await first.engine.close();
  let filled = 0;
  const files = sizes.map((size) => {
    fill(growing, template, size - filled, filled);
    filled = size;
    const file = `${folder}/growth-${size}.db`;
    copyFileSync(growing, file);
    // Else it would be written to the disk while something is measured.
    flush(file);
    return { size, file };
  });
  rmSync(growing);
  return files;
}

function flush(file: string): void {
  const opened = openSync(file, "r+");
  fsyncSync(opened);
  closeSync(opened);
}

function resultOf(measured: readonly Measured[]): Result {
  const found = measured.map(({ size, newest, scattered }) => ({
    size,
    newest: median(newest),
    scattered: median(scattered),
  }));
  const [smallest] = found;
  if (smallest === undefined) throw new Error("no sizes");
  const rows = found.map(({ size, newest, scattered }): Row => ({
    incidents: size,
    "newest in use, per second": newest,
    "of the smallest": percent(newest / smallest.newest),
    "scattered, per second": scattered,
    "of the smallest file": percent(scattered / smallest.scattered),
  }));
  const share = (found.at(-1)?.newest ?? 0) / smallest.newest;
  return {
    rows,
    goals: [{ goal: "newest in use: within 20 % of the smallest", measured: percent(share), met: share >= 0.8 }],
  };
}

function idsOf(from: number, step: number): string[] {
  return Array.from({ length: inUse }, (_, index) => copyId(Math.floor(from + index * step)));
}

/** The first advances load what the round before has put out of memory, and are not counted. */
async function perSecond(bench: Bench, ids: readonly string[], quick: boolean): Promise<number> {
  const count = quick ? 2_000 : 10_000;
  await advance(bench, ids, { senders, count: 2_000 });
  return (count / (await advance(bench, ids, { senders, count }))) * 1000;
}
