/** One engine runs the loops, another commits beside it and tells it what is to be done. */
import { expect, test } from "@jest/globals";
import { setup } from "xstate";
import { openStorage } from "../../db/open-storage.ts";
import { openEngine, type Engine } from "../../src/engine/index.ts";
import { until } from "../support/waiting.ts";

const bell = setup({ actions: { ring: () => undefined } }).createMachine({
  initial: "still",
  states: { still: { on: { WIND: "wound" } }, wound: { after: { 50: "rung" } }, rung: { entry: "ring" } },
});

test("the loops see to what another engine has committed, long before they would have looked by themselves", async () => {
  const storage = await openStorage({ url: "sqlite::memory:" });
  const machines = { "bell@1": bell };
  const delivered: string[] = [];
  const loops: Engine = await openEngine({
    storage,
    machines,
    deliver: async ({ type }) => void delivered.push(type),
  });
  const beside = await openEngine({
    storage,
    machines,
    deliver: () => Promise.reject(new Error("not here")),
    onCommitted: (committed) => loops.hear(committed),
  });
  loops.run();
  const { id } = await beside.start("bell@1", null, { by: "chen", commandId: "start" });
  await beside.send(id, { type: "WIND" }, { by: "chen", commandId: "wind" });
  // They look again after ten seconds when they hear of nothing.
  await until("the bell has rung and somebody was told", () => delivered.length > 0, 5_000);
  expect(await beside.read(id)).toMatchObject({ value: "rung" });
  expect(await beside.replay(id)).toMatchObject({ divergence: null });
  await loops.close();
});
