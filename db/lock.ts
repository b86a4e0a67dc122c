/**
 * One server process per SQLite file: a second writer would block its own event loop while it waits. The lock is another
 * small SQLite file held under BEGIN EXCLUSIVE, so the kernel gives it back however the process ends. Nobody may open
 * that file in another way, because closing any handle of it would drop the lock; who holds it stands in a third file.
 * Every way to one file meets at the same lock: symbolic links lead to its place, and a second hard link is refused.
 */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import Database from "better-sqlite3";
import { fileFailure } from "./file-failure.ts";
import { isUnfinished } from "./restore-marker.ts";
import { giveToOwner, placeOf, refuseSecondName } from "./place.ts";

export interface FileLock {
  release(): void;
}

/** Kept here, because a handle that nobody refers to any more is closed by the garbage collector, and its lock goes with it. */
const held = new Set<Database.Database>();

/**
 * Throws `FileInUseError`, whose sentence names the holder, when another process (or this one) already writes this file, and
 * `StorageUnavailableError` when the file has two names or its folder cannot be written.
 */
export function lockFile(file: string, servedAt: string | null): FileLock {
  const place = placeOf(file);
  // A restore that was cut short may have left one, and whoever has the lock finishes it.
  if (!isUnfinished(place)) refuseSecondName(place);
  const database = lockedAt(place, file);
  held.add(database);
  const holder = `${place}.holder`;
  writeFileSync(holder, JSON.stringify({ pid: process.pid, servedAt } satisfies Holder), { mode: 0o600 });
  for (const path of [`${place}.lock`, holder]) giveToOwner(path);
  return {
    release: () => {
      if (!database.open) return;
      // In a folder that was exchanged meanwhile it is somebody else's.
      if (readHolder(holder)?.pid === process.pid) rmSync(holder, { force: true });
      held.delete(database);
      database.close();
    },
  };
}

function lockedAt(place: string, file: string): Database.Database {
  let database: Database.Database | null = null;
  try {
    database = new Database(`${place}.lock`, { timeout: 0 });
    database.exec("BEGIN EXCLUSIVE");
    return database;
  } catch (error) {
    database?.close();
    if ((error as { code?: string }).code === "SQLITE_BUSY")
      throw new FileInUseError(file, readHolder(`${place}.holder`));
    throw fileFailure(error, `${place}.lock`, "Nothing was opened and nothing changed.");
  }
}

/** The file belongs to another process. */
export class FileInUseError extends Error {
  override name = "FileInUseError";

  constructor(file: string, holder: Holder | null) {
    const who = holder
      ? `process ${holder.pid}${holder.servedAt ? `, which serves ${holder.servedAt}` : ""}`
      : "another process";
    super(
      `${file} is in use by ${who}. Only one process can write to it: use that one, stop it, or choose another file.`,
    );
  }
}

interface Holder {
  readonly pid: number;
  readonly servedAt: string | null;
}

/** Where whoever holds the file serves the desk; null when nobody does, or serves none. */
export function servedAddress(file: string): string | null {
  try {
    return readHolder(`${placeOf(file)}.holder`)?.servedAt ?? null;
  } catch {
    return null;
  }
}

function readHolder(path: string): Holder | null {
  try {
    const holder = JSON.parse(readFileSync(path, "utf8")) as Partial<Holder>;
    return typeof holder.pid === "number" ? { pid: holder.pid, servedAt: holder.servedAt ?? null } : null;
  } catch {
    // The holder may be between taking the lock and writing its name.
    return null;
  }
}
