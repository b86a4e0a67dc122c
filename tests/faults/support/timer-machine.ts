/** A small machine for timers: one clock, one notification when it fires; and an engine over a file on a disk. */
import { setup } from "xstate";
import { openStorage, type Storage } from "../../../db/open-storage.ts";
import { openEngine, type Deliver, type Engine, type LogRow } from "../../../src/engine/index.ts";
import type { Clock } from "../../../src/kernel/clock.ts";

const oneTimer = setup({
  types: { context: {} as { delayMs: number }, input: {} as { delayMs: number }, events: {} as { type: "STOP" } },
  delays: { given: ({ context }) => context.delayMs },
  actions: { notify: () => undefined },
}).createMachine({
  id: "timer",
  context: ({ input }) => ({ delayMs: input.delayMs }),
  initial: "waiting",
  states: {
    waiting: { after: { given: { target: "fired", actions: "notify" } }, on: { STOP: "stopped" } },
    fired: {},
    stopped: {},
  },
});

export interface TimerEngine {
  readonly storage: Storage;
  readonly engine: Engine;
  readonly problems: unknown[];
  start(n: number | string, delayMs: number): Promise<string>;
  close(): Promise<void>;
}

export async function aTimerEngine(
  file: string,
  clock: Clock,
  deliver: Deliver = async () => undefined,
): Promise<TimerEngine> {
  const storage = await openStorage({ url: `sqlite:${file}` });
  const problems: unknown[] = [];
  const onProblem = (problem: unknown) => problems.push(problem);
  const engine = await openEngine({ storage, machines: { "timer@1": oneTimer }, clock, deliver, onProblem });
  const start = async (n: number | string, delayMs: number): Promise<string> =>
    (await engine.start("timer@1", { delayMs }, { by: "test", commandId: `timer-${n}` })).id;
  return { storage, engine, problems, start, close: () => engine.close() };
}

/** Timers started many at a time, each asked for its delay when its turn comes; under another name more can follow. */
export async function startMany(
  engine: TimerEngine,
  count: number,
  delayMs: (n: number) => number,
  name = "",
): Promise<readonly string[]> {
  const ids: string[] = [];
  const together = 500;
  for (let from = 0; from < count; from += together) {
    const some = Array.from({ length: Math.min(together, count - from) }, (_, index) => from + index);
    ids.push(...(await Promise.all(some.map((n) => engine.start(`${name}${n}`, delayMs(n))))));
  }
  return ids;
}

/** How each timer fired: throws unless it fired exactly once and not early. Returns how late each was (ms), smallest first. */
export async function latenessOf(storage: Storage, ids: readonly string[]): Promise<readonly number[]> {
  const late: number[] = [];
  for (const id of ids) late.push(latenessIn(await storage.history(id)));
  return late.sort((a, b) => a - b);
}

function latenessIn(rows: readonly LogRow[]): number {
  const fired = rows.filter(({ kind }) => kind === "timer" || kind === "stale");
  const [row] = fired;
  if (fired.length !== 1 || row?.dueAt === null || row?.dueAt === undefined)
    throw new Error(`${rows[0]?.instance} fired ${fired.length} times`);
  if (row.at < row.dueAt) throw new Error(`${row.instance} fired ${row.dueAt - row.at} ms early`);
  return row.at - row.dueAt;
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
