/** Folding logs through the code that ran live, with every comparison that `replay` makes. */
import { openBench, startTickets, type Bench } from "../store/open.ts";
import { copyId, fill } from "../store/fill.ts";
import { newCommand } from "../store/open.ts";
import type { ItemOptions } from "../item.ts";
import type { Result } from "../report.ts";

const eventsEach = 1_000;

export async function replay({ folder, quick }: ItemOptions): Promise<Result> {
  const instances = quick ? 50 : 1_000;
  const file = `${folder}/replay.db`;
  const bench = await openBench(`sqlite:${file}`);
  const template = await liveThrough(bench);
  await bench.engine.close();
  fill(file, template, instances);
  const again = await openBench(`sqlite:${file}`);
  const { rows, ms } = await replayAll(again, instances);
  await again.engine.close();
  const perSecond = (rows / ms) * 1000;
  return {
    rows: [{ instances, events: rows, seconds: ms / 1000, "per second": perSecond, "µs an event": (ms * 1000) / rows }],
    goals: [
      {
        goal: "≥ 30,000 events/s",
        measured: `${Math.round(perSecond).toLocaleString("en")}/s`,
        met: perSecond >= 30_000,
      },
    ],
  };
}

/** One ticket with a thousand events, every tenth with a notification. */
async function liveThrough(bench: Bench): Promise<string> {
  const [id = ""] = await startTickets(bench, 1);
  for (let sent = 1; sent < eventsEach; sent += 1) {
    await bench.engine.send(id, { type: sent % 10 === 0 ? "PASS" : "MOVE" }, newCommand());
  }
  return id;
}

async function replayAll({ engine }: Bench, instances: number): Promise<{ rows: number; ms: number }> {
  let rows = 0;
  const startedAt = performance.now();
  for (let n = 0; n < instances; n += 1) {
    const replayed = await engine.replay(copyId(n));
    if (replayed.divergence !== null) throw new Error(replayed.divergence.sentence);
    rows += replayed.rows;
  }
  return { rows, ms: performance.now() - startedAt };
}
