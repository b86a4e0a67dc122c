/** Puts a backup in the place of a database, all of it or nothing, and keeps what was there. */
import { chmodSync, copyFileSync, existsSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { markCopiedFile } from "./copied-desk.ts";
import { connectSqlite } from "./connect.ts";
import { makeDurable } from "./durable-file.ts";
import { fileFailure } from "./file-failure.ts";
import { markOf, writeMark } from "./high-water-mark.ts";
import { lockFile } from "./lock.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations/index.ts";
import { inOneFile } from "./one-file.ts";
import { giveToOwner, placeOf } from "./place.ts";
import { announceRestore, finishRestore, refuseUnfinished } from "./restore-marker.ts";
import { sqliteReader } from "./sqlite-writer.ts";
import { clearRemains, dropPart, freeName, partOf, refuseExisting, stampOf } from "./whole-file.ts";

export interface RestoreOptions {
  /** ms; goes on record as the time of the restore. */
  readonly now: number;
  /** Also where there is a database. */
  readonly force: boolean;
  /** Asked of the new file before it takes the place: false leaves everything as it was. */
  readonly isGood: (file: string) => Promise<boolean>;
}

export interface Restored {
  /** False: the new file was not good, and nothing has changed. */
  readonly done: boolean;
  /** The name under which what was there is kept; null when nothing was. */
  readonly kept: string | null;
}

/** Throws `FileExistsError`, `FileInUseError`, `SchemaError` or `StorageUnavailableError`, and then nothing has changed. */
export async function restoreSqlite(backup: string, target: string, options: RestoreOptions): Promise<Restored> {
  if (!options.force) refuseExisting(target);
  try {
    return await restoreInto(backup, target, options);
  } catch (error) {
    throw fileFailure(error, target, "Nothing was restored, and what was there is as it was.");
  }
}

async function restoreInto(backup: string, target: string, { now, force, isGood }: RestoreOptions): Promise<Restored> {
  const source = placeOf(backup);
  mkdirSync(dirname(resolve(target)), { recursive: true, mode: 0o700 });
  const place = placeOf(target);
  // Nobody may be writing what is being replaced.
  const lock = lockFile(place, null);
  try {
    finishRestore(place);
    refuseUnfinished(source);
    clearRemains(dirname(place));
    if (!force) refuseExisting(place);
    const part = partOf(place);
    try {
      await prepare(source, part, now);
      if (!(await isGood(part))) return { done: false, kept: null };
      return { done: true, kept: await put(part, place, now) };
    } finally {
      dropPart(part);
    }
  } finally {
    lock.release();
  }
}

/** The new file, whole, with what stands in the write-ahead log of the backup, brought up to this program's schema. */
async function prepare(backup: string, part: string, now: number): Promise<void> {
  await copyWhole(backup, part);
  chmodSync(part, 0o600);
  giveToOwner(part);
  const connection = await connectSqlite(part);
  try {
    await migrate(connection, now, migrations);
  } finally {
    await connection.close();
  }
  inOneFile(part);
  // Not every backup was made by a program that marks it.
  markCopiedFile(part, "restore", now);
  makeDurable(part);
}

async function copyWhole(backup: string, part: string): Promise<void> {
  // A copy of one file alone would leave behind what was written last and stands beside it.
  if (!existsSync(`${backup}-wal`)) {
    copyFileSync(backup, part);
    return;
  }
  const connection = await connectSqlite(backup, "read");
  try {
    connection.database.prepare("VACUUM INTO ?").run(part);
  } finally {
    await connection.close();
  }
}

async function put(part: string, place: string, now: number): Promise<string | null> {
  const isThere = ["", "-wal", "-journal"].some((end) => existsSync(place + end));
  const kept = isThere ? freeName(`${place}.replaced-${stampOf(now)}`) : null;
  await announceRestore(place, part, kept);
  finishRestore(place);
  const connection = await connectSqlite(place, "read");
  try {
    const mark = await markOf(sqliteReader(connection.database));
    if (mark !== null) await writeMark(place, mark);
  } finally {
    await connection.close();
  }
  return kept;
}
