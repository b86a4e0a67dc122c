/** No false alarm: random statecharts through the real engine, with restarts and earlier checkpoints, always export as sound. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openStorage, type Storage } from "../../db/open-storage.ts";
import { definitionTexts, openEngine, type Engine } from "../../src/engine/index.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { checkRecord } from "../../src/record/check.ts";
import { exportIncident } from "../../src/record/export.ts";
import { vkeyOf } from "../../src/record/note.ts";
import { Sequencer } from "../../src/record/sequencer.ts";
import { honestRuns } from "../support/environment.ts";
import { happenings, randomMachines, type Happening, type RandomMachine } from "../support/random-machine.ts";
import { aTemporaryFolder } from "../support/temporary-folder.ts";
import { signer } from "./small-log.ts";

const program = "../../verifier/verify.mjs";
const { verifyExport } = (await import(program)) as {
  verifyExport: (folder: string, asked: object) => { code: number; rule: string; sentence?: string };
};

interface Night {
  readonly machine: RandomMachine["machine"];
  readonly storage: Storage;
  readonly clock: WindingClock;
}

/** An engine whose follower signs when it is closed; closing it is a restart. */
async function restarted(night: Night, use: (engine: Engine) => Promise<unknown>): Promise<void> {
  const { machine, storage, clock } = night;
  const checkpoints = { signer, outside: null, clock };
  const engine = await openEngine({
    storage: { ...storage, close: async () => undefined },
    machines: { "random@1": machine },
    clock,
    deliver: async () => ({ to: ["某人"] }),
    follow: (right) =>
      new Sequencer({ store: storage.record, clock, checkpoints, right, onProblem: fail, observe: () => undefined }),
  });
  await use(engine);
  await engine.close();
}

function fail(problem: unknown): void {
  throw problem;
}

async function play(night: Night, all: readonly Happening[]): Promise<readonly string[]> {
  const ids: string[] = [];
  const start = (n: number) =>
    restarted(night, async (engine) =>
      ids.push((await engine.start("random@1", null, { by: "law", commandId: `s-${n}` })).id),
    );
  await start(1);
  await start(2);
  for (const [n, happening] of all.entries()) {
    const id = ids[n % 2] ?? "";
    if ("pass" in happening) night.clock.wind(happening.pass);
    await restarted(night, (engine) =>
      "pass" in happening
        ? engine.runDue()
        : engine.send(id, { type: happening.send }, { by: "law", commandId: `c-${n}` }),
    );
  }
  return ids;
}

test("an honest log exports as sound, to whoever holds any earlier checkpoint", async () => {
  const folder = aTemporaryFolder();
  try {
    const law = fc.asyncProperty(randomMachines, happenings, async ({ machine }, all) => {
      const storage = await openStorage({ url: "sqlite::memory:" });
      const clock = new WindingClock(Date.UTC(2026, 10, 22, 14));
      const ids = await play({ machine, storage, clock }, all.slice(0, 12));
      expect(await checkRecord(storage.record)).toEqual([]);
      const held = await storage.record.checkpoints(5);
      for (const id of ids) {
        const at = folder.file("export");
        rmSync(at, { recursive: true, force: true });
        mkdirSync(at);
        const signing = { signer, outside: null, clock };
        const parts = {
          record: storage.record,
          storage,
          signing,
          definition: definitionTexts({ "random@1": machine }),
        };
        const { files } = await exportIncident(parts, id);
        for (const [name, text] of files) writeFileSync(join(at, name), text);
        const since = held.map(({ note, size }) => ({ name: `held-${size}`, data: Buffer.from(note), at: null }));
        expect(verifyExport(at, { vkeys: [vkeyOf(signer)], since })).toMatchObject({ code: 0 });
      }
      await storage.close();
    });
    await fc.assert(law, { numRuns: honestRuns() });
  } finally {
    folder.remove();
  }
}, 1_800_000);
