/** R3: many timers at once, none early, none late by much. The figures of an idle machine are the business of `npm run bench`. */
import { expect, test } from "@jest/globals";
import { fill } from "../../bench/store/fill.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { aTimerEngine, startMany, latenessOf, percentile } from "./support/timer-machine.ts";
import { figures, howMany, isFullRun } from "../support/extent.ts";
import { aFolderEach } from "./support/folder.ts";
import { until } from "../support/waiting.ts";

const folder = aFolderEach();
/** This machine may be busy with other tests: only a stall is a fault here. */
const latestMs = 5_000;
const longestMs = 90_000;

test.each(["spread", "in one instant"] as const)(
  "timers due %s fire once, not early, and soon",
  async (how) => {
    const count = howMany(1_000, 10_000);
    const late = await fire(folder.file("night.db"), count, how);
    figures("R3", `${count} timers due ${how}: ${inWords(late)}`);
  },
  150_000,
);

const year = 365 * 86_400_000;

// Hanging so many takes a minute; the bench has it too.
(isFullRun ? test : test.skip)(
  "and so they do among many that are not due for long",
  async () => {
    const file = folder.file("night.db");
    const pending = 1_000_000;
    const count = 10_000;
    const before = await aTimerEngine(file, systemClock);
    const far = await before.start(-1, year);
    await before.close();
    fill(file, far, pending);
    for (const how of ["spread", "in one instant"] as const) {
      const late = await fire(file, count, how);
      figures("R3", `${count} timers due ${how} among ${pending} that wait: ${inWords(late)}`);
    }
  },
  900_000,
);

async function fire(file: string, count: number, how: "spread" | "in one instant"): Promise<readonly number[]> {
  const spanMs = howMany(2_000, 10_000);
  const host = await aTimerEngine(file, systemClock);
  const readyAt = systemClock.now() + howMany(3_000, 15_000);
  const dueAt = (n: number): number => (how === "spread" ? readyAt + (n * spanMs) / count : readyAt);
  // Hanging them takes a while: counted from one moment, "one instant" would be as long as that.
  const ids = await startMany(host, count, (n) => Math.round(dueAt(n) - systemClock.now()), how);
  host.engine.run();
  const isOver = async () => ((await host.storage.nextDueAt()) ?? Infinity) > readyAt + longestMs;
  await until("all have fired", isOver, longestMs);
  const late = await latenessOf(host.storage, ids);
  await host.close();
  expect(host.problems).toEqual([]);
  expect(late.at(-1)).toBeLessThan(latestMs);
  return late;
}

function inWords(late: readonly number[]): string {
  return `0 early, 0 twice, late by p50 ${percentile(late, 0.5)} ms, p99 ${percentile(late, 0.99)} ms, max ${late.at(-1)} ms`;
}
