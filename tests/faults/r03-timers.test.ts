/** R3: many timers at once, none early, none late by much. The figures of an idle machine are the business of `npm run bench`. */
import { expect, test } from "@jest/globals";
import { systemClock } from "../../src/kernel/clock.ts";
import { aBellTower, hangMany, latenessOf, percentile } from "./support/bell.ts";
import { figures, howMany } from "./support/extent.ts";
import { aFolderEach } from "./support/folder.ts";
import { until } from "./support/waiting.ts";

const folder = aFolderEach();
/** This machine may be busy with other tests: only a stall is a fault here. */
const latestMs = 5_000;
const longestMs = 90_000;

test.each(["spread", "in one instant"])(
  "timers due %s ring once, not early, and soon",
  async (how) => {
    const count = howMany(1_000, 10_000);
    const spanMs = howMany(2_000, 10_000);
    const tower = await aBellTower(folder.file("night.db"), systemClock);
    const hungAt = systemClock.now();
    const readyAt = hungAt + howMany(3_000, 15_000);
    const delays = Array.from({ length: count }, (_, n) =>
      how === "spread" ? readyAt - hungAt + (n * spanMs) / count : readyAt - hungAt,
    );
    const ids = await hangMany(tower, delays);
    tower.engine.run();
    await until("all have rung", async () => (await tower.storage.nextDueAt()) === null, longestMs);
    const late = await latenessOf(tower.storage, ids);
    await tower.close();
    expect(tower.problems).toEqual([]);
    expect(late.at(-1)).toBeLessThan(latestMs);
    figures(
      "R3",
      `${count} timers due ${how}: 0 early, 0 twice, late by p50 ${percentile(late, 0.5)} ms, p99 ${percentile(late, 0.99)} ms, max ${late.at(-1)} ms`,
    );
  },
  150_000,
);
