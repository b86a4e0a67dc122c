/** Durable advances over HTTP, beside the same route doing nothing. */
import { load } from "../load/load.ts";
import type { LoadResult } from "../load/job.ts";
import { noteAdded, openIncidents } from "../load/requests.ts";
import { median, percent, processorTime } from "../measure.ts";
import type { ItemOptions } from "../item.ts";
import type { Goal, Result, Row } from "../report.ts";
import { startDesk, startNoOp, type ServerProcess } from "../server/server-process.ts";

const connectionCounts = [1, 16, 64] as const;
const incidentCount = 64;
const warmUpMs = 1_000;
const measureMs = 2_000;

interface Measured extends LoadResult {
  /** Processor time of the server for one answer (µs), all threads. */
  readonly allUs: number;
  /** The same of the thread that answers. */
  readonly mainThreadUs: number;
}

/** What was measured with so many connections, by turns. */
interface Runs {
  readonly connections: number;
  readonly noOp: Measured[];
  readonly desk: Measured[];
}

interface Pair {
  readonly connections: number;
  readonly noOp: Measured;
  readonly desk: Measured;
}

export async function http({ folder, quick }: ItemOptions): Promise<Result> {
  const runs = connectionCounts.map((connections): Runs => ({ connections, noOp: [], desk: [] }));
  // One start of a server differs from the next by a tenth, so there are several.
  for (let start = 0; start < (quick ? 1 : 3); start += 1) await measureOneStart(`${folder}/${start}`, runs, quick);
  const pairs = runs.map(({ connections, noOp, desk }): Pair => ({
    connections,
    noOp: middle(noOp),
    desk: middle(desk),
  }));
  const rows = pairs.flatMap((pair) => [rowOf("no-op", pair.noOp, pair), rowOf("desk", pair.desk, pair)]);
  return { rows, goals: goalsOf(pairs) };
}

async function measureOneStart(folder: string, runs: readonly Runs[], quick: boolean): Promise<void> {
  const noOp = await startNoOp({ dataFolder: `${folder}/no-op` });
  const desk = await startDesk({ dataFolder: `${folder}/desk` });
  try {
    const ids = await openIncidents(desk.port, incidentCount);
    for (const { port } of [noOp, desk]) await compileAll(port, ids, quick);
    for (const { connections, ...measured } of runs) {
      // By turns, so that whatever else the machine does meets both.
      for (let round = 0; round < (quick ? 1 : 3); round += 1) {
        measured.noOp.push(await measure(noOp, ids, connections));
        measured.desk.push(await measure(desk, ids, connections));
      }
    }
  } finally {
    await desk.stop();
    await noOp.stop();
  }
}

/**
 * Both have answered some twenty thousand requests before anything is measured. The engine beneath compiles what is used
 * often, and at one connection a server that has just started would be measured on that, the one with more to compile longer.
 */
async function compileAll(port: number, ids: readonly string[], quick: boolean): Promise<void> {
  await load({ port, connections: 64, measureMs: quick ? 1_000 : 8_000, requests: ids.map(noteAdded) });
}

async function measure({ port, pid }: ServerProcess, ids: readonly string[], connections: number): Promise<Measured> {
  const requests = ids.map(noteAdded);
  await load({ port, connections, measureMs: warmUpMs, requests });
  const before = processorTime(pid);
  const result = await load({ port, connections, measureMs, requests });
  const after = processorTime(pid);
  return {
    ...result,
    allUs: ((after.all - before.all) * 1000) / result.answered,
    mainThreadUs: ((after.mainThread - before.mainThread) * 1000) / result.answered,
  };
}

/** The round with the median throughput. */
function middle(runs: readonly Measured[]): Measured {
  const wanted = median(runs.map(({ perSecond }) => perSecond));
  const found = runs.find(({ perSecond }) => perSecond === wanted);
  if (found === undefined) throw new Error("no rounds");
  return found;
}

function rowOf(what: string, run: Measured, { connections, noOp }: Pair): Row {
  return {
    connections,
    what,
    "per second": run.perSecond,
    "of no-op": percent(run.perSecond / noOp.perSecond),
    "p50 ms": run.p50,
    "p99 ms": run.p99,
    "max ms": run.max,
    "main thread µs": run.mainThreadUs,
    "all threads µs": run.allUs,
  };
}

function goalsOf(pairs: readonly Pair[]): Goal[] {
  const many = pairs.find(({ connections }) => connections === 64);
  if (many === undefined) throw new Error("not measured");
  const share = many.desk.perSecond / many.noOp.perSecond;
  return [{ goal: "≥ 75 % of the no-op at 64 connections", measured: percent(share), met: share >= 0.75 }];
}
