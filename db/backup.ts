/** One file that holds the whole database as it was at one moment, and the way back. */
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from "node:fs";
import { dirname, resolve } from "node:path";
import Database from "better-sqlite3";
import { markCopiedFile } from "./copied-desk.ts";
import { connectSqlite } from "./connect.ts";
import { copyDatabase, type CopyOptions } from "./copy-database.ts";
import { makeDurable } from "./durable-file.ts";
import { lockFile } from "./lock.ts";
import { requireSchema } from "./migrate.ts";
import { sqliteFailure } from "./sqlite-failure.ts";

/** It is there already, and nobody said that it may go. */
class FileExistsError extends Error {
  override name = "FileExistsError";
}

/**
 * Writes `file` while a server may be writing `source`: it reads one moment of it and keeps nobody waiting. The file
 * appears whole and on disk, or not at all. Throws `FileExistsError`.
 */
export async function backupSqlite(source: string, file: string, now: number): Promise<void> {
  await appearWhole(file, async (unfinished) => {
    const connection = await connectSqlite(source, "read");
    try {
      await requireSchema(connection.knex);
      // Not the step-by-step backup, which begins anew whenever another process writes and may never end on a busy night.
      connection.database.prepare("VACUUM INTO ?").run(unfinished);
      // SQLite leaves this to whoever asked.
      chmodSync(unfinished, 0o600);
      markCopiedFile(unfinished, "backup", now);
    } catch (error) {
      throw sqliteFailure(error);
    } finally {
      await connection.close();
    }
  });
}

/**
 * The same of a PostgreSQL database, while desks may be writing it: an SQLite file, so that whoever has the backup needs no
 * server to read it. Throws what `copyDatabase` throws, and `FileExistsError`.
 */
export async function backupPostgres(
  url: string,
  file: string,
  options: Omit<CopyOptions, "whileRunning" | "how">,
): Promise<void> {
  await appearWhole(file, async (unfinished) => {
    // Nobody else on this machine reads password hashes, not even while it is being written.
    closeSync(openSync(unfinished, "wx", 0o600));
    try {
      await copyDatabase(url, `sqlite:${unfinished}`, { ...options, whileRunning: true, how: "backup" });
    } finally {
      rmSync(`${unfinished}.lock`, { force: true });
    }
    inOneFile(unfinished);
  });
}

/** Whoever reads a database with a write-ahead log makes further files beside it. */
function inOneFile(file: string): void {
  const database = new Database(file);
  try {
    database.pragma("journal_mode = DELETE");
  } catch (error) {
    throw sqliteFailure(error);
  } finally {
    database.close();
  }
}

/** `write` writes another file first, which takes the name when it is whole and on disk. */
async function appearWhole(file: string, write: (unfinished: string) => Promise<void>): Promise<void> {
  refuseExisting(file);
  mkdirSync(dirname(resolve(file)), { recursive: true });
  const unfinished = `${file}.part`;
  const remove = () => ["", "-wal", "-shm", "-journal"].forEach((part) => rmSync(unfinished + part, { force: true }));
  remove();
  try {
    await write(unfinished);
    makeDurable(unfinished);
    giveName(unfinished, file);
    makeDurable(file);
  } catch (error) {
    remove();
    throw error;
  }
}

/**
 * Puts a backup in the place of `target`, marked as restored `now` (ms). Returns the name under which what was there is kept,
 * or null.
 */
export function restoreSqlite(
  backup: string,
  target: string,
  { stamp, now, force }: { readonly stamp: string; readonly now: number; readonly force: boolean },
): string | null {
  if (!force) refuseExisting(target);
  mkdirSync(dirname(resolve(target)), { recursive: true });
  const unfinished = `${target}.part`;
  // Nobody may be writing what is being replaced.
  const lock = lockFile(target, null);
  try {
    copyFileSync(backup, unfinished);
    chmodSync(unfinished, 0o600);
    // Not every backup was made by a program that marks it.
    markCopiedFile(unfinished, "restore", now);
    makeDurable(unfinished);
    const kept = existsSync(target) ? `${target}.replaced-${stamp}` : null;
    // A write-ahead log that stayed behind would be taken for the restored file's own.
    for (const part of ["", "-wal", "-shm"]) {
      if (kept !== null && existsSync(target + part)) renameSync(target + part, kept + part);
      else rmSync(target + part, { force: true });
    }
    renameSync(unfinished, target);
    makeDurable(target);
    return kept;
  } finally {
    rmSync(unfinished, { force: true });
    lock.release();
  }
}

function refuseExisting(file: string): void {
  if (existsSync(file)) throw new FileExistsError(`${file} is there already and is not overwritten.`);
}

/** Unlike renaming, linking never replaces what came there meanwhile. */
function giveName(unfinished: string, file: string): void {
  try {
    linkSync(unfinished, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") throw new FileExistsError(`${file} is there already and is not overwritten.`);
    // Some file systems know no links.
    renameSync(unfinished, file);
    return;
  }
  rmSync(unfinished);
}
