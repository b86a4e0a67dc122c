/** R4: stopped for 26 hours with 5,000 timers overdue: all fire soon after the start, once each, and the log says how late. */
import { expect, test } from "@jest/globals";
import { steadyClock, WindingClock } from "../../src/kernel/clock.ts";
import { aTimerEngine, startMany, latenessOf, percentile } from "./support/timer-machine.ts";
import { figures } from "../support/extent.ts";
import { aFolderEach } from "./support/folder.ts";

const folder = aFolderEach();
const hour = 3_600_000;
const stoppedMs = 26 * hour;
const overdue = 5_000;
const limitMs = 10_000;

test("a day without a server", async () => {
  const clock = new WindingClock(Date.UTC(2026, 10, 22, 14));
  const before = await aTimerEngine(folder.file("night.db"), clock);
  const ids = await startMany(before, overdue, (n) => 60_000 + Math.floor((n * stoppedMs) / (overdue + 100)));
  const later = await before.start(overdue, stoppedMs + hour);
  await before.close();

  clock.wind(stoppedMs);
  const host = await aTimerEngine(folder.file("night.db"), clock);
  const startedAt = steadyClock.now();
  const { fired, sent } = await host.engine.runDue();
  const tookMs = steadyClock.now() - startedAt;
  expect({ fired, sent }).toEqual({ fired: overdue, sent: overdue });
  expect((await host.engine.read(later)).value).toBe("waiting");
  const late = await latenessOf(host.storage, ids);
  expect(late[0]).toBeGreaterThan(0);
  expect(late.at(-1)).toBeGreaterThan(stoppedMs - hour);
  expect(await host.engine.runDue()).toEqual({ fired: 0, sent: 0 });
  expect(host.problems).toEqual([]);
  await host.close();
  expect(tookMs).toBeLessThan(6 * limitMs);
  figures(
    "R4",
    `${overdue} overdue after 26 h: all fired once and their notifications left in ${(tookMs / 1000).toFixed(1)} s (goal ${limitMs / 1000} s on an idle machine); late by p50 ${(percentile(late, 0.5) / hour).toFixed(1)} h, as the log says`,
  );
}, 120_000);
