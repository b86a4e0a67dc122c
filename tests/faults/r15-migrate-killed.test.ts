/**
 * R15 and R16: an older desk, whose last rows stand in the write-ahead log alone, is brought up to date and killed on the way,
 * or asked to stop. Afterwards it has every row, and the next start finishes it.
 */
import { beforeEach, expect, test } from "@jest/globals";
import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { connectSqlite } from "../../db/connect.ts";
import { migrate } from "../../db/migrate.ts";
import { migrations } from "../../db/migrations/index.ts";
import { openStorage } from "../../db/open-storage.ts";
import { figures, howMany } from "../support/extent.ts";
import { aFolderEach } from "./support/folder.ts";
import { killAt, placesIn, type Place } from "./support/killed-at.ts";
import { isInstalled, launch } from "./support/server-process.ts";

const folder = aFolderEach();
const strace = isInstalled("strace") ? test : test.skip;
const incidents = 40;
/** Of the migrations so many had been made. */
const olderVersions = 7;

let old = "";
beforeEach(async () => {
  old = await anOlderDesk();
});

async function anOlderDesk(): Promise<string> {
  const [writing, kept] = [folder.file("writing"), folder.file("old")];
  mkdirSync(writing);
  const connection = await connectSqlite(join(writing, "answerable.db"));
  await migrate(connection, 7, migrations.slice(0, olderVersions));
  for (let n = 1; n <= incidents; n += 1) {
    connection.database
      .prepare(
        `INSERT INTO instances (id, number, machine, definition_hash, seq, step_seq, status, state, started_at, updated_at)
          VALUES (?, ?, 'm', 'd', 0, 0, 'active', '{}', 0, 0)`,
      )
      .run(`i-${n}`, n);
    connection.database
      .prepare(
        `INSERT INTO log (instance, seq, kind, at, by, event, state_hash)
          VALUES (?, 0, 'start', 0, 'a', '{"type":"start"}', 'h')`,
      )
      .run(`i-${n}`);
  }
  // As after a kill: nothing of the log has been moved into the file.
  cpSync(writing, kept, { recursive: true });
  await connection.close();
  expect(existsSync(join(kept, "answerable.db-wal"))).toBe(true);
  return kept;
}

function anew(name: string): string {
  const place = folder.file(name);
  rmSync(place, { recursive: true, force: true });
  cpSync(old, place, { recursive: true });
  return join(place, "answerable.db");
}

/** What stands in the file without anybody having gone on: a migration happened or did not. */
async function versionIn(file: string): Promise<number> {
  const { database, close } = await connectSqlite(file, "read");
  const versions = database.prepare("SELECT version FROM schema_version ORDER BY version").pluck().all();
  await close();
  expect(versions).toEqual(migrations.slice(0, versions.length).map(({ version }) => version));
  return versions.length;
}

async function finished(file: string): Promise<void> {
  const storage = await openStorage({ url: `sqlite:${file}` });
  // A server may have begun the organisation's own history before it stopped.
  const ids = await storage.instanceIds(null, 1_000);
  expect(ids.filter((id) => id.startsWith("i-"))).toHaveLength(incidents);
  expect(await storage.history(`i-${incidents}`)).toHaveLength(1);
  await storage.close();
  expect(await versionIn(file)).toBe(migrations.length);
  const { database, close } = await connectSqlite(file, "read");
  expect(database.pragma("integrity_check", { simple: true })).toBe("ok");
  await close();
}

/** Spread over all of it. */
function some(places: readonly Place[], most: number): readonly Place[] {
  return places.filter(
    (_, index) => Math.floor((index * most) / places.length) !== Math.floor(((index - 1) * most) / places.length),
  );
}

strace(
  "migrate, killed at a call that changes a file",
  async () => {
    const places = placesIn(folder.file("trace"), "migrate", anew("counted"), "");
    const tried = some(places, howMany(6, 400));
    const reached: number[] = [];
    for (const nth of tried) {
      const file = anew("killed");
      expect({ nth, killed: killAt(nth, "migrate", file, "") }).toEqual({ nth, killed: true });
      reached.push(await versionIn(file));
      await finished(file);
    }
    expect(reached.filter((version) => version < migrations.length).length).toBeGreaterThan(0);
    figures("R16", `migrate killed at ${tried.length} of ${places.length} calls: every row was there, 0 half versions`);
  },
  600_000,
);

strace(
  "a server that is asked to stop in the middle of a migration stops in order",
  async () => {
    const places = placesIn(folder.file("trace"), "migrate", anew("counted"), "");
    const writes = places.filter(({ call }) => call === "pwrite64");
    const tried = some(writes, howMany(2, 20));
    for (const { nth } of tried) {
      const file = anew("asked");
      const inject = `inject=pwrite64:signal=SIGTERM:when=${nth}`;
      const under = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=pwrite64", "-e", inject];
      const server = launch({ kind: "desk", folder: join(file, ".."), under });
      server.address.catch(() => undefined);
      expect({ nth, ...(await server.ended) }).toEqual({ nth, code: 0, signal: null });
      await versionIn(file);
      await finished(file);
    }
    figures("R15", `asked to stop at ${tried.length} writes of a migration: code 0, and complete after the next start`);
  },
  600_000,
);
