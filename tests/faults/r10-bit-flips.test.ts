/** R10: a bit that flips in the file is noticed by the check of the file, by the start, or by the replay of every log. */
import { expect, test } from "@jest/globals";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkDatabase } from "../../db/check-database.ts";
import { seededRandom } from "../../src/cli/seeded-random.ts";
import { figures, howMany } from "../support/extent.ts";
import { aFolderEach } from "./support/folder.ts";
import { Ledger } from "./support/ledger.ts";
import { serve } from "./support/server-process.ts";
import { engineTongue } from "./support/tongues.ts";
import { checkEverything, reading } from "./support/verdict.ts";

const folder = aFolderEach();
const flips = howMany(60, 2_000);
/** Who, when, under which id, and what lists show: no state is computed from it. Only a signed record can vouch for it. */
const uncomputed = /^(by|at|commandId|detail|startedAt|updatedAt|summary|tries|nextTryAt|lastError|settledAt)$/;

test("single bits flipped anywhere in the file", async () => {
  const ledger = new Ledger(engineTongue, 10);
  const server = await serve({ kind: "engine", folder: folder.path });
  ledger.at(server.address);
  for (let n = 0; n < 60; n += 1) await ledger.one();
  await server.end("SIGTERM");
  ledger.close();
  const sound = readFileSync(join(folder.path, "answerable.db"));
  const content = await contentOf(folder.path);
  const counts = { "by the check": 0, "by the replay": 0, harmless: 0, "in what nothing is computed from": 0 };
  const unnoticed: string[] = [];
  const chance = seededRandom(10);
  for (let flip = 0; flip < flips; flip += 1) {
    const place = folder.file(`flip-${flip % 4}`);
    mkdirSync(place, { recursive: true });
    const damaged = Buffer.from(sound);
    const at = Math.floor(chance.next() * damaged.length);
    damaged[at] = damaged[at]! ^ (1 << Math.floor(chance.next() * 8));
    writeFileSync(join(place, "answerable.db"), damaged);
    const verdict = await verdictOn(place, content, at);
    if (typeof verdict === "string") counts[verdict] += 1;
    else unnoticed.push(verdict.unnoticed);
  }
  expect(unnoticed).toEqual([]);
  expect(counts["by the check"] + counts["by the replay"]).toBeGreaterThan(0);
  const said = Object.entries(counts).map(([how, count]) => `${count} ${how}`);
  figures(
    "R10",
    `${flips} single bits flipped: noticed or without effect — ${said.join(", ")}; 0 that changed a state unnoticed`,
  );
}, 300_000);

async function verdictOn(place: string, sound: readonly string[], at: number) {
  const said = await checkDatabase(`sqlite:${join(place, "answerable.db")}`).then(
    ({ damage, wrong }) => [...damage, ...wrong],
    (error: unknown) => [String(error)],
  );
  if (said.length > 0) return "by the check";
  try {
    await reading(place, checkEverything);
  } catch {
    return "by the replay";
  }
  const now = await contentOf(place);
  const changed = now.filter((line, index) => line !== sound[index]);
  if (now.length === sound.length && changed.length === 0) return "harmless";
  const fields = changed.map((line) => line.split(" ", 3)[1] ?? "");
  if (now.length !== sound.length || !fields.every((field) => uncomputed.test(field)))
    return { unnoticed: `byte ${at}: ${changed.slice(0, 3).join("; ").slice(0, 500)}` };
  return "in what nothing is computed from";
}

/** Everything that the engine would read, a line a field. */
async function contentOf(place: string): Promise<readonly string[]> {
  return reading(place, async (storage) => {
    const lines: string[] = [];
    const note = (kind: string, rows: readonly object[]) => {
      for (const row of rows)
        for (const [field, value] of Object.entries(row)) lines.push(`${kind} ${field} ${JSON.stringify(value)}`);
    };
    const ids = await storage.instanceIds(null, 10_000);
    note("instance", (await storage.load(ids, [])).instances);
    for (const id of ids) {
      note("log", await storage.history(id));
      note("timer", await storage.timers(id));
      note("message", await storage.messages(id));
    }
    return lines;
  });
}

test("a start on a file that is no database says so", async () => {
  copyFileSync(new URL(import.meta.url).pathname, folder.file("answerable.db"));
  const started = serve({ kind: "desk", folder: folder.path });
  await expect(started).rejects.toThrow(/ended with 5.*not a database/s);
}, 60_000);
