/** What an engine keeps in memory of the instances in use is right whoever else writes. */
import { expect, test } from "@jest/globals";
import { assign, setup } from "xstate";
import { openStorage } from "../../db/open-storage.ts";
import { openEngine, type EngineStorage } from "../../src/engine/index.ts";

const tally = setup({
  types: { context: {} as { count: number; by: string[] } },
  actions: {
    countUp: assign(({ context, event }) => ({
      count: context.count + 1,
      by: [...context.by, (event as unknown as { by: string }).by],
    })),
  },
}).createMachine({ context: { count: 0, by: [] }, on: { UP: { actions: "countUp" } } });

test("two engines that step one instance by turns, and both at once, see each other", async () => {
  const { storage, read } = await aWatchedStorage();
  const machines = { "tally@1": tally };
  const deliver = () => Promise.resolve();
  const one = await openEngine({ storage, machines, deliver });
  const two = await openEngine({ storage, machines, deliver });
  const { id } = await one.start("tally@1", null, { by: "one", commandId: "start" });
  const up = (engine: typeof one, by: string, round: number) =>
    engine.send(id, { type: "UP" }, { by, commandId: `${by}-${round}` });
  for (let round = 0; round < 3; round += 1) {
    expect(await up(one, "one", round)).toMatchObject({ outcome: "accepted" });
    expect(await up(two, "two", round)).toMatchObject({ outcome: "accepted" });
  }
  const together = await Promise.all([3, 4, 5].flatMap((round) => [up(one, "one", round), up(two, "two", round)]));
  expect(together.map(({ outcome }) => outcome)).toEqual(together.map(() => "accepted"));
  expect(await one.replay(id)).toMatchObject({ divergence: null, seq: 12, context: { count: 12 } });

  // Alone again, an engine need not ask for what it wrote itself.
  await up(one, "one", 6);
  read.length = 0;
  await up(one, "one", 7);
  expect(read).toEqual([]);

  // What it has been told before is found all the same, and so is what another has written meanwhile.
  expect(await up(one, "one", 7)).toMatchObject({ outcome: "duplicate" });
  expect(await up(two, "two", 8)).toMatchObject({ outcome: "accepted" });
  expect(await up(one, "one", 9)).toMatchObject({ outcome: "accepted" });
  expect(await one.replay(id)).toMatchObject({ divergence: null, context: { count: 16 } });
  await storage.close();
});

/** Writes down which instances each load has read. */
async function aWatchedStorage(): Promise<{ storage: EngineStorage; read: string[][] }> {
  const storage = await openStorage({ url: "sqlite::memory:" });
  const read: string[][] = [];
  const load: EngineStorage["load"] = async (...asked) => {
    const loaded = await storage.load(...asked);
    read.push(loaded.instances.map(({ id }) => id));
    return loaded;
  };
  return { storage: { ...storage, load }, read };
}
