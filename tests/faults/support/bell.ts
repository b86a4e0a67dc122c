/** A small machine for timers: one clock, one notification when it rings; and an engine over a file on a disk. */
import { setup } from "xstate";
import { openStorage, type Storage } from "../../../db/open-storage.ts";
import { openEngine, type Deliver, type Engine, type LogRow } from "../../../src/engine/index.ts";
import type { Clock } from "../../../src/kernel/clock.ts";

const bell = setup({
  types: { context: {} as { delayMs: number }, input: {} as { delayMs: number }, events: {} as { type: "STOP" } },
  delays: { given: ({ context }) => context.delayMs },
  actions: { ring: () => undefined },
}).createMachine({
  id: "bell",
  context: ({ input }) => ({ delayMs: input.delayMs }),
  initial: "waiting",
  states: {
    waiting: { after: { given: { target: "rung", actions: "ring" } }, on: { STOP: "stopped" } },
    rung: {},
    stopped: {},
  },
});

export interface BellTower {
  readonly storage: Storage;
  readonly engine: Engine;
  readonly problems: unknown[];
  hang(n: number | string, delayMs: number): Promise<string>;
  close(): Promise<void>;
}

export async function aBellTower(
  file: string,
  clock: Clock,
  deliver: Deliver = async () => undefined,
): Promise<BellTower> {
  const storage = await openStorage({ url: `sqlite:${file}` });
  const problems: unknown[] = [];
  const onProblem = (problem: unknown) => problems.push(problem);
  const engine = await openEngine({ storage, machines: { "bell@1": bell }, clock, deliver, onProblem });
  const hang = async (n: number | string, delayMs: number): Promise<string> =>
    (await engine.start("bell@1", { delayMs }, { by: "test", commandId: `bell-${n}` })).id;
  return { storage, engine, problems, hang, close: () => engine.close() };
}

/** Bells hung many at a time, each asked for its delay when its turn comes; under another name more can follow. */
export async function hangMany(
  tower: BellTower,
  count: number,
  delayMs: (n: number) => number,
  name = "",
): Promise<readonly string[]> {
  const ids: string[] = [];
  const together = 500;
  for (let from = 0; from < count; from += together) {
    const some = Array.from({ length: Math.min(together, count - from) }, (_, index) => from + index);
    ids.push(...(await Promise.all(some.map((n) => tower.hang(`${name}${n}`, delayMs(n))))));
  }
  return ids;
}

/** The ringing of each bell: throws unless it rang exactly once and not early. Returns how late each was (ms), smallest first. */
export async function latenessOf(storage: Storage, ids: readonly string[]): Promise<readonly number[]> {
  const late: number[] = [];
  for (const id of ids) late.push(latenessIn(await storage.history(id)));
  return late.sort((a, b) => a - b);
}

function latenessIn(rows: readonly LogRow[]): number {
  const rung = rows.filter(({ kind }) => kind === "timer" || kind === "stale");
  const [row] = rung;
  if (rung.length !== 1 || row?.dueAt === null || row?.dueAt === undefined)
    throw new Error(`${rows[0]?.instance} rang ${rung.length} times`);
  if (row.at < row.dueAt) throw new Error(`${row.instance} rang ${row.dueAt - row.at} ms early`);
  return row.at - row.dueAt;
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
