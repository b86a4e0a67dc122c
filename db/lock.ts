/**
 * One server process per SQLite file: a second writer would block its own event loop while it waits. The lock is another
 * small SQLite file held under BEGIN EXCLUSIVE, so the kernel gives it back however the process ends. Nobody may open
 * that file in another way, because closing any handle of it would drop the lock; who holds it stands in a third file.
 */
import { readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import Database from "better-sqlite3";

export interface FileLock {
  release(): void;
}

/** Kept here, because a handle that nobody refers to any more is closed by the garbage collector, and its lock goes with it. */
const held = new Set<Database.Database>();

/** Throws `FileInUseError`, whose sentence names the holder, when another process (or this one) already writes this file. */
export function lockFile(file: string, servedAt: string | null): FileLock {
  // Two ways to the same file, through a symbolic link for instance, must meet at the same lock.
  const place = join(realpathSync(dirname(file)), basename(resolved(file)));
  const database = new Database(`${place}.lock`, { timeout: 0 });
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if ((error as { code?: string }).code === "SQLITE_BUSY")
      throw new FileInUseError(file, readHolder(`${place}.holder`));
    throw error;
  }
  held.add(database);
  writeFileSync(`${place}.holder`, JSON.stringify({ pid: process.pid, servedAt } satisfies Holder), { mode: 0o600 });
  return {
    release: () => {
      if (!database.open) return;
      rmSync(`${place}.holder`, { force: true });
      held.delete(database);
      database.close();
    },
  };
}

/** The file belongs to another process. */
export class FileInUseError extends Error {
  override name = "FileInUseError";

  constructor(file: string, holder: Holder | null) {
    const who = holder
      ? `process ${holder.pid}${holder.servedAt ? `, which serves ${holder.servedAt}` : ""}`
      : "another process";
    super(
      `${file} is already in use by ${who}. Only one process may write it: use that one, stop it first, or give this one another file.`,
    );
  }
}

interface Holder {
  readonly pid: number;
  readonly servedAt: string | null;
}

function resolved(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
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
