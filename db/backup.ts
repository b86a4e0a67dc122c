/** One file that holds the whole database as it was at one moment, and the way back. SQLite only: PostgreSQL has pg_dump. */
import { chmodSync, copyFileSync, existsSync, linkSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { connectSqlite } from "./connect.ts";
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
export async function backupSqlite(source: string, file: string): Promise<void> {
  refuseExisting(file);
  mkdirSync(dirname(resolve(file)), { recursive: true });
  const unfinished = `${file}.part`;
  rmSync(unfinished, { force: true });
  const connection = await connectSqlite(source, "read");
  try {
    await requireSchema(connection.knex);
    // Not the step-by-step backup, which begins anew whenever another process writes and may never end on a busy night.
    connection.database.prepare("VACUUM INTO ?").run(unfinished);
    // SQLite leaves this to whoever asked.
    chmodSync(unfinished, 0o600);
    makeDurable(unfinished);
    giveName(unfinished, file);
    makeDurable(file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error instanceof FileExistsError ? error : sqliteFailure(error);
  } finally {
    await connection.close();
  }
}

/** Puts a backup in the place of `target`. Returns the name under which what was there is kept, or null. */
export function restoreSqlite(backup: string, target: string, stamp: string, force: boolean): string | null {
  if (!force) refuseExisting(target);
  mkdirSync(dirname(resolve(target)), { recursive: true });
  const unfinished = `${target}.part`;
  // Nobody may be writing what is being replaced.
  const lock = lockFile(target, null);
  try {
    copyFileSync(backup, unfinished);
    chmodSync(unfinished, 0o600);
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
