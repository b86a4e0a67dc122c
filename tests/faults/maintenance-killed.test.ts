/**
 * Restore, backup, copy and migrate, killed at a system call: afterwards the desk starts with all that it had or all that was
 * restored, what was there is kept with its write-ahead log, and the next run clears away what the killed one left.
 */
import { expect, test } from "@jest/globals";
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { connectSqlite } from "../../db/connect.ts";
import { copyDatabase } from "../../db/copy-database.ts";
import { backupSqlite } from "../../db/backup.ts";
import { openStorage } from "../../db/open-storage.ts";
import { restoreSqlite } from "../../db/restore.ts";
import { aBatch, aLogRow, anInstance } from "../support/samples.ts";
import { holdFileInChild } from "../support/file-holder.ts";
import { figures, howMany } from "../support/extent.ts";
import { aFolderEach } from "./support/folder.ts";
import { killAt, placesIn, type Task, type Place } from "./support/killed-at.ts";
import { isInstalled } from "./support/server-process.ts";

const folder = aFolderEach();
const strace = isInstalled("strace") ? test : test.skip;
const now = 1_700_000_000_000;
const options = { now, progress: () => undefined };

/** Some places to be killed at, spread over the whole of it; bounded, fewer of the many that write the file itself. */
function some(places: readonly Place[]): readonly Place[] {
  const most = howMany(7, 400);
  const wanted = most >= places.length ? places : places.filter(({ call }) => call !== "pwrite64");
  return wanted.filter(
    (_, index) => Math.floor((index * most) / wanted.length) !== Math.floor(((index - 1) * most) / wanted.length),
  );
}

/** A folder with a desk whose last row stands in the write-ahead log alone, as after a kill. */
async function aDeskOf(name: string, incidents: number): Promise<string> {
  const place = folder.file(name);
  mkdirSync(place, { recursive: true });
  const file = join(place, "answerable.db");
  const storage = await openStorage({ url: `sqlite:${file}` });
  const ids = Array.from({ length: incidents - 1 }, (_, n) => `${name}-${n}`);
  for (const id of ids) await storage.commit(aBatch({ log: [aLogRow(id, 0)], inserted: [anInstance(id)] }));
  await storage.close();
  await (await holdFileInChild(`sqlite:${file}`, "http://127.0.0.1:1")).kill();
  expect(existsSync(`${file}-wal`)).toBe(true);
  return file;
}

async function incidentsIn(file: string): Promise<number> {
  const { database, close } = await connectSqlite(file, "read");
  const count = database.prepare("SELECT count(*) FROM instances").pluck().get() as number;
  await close();
  return count;
}

/** What a start finds. */
async function started(file: string): Promise<number> {
  const storage = await openStorage({ url: `sqlite:${file}` });
  const { length } = await storage.instanceIds(null, 1_000);
  await storage.close();
  return length;
}

/** A copy of the desk's folder, as it was before. */
function anew(file: string, name: string): string {
  const place = folder.file(name);
  rmSync(place, { recursive: true, force: true });
  cpSync(join(file, ".."), place, { recursive: true });
  return join(place, "answerable.db");
}

const remains = /\.part-|\.incoming$|\.restoring$/;
const remainsIn = (file: string) => readdirSync(join(file, "..")).filter((name) => remains.test(name));

strace(
  "restore over a desk",
  async () => {
    const old = await aDeskOf("old", 5);
    const backup = folder.file("backup.db");
    const other = await aDeskOf("other", 3);
    await backupSqlite(other, backup);
    const places = placesIn(folder.file("trace"), "restore", backup, anew(old, "counted"));
    let finished = 0;
    for (const nth of some(places)) {
      const file = anew(old, "killed");
      expect({ nth, killed: killAt(nth, "restore", backup, file) }).toEqual({ nth, killed: true });
      // Whoever knows nothing of restores finds no empty place either.
      expect({ nth, there: existsSync(file) }).toEqual({ nth, there: true });
      const found = await started(file);
      expect([3, 5]).toContain(found);
      if (found === 3) finished += 1;
      const again = await restoreSqlite(backup, file, { now: now + 1_000, force: true, isGood: async () => true });
      expect(again.done).toBe(true);
      expect(await started(file)).toBe(3);
      const kept = readdirSync(join(file, "..")).filter(
        (name) => /\.replaced-[^.]*$/.test(name) && !name.includes("-wal"),
      );
      const counts = await Promise.all(kept.map((name) => incidentsIn(join(file, "..", name))));
      expect({ nth, kept: counts.includes(5) }).toEqual({ nth, kept: true });
      expect(remainsIn(file)).toEqual([]);
    }
    expect(finished).toBeGreaterThan(0);
    figures(
      "R16",
      `restore killed at ${some(places).length} of ${places.length} calls: ${finished} were finished by the next start, 0 lost`,
    );
  },
  600_000,
);

strace.each<Task>(["backup", "copy"])(
  "%s",
  async (what) => {
    const old = await aDeskOf("old", 4);
    const target = (name: string) => join(folder.file(name), "target.db");
    mkdirSync(folder.file("counted"));
    const places = placesIn(folder.file("trace"), what, old, target("counted"));
    for (const nth of some(places)) {
      rmSync(folder.file("into"), { recursive: true, force: true });
      mkdirSync(folder.file("into"));
      const source = anew(old, "source");
      expect({ nth, killed: killAt(nth, what, source, target("into")) }).toEqual({ nth, killed: true });
      // Whole, or not there: never a desk without incidents.
      const there = existsSync(target("into"));
      if (there) expect(await incidentsIn(target("into"))).toBe(4);
      const next = join(folder.file("into"), "next.db");
      await (what === "backup"
        ? backupSqlite(source, next)
        : copyDatabase(`sqlite:${source}`, `sqlite:${next}`, options));
      expect(await incidentsIn(next)).toBe(4);
      expect(remainsIn(next)).toEqual([]);
      expect(await started(source)).toBe(4);
    }
    figures("R16", `${what} killed at ${some(places).length} of ${places.length} calls: whole or not there`);
  },
  600_000,
);
