/** The clock on the wall is put back: nothing that was due stays unsent or unfired until it is there again. */
import { afterEach, describe, expect, test } from "@jest/globals";
import type { EngineStorage } from "../../src/engine/index.ts";
import { StorageUnavailableError } from "../../src/engine/failures.ts";
import { anyCommand, aNight, minute, started, type Night } from "./night.ts";

let night: Night;
afterEach(() => night.close());

const hour = 60 * minute;

describe.each([hour, 24 * hour])("by %d ms", (back) => {
  test("a message that waits for its next try is not kept until then", async () => {
    let isAway = true;
    night = await aNight({ deliver: () => (isAway ? Promise.reject(new Error("away")) : Promise.resolve("taken")) });
    const id = await started(night.engine, "notebook@1");
    await night.engine.send(id, { type: "NOTE", text: "x" }, anyCommand());
    await night.engine.runDue();
    isAway = false;
    night.clock.wind(-back);
    expect(await night.engine.runDue()).toEqual({ fired: 0, sent: 1 });
    expect(await night.engine.replay(id)).toMatchObject({ divergence: null });
  });

  test("a timer that was due, and that a full disk had kept, fires all the same, once, dated with its time", async () => {
    let isFull = false;
    const overFull = (storage: EngineStorage): EngineStorage => ({
      ...storage,
      commit: async (...batch) => {
        if (isFull) throw new StorageUnavailableError("full", "The disk is full.");
        await storage.commit(...batch);
      },
    });
    night = await aNight({ through: overFull });
    const overdue = await started(night.engine, "door@1");
    await night.engine.send(overdue, { type: "OPEN" }, anyCommand());
    night.clock.wind(10 * minute);
    const later = await started(night.engine, "door@1");
    await night.engine.send(later, { type: "OPEN" }, anyCommand());
    isFull = true;
    night.clock.wind(5 * minute + 1_000);
    await expect(night.engine.runDue()).rejects.toThrow("full");
    isFull = false;
    night.clock.wind(-back);
    expect(await night.engine.runDue()).toMatchObject({ fired: 1 });
    expect(await night.engine.runDue()).toMatchObject({ fired: 0 });
    const rung = (await night.engine.history(overdue)).filter(({ kind }) => kind === "timer");
    expect(rung).toHaveLength(1);
    expect(rung[0]!.at).toBe(rung[0]!.dueAt);
    // What was still to come waits until the clock is there again.
    expect((await night.engine.history(later)).filter(({ kind }) => kind === "timer")).toEqual([]);
    night.clock.wind(back + 10 * minute);
    expect(await night.engine.runDue()).toMatchObject({ fired: 1 });
    expect(await night.engine.replay(overdue)).toMatchObject({ divergence: null });
  });
});
