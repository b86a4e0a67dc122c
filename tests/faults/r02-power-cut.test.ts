/** R2: a power cut loses no acknowledged event: a sync stands before every answer, and every crash state holds what was answered. */
import { expect, test } from "@jest/globals";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { connectSqlite } from "../../db/connect.ts";
import { seededRandom } from "../../src/cli/seeded-random.ts";
import { FailingDisk, readTrace, writeFiles, type DiskEvent } from "./support/disk-trace.ts";
import { figures, howMany } from "../support/extent.ts";
import { aFolderEach } from "./support/folder.ts";
import { Ledger } from "./support/ledger.ts";
import { isInstalled, serve } from "./support/server-process.ts";
import { engineTongue } from "./support/tongues.ts";

const folder = aFolderEach();
const strace = isInstalled("strace") ? test : test.skip;
const commands = howMany(30, 200);
const statesMax = howMany(150, 100_000);

strace(
  "every answer waits for a sync, and every crash state has what was answered",
  async () => {
    const { events, written } = await aTracedNight();
    const answered = events.flatMap((event, index) => (event.kind === "answered" ? [index] : []));
    expect(answered.length).toBeGreaterThan(10);
    for (const index of answered) expect(lastOfDisk(events.slice(0, index))).toBe("sync");

    const chance = seededRandom(2);
    const first = answered[0] ?? 0;
    const every = Math.max(1, Math.ceil((2 * (events.length - first)) / statesMax));
    let states = 0;
    const disk = new FailingDisk();
    const promised: Place[] = [];
    for (const [index, event] of events.entries()) {
      disk.take(event);
      promised.push(...placesIn(event));
      if (index < first || (index - first) % every !== 0) continue;
      for (const luck of [null, chance]) {
        await checkState(disk.afterPowerCut(luck), promised, `after event ${index}`);
        states += 1;
      }
    }
    figures(
      "R2",
      `${answered.length} answers, each after its sync; ${written} writes and syncs cut at ${states} places, half of them with unsynced writes lost, kept or torn at random: 0 answered commands lost, every file whole`,
    );
  },
  howMany(240_000, 3_600_000),
);

test("a call that another thread interrupted counts whole, when it is over", () => {
  const trace = [
    '7 pwrite64(20</d/a.db-wal>, "\\x61\\x62", 2, 8 <unfinished ...>',
    "9 fdatasync(21</d/other> <unfinished ...>",
    "7 <... pwrite64 resumed>) = 2",
    "7 ftruncate(20</d/a.db-wal>, 16 <unfinished ...>",
    "9 <... fdatasync resumed>) = 0",
    "7 <... ftruncate resumed>) = 0",
    "7 fdatasync(20</d/a.db-wal>) = 0",
  ];
  expect(readTrace(trace.join("\n"), "/d/a.db")).toEqual([
    { kind: "write", file: "-wal", offset: 8, bytes: Buffer.from("ab") },
    { kind: "truncate", file: "-wal", length: 16 },
    { kind: "sync", file: "-wal" },
  ]);
});

/** The last thing that happened to the database's files: what is answered must have been synced. */
function lastOfDisk(events: readonly DiskEvent[]): DiskEvent["kind"] | undefined {
  return events.findLast(({ kind, ...event }) => kind !== "answered" && "file" in event && event.file === "-wal")?.kind;
}

async function aTracedNight(): Promise<{ events: readonly DiskEvent[]; written: number }> {
  const trace = folder.file("trace");
  const calls = "trace=pwrite64,ftruncate,fsync,fdatasync,unlink,write,writev,sendto";
  const under = ["strace", "-f", "-y", "-xx", "-s", "100000", "-qq", "-o", trace, "-e", calls];
  const server = await serve({ kind: "engine", folder: folder.path, under });
  const ledger = new Ledger(engineTongue, 2);
  ledger.at(server.address);
  for (let n = 0; n < commands; n += 1) await ledger.one();
  await server.end("SIGKILL");
  ledger.close();
  const events = readTrace(readFileSync(trace, "utf8"), join(folder.path, "answerable.db"));
  return { events, written: events.filter(({ kind }) => kind !== "answered").length };
}

interface Place {
  readonly id: string;
  readonly seq: number;
}

function placesIn(event: DiskEvent): readonly Place[] {
  if (event.kind !== "answered") return [];
  const said = event.text.matchAll(/"id":"([^"]+)","seq":(\d+)/g);
  return [...said].map(([, id = "", seq]) => ({ id, seq: Number(seq) }));
}

async function checkState(files: ReadonlyMap<string, Buffer>, promised: readonly Place[], when: string): Promise<void> {
  const place = folder.file("state");
  rmSync(place, { recursive: true, force: true });
  writeFiles(place, files);
  const { database, close } = await connectSqlite(join(place, "answerable.db"));
  try {
    if (database.pragma("integrity_check", { simple: true }) !== "ok") throw new Error(`${when} the file is damaged`);
    const rows = database.prepare("SELECT instance || ' ' || seq FROM log").pluck().all() as string[];
    const there = new Set(rows);
    for (const { id, seq } of promised)
      if (!there.has(`${id} ${seq}`)) throw new Error(`${when} row ${seq} of ${id} is lost, though it was answered`);
  } finally {
    await close();
  }
}
