/** How late timers are. Each is a whole step with its commit and its notification; lateness is counted until it is on disk. */
import { fill } from "../store/fill.ts";
import { openBench, startTickets, type Bench } from "../store/open.ts";
import { percentile, sleep } from "../measure.ts";
import type { ItemOptions } from "../item.ts";
import type { Goal, Result, Row } from "../report.ts";

export interface Lateness {
  /** Of each timer (ms), from its time to the end of the commit. */
  readonly onDisk: readonly number[];
  /** The same to the decision, as the log has it. */
  readonly decided: readonly number[];
  /** From the first due time until the last notification was delivered (ms). */
  readonly notificationsMs: number;
}

export async function timers({ folder, quick }: ItemOptions): Promise<Result> {
  const count = quick ? 1_000 : 10_000;
  const spreadMs = quick ? 2_000 : 10_000;
  const pending = quick ? 20_000 : 1_000_000;
  const file = `${folder}/timers.db`;
  const url = `sqlite:${file}`;
  const spread = await fire(url, count, spreadMs);
  const instant = await fire(url, count, 0);
  const bench = await openBench(url);
  const [template = ""] = await startTickets(bench, 1);
  await bench.engine.close();
  fill(file, template, pending);
  const spreadAmong = await fire(url, count, spreadMs);
  const instantAmong = await fire(url, count, 0);
  return {
    rows: [
      rowOf(`${count} over ${spreadMs / 1000} s`, spread),
      rowOf(`${count} at once`, instant),
      rowOf(`${count} over ${spreadMs / 1000} s, ${pending} more pending`, spreadAmong),
      rowOf(`${count} at once, ${pending} more pending`, instantAmong),
    ],
    goals: timerGoals(spreadAmong, instantAmong),
  };
}

function timerGoals(spread: Lateness, instant: Lateness): Goal[] {
  const p99 = percentile(spread.onDisk, 0.99);
  const max = percentile(spread.onDisk, 1);
  const all = percentile(instant.onDisk, 1);
  const earliest = Math.min(...[...spread.decided, ...instant.decided]);
  return [
    { goal: "never early", measured: `earliest ${earliest} ms after its time`, met: earliest >= 0 },
    { goal: "spread: p99 ≤ 10 ms", measured: `${p99.toFixed(1)} ms`, met: p99 <= 10 },
    { goal: "spread: max ≤ 100 ms", measured: `${max.toFixed(1)} ms`, met: max <= 100 },
    { goal: "at once: all done within 2.5 s", measured: `${(all / 1000).toFixed(2)} s`, met: all <= 2_500 },
  ];
}

function rowOf(what: string, { onDisk, decided, notificationsMs }: Lateness): Row {
  return {
    what,
    "late p50 ms": percentile(onDisk, 0.5),
    "p99 ms": percentile(onDisk, 0.99),
    "max ms": percentile(onDisk, 1),
    "earliest decision ms": Math.min(...decided),
    "notifications all out after s": notificationsMs / 1000,
  };
}

/** Opens tickets that are due over `spreadMs`, lets the loops run, and watches the commits. */
export async function fire(
  url: string,
  count: number,
  spreadMs: number,
  {
    node,
    standby,
  }: { readonly node?: string; /** Another node that would take over. */ readonly standby?: string } = {},
): Promise<Lateness> {
  const onDisk: number[] = [];
  const decided: number[] = [];
  let delivered = 0;
  const bench = await openBench(url, {
    ...(node === undefined ? {} : { node }),
    deliver: async () => {
      delivered += 1;
    },
    watch: (storage) => ({
      ...storage,
      commit: async (batch, options) => {
        await storage.commit(batch, options);
        const now = Date.now();
        for (const { kind, dueAt, at } of batch.log) {
          if (kind !== "timer" || dueAt === null) continue;
          onDisk.push(now - dueAt);
          decided.push(at - dueAt);
        }
      },
    }),
  });
  const firstDueAt = await armAll(bench, count, spreadMs);
  bench.engine.run();
  // Later, or it would be the one that has the right to keep the time.
  const other = standby === undefined ? null : await openBench(url, { node: standby });
  other?.engine.run();
  const giveUpAt = firstDueAt + spreadMs + patienceMs;
  while (onDisk.length < count || delivered < count) {
    if (Date.now() > giveUpAt)
      throw new Error(`of ${count} timers ${onDisk.length} fired here, ${delivered} notifications left`);
    await sleep(20);
  }
  const notificationsMs = Date.now() - firstDueAt;
  await other?.engine.close();
  await bench.engine.close();
  return { onDisk, decided, notificationsMs };
}

/** Longer after the last is due nobody waits: another node may have fired them. */
const patienceMs = 120_000;

/** Time for opening all of them before the first is due (ms). */
const leadMs = 15_000;

/** Arms them so that they are due evenly over the time, whenever each was opened. Returns when the first is due (ms). */
async function armAll(bench: Bench, count: number, spreadMs: number): Promise<number> {
  const firstDueAt = Date.now() + leadMs;
  await startTickets(bench, count, (index) => firstDueAt + (index * spreadMs) / count - Date.now());
  if (Date.now() > firstDueAt) throw new Error("opening the tickets took too long");
  return firstDueAt;
}
