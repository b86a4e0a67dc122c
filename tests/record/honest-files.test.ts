/**
 * No false alarm on procedures from files: random nights through the real engine, restarted and with texts erased on the way, export
 * as sound to both verifiers, with every deadline as the state has it. Under FAULTS=full more than a thousand of them.
 */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openStorage, type Storage } from "../../db/open-storage.ts";
import { playbookKey, type Playbook } from "../../machines/playbook.ts";
import { seededRandom } from "../../src/cli/seeded-random.ts";
import { definitionTexts, openEngine, type Engine } from "../../src/engine/index.ts";
import type { InstanceState } from "../../src/engine/types.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import type { Json } from "../../src/kernel/json.ts";
import { apartOf } from "../../src/playbook/apart.ts";
import { shippedPlaybooks } from "../../src/playbook-files/shipped-playbooks.ts";
import { exportIncident } from "../../src/record/export.ts";
import { vkeyOf } from "../../src/record/note.ts";
import { drawn, opened, people } from "../machines/from-data/support/random-night.ts";
import { monday } from "../machines/from-data/support/written.ts";
import { isFullRun } from "../support/extent.ts";
import { aTemporaryFolder } from "../support/temporary-folder.ts";
import { signer } from "./small-log.ts";
import { hasPython, runPython } from "./verifiers.ts";

const program = "../../verifier/verify.mjs";
const { verifyExport } = (await import(program)) as {
  verifyExport: (
    folder: string,
    asked: object,
  ) => {
    code: number;
    sentence?: string;
    clocks?: readonly object[] | null;
    texts?: { erased: ReadonlyMap<string, unknown> };
  };
};

const nightsEach = isFullRun ? 70 : 1;
const stepsEach = 24;
const folder = aTemporaryFolder();
const clock = new WindingClock(monday);
let storage: Storage;

beforeAll(async () => {
  storage = await openStorage({ url: "sqlite::memory:" });
});
afterAll(async () => {
  await storage.close();
  folder.remove();
});

type Chance = ReturnType<typeof seededRandom>;

async function withEngine<Result>(playbook: Playbook, work: (engine: Engine) => Promise<Result>): Promise<Result> {
  const engine = await openEngine({
    storage: { ...storage, close: async () => undefined },
    machines: { [playbookKey(playbook)]: playbook.machine },
    apart: apartOf([playbook]),
    clock,
    deliver: async () => ({ to: ["某人"] }),
  });
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

function openedAtLast(playbook: Playbook, chance: Chance): Json {
  for (let tries = 0; tries < 100; tries += 1) {
    const input = opened(playbook, chance);
    if (input !== null) return input;
  }
  throw new Error(`${playbook.id} cannot be opened`);
}

/** One thing that happens: something is sent, time passes, or a text is erased. */
async function happens(engine: Engine, playbook: Playbook, id: string, chance: Chance): Promise<void> {
  const view = await engine.read(id);
  if (chance.oneIn(8)) {
    const refs = [...JSON.stringify(await engine.history(id)).matchAll(/t1:[\w-]{43}/g)].map(([ref]) => ref);
    const ref = chance.oneOf(refs);
    if (ref !== null) await engine.erase(id, [ref], "retention", { by: "li", commandId: `e-${view.seq}-${id}` });
    return;
  }
  const state = view as unknown as InstanceState;
  const event = chance.oneIn(3) ? null : drawn(playbook, state, clock.now(), chance);
  if (event === null) {
    clock.wind(Math.floor(chance.next() * 30 * 60) * 60_000);
    await engine.runDue();
  } else await engine.send(id, event, { by: chance.oneOf(people) ?? "chen", commandId: `c-${view.seq}-${id}` });
}

async function night(playbook: Playbook, chance: Chance, name: string): Promise<string> {
  clock.wind(0);
  const input = { ...(openedAtLast(playbook, chance) as object), at: clock.now() } as Json;
  const { id } = await withEngine(playbook, (engine) =>
    engine.start(playbookKey(playbook), input, { by: "chen", commandId: name }),
  );
  for (let left = stepsEach; left > 0; left -= 6)
    await withEngine(playbook, async (engine) => {
      for (let n = 0; n < 6 && (await engine.read(id)).status === "active"; n += 1)
        await happens(engine, playbook, id, chance);
    });
  return id;
}

async function exportTo(playbook: Playbook, id: string): Promise<string> {
  const at = folder.file("export");
  rmSync(at, { recursive: true, force: true });
  mkdirSync(at);
  const definition = definitionTexts({ [playbookKey(playbook)]: playbook.machine });
  const signing = { signer, outside: null, clock, witnessing: null };
  const { files } = await exportIncident({ record: storage.record, storage, signing, definition }, id);
  for (const [name, text] of files) writeFileSync(join(at, name), text);
  return at;
}

describe("an honest night of a file exports as sound", () => {
  const seen = { nights: 0, deadlines: 0, erased: 0 };
  afterAll(() => {
    console.log(`honest: ${seen.nights} nights, ${seen.deadlines} deadlines recomputed, ${seen.erased} texts erased`);
    expect(seen.deadlines).toBeGreaterThan(0);
    expect(seen.erased).toBeGreaterThan(0);
  });

  test.each(shippedPlaybooks().map((playbook) => [playbookKey(playbook), playbook] as const))(
    "%s",
    async (key, playbook) => {
      for (let seed = 1; seed <= nightsEach; seed += 1) {
        const id = await night(playbook, seededRandom(seed), `${key} ${seed}`);
        const at = await exportTo(playbook, id);
        const found = verifyExport(at, { vkeys: [vkeyOf(signer)] });
        expect(found).toMatchObject({ code: 0 });
        expect(found.clocks).not.toBeNull();
        seen.nights += 1;
        seen.deadlines += found.clocks?.length ?? 0;
        seen.erased += found.texts?.erased.size ?? 0;
        if (hasPython && seed % 10 === 1) expect(runPython(["--vkey", vkeyOf(signer), at])).toMatchObject({ code: 0 });
      }
    },
    600_000,
  );
});
