/** One file that holds the whole database as it was at one moment. The way back is in restore.ts. */
import { chmodSync, closeSync, openSync } from "node:fs";
import { systemClock } from "../src/kernel/clock.ts";
import { markCopiedFile } from "./copied-desk.ts";
import { connectSqlite } from "./connect.ts";
import { copyInto, type CopyOptions } from "./copy-database.ts";
import { fileFailure } from "./file-failure.ts";
import { inOneFile } from "./one-file.ts";
import { placeOf } from "./place.ts";
import { refuseUnfinished } from "./restore-marker.ts";
import { requireSchema } from "./migrate.ts";
import { migrations } from "./migrations/index.ts";
import { appearWhole } from "./whole-file.ts";

/**
 * Writes `file` while a server may be writing `source`: it reads one moment of it and keeps nobody waiting. The file
 * appears whole and on disk, or not at all. Throws `FileExistsError`, and `StorageUnavailableError` when the disk is full.
 */
export async function backupSqlite(source: string, file: string, now = systemClock.now()): Promise<void> {
  refuseUnfinished(placeOf(source));
  await written(file, async (unfinished) => {
    const connection = await connectSqlite(source, "read");
    try {
      await requireSchema(connection.knex, migrations);
      // Not the step-by-step backup, which begins anew whenever another process writes and may never end on a busy night.
      connection.database.prepare("VACUUM INTO ?").run(unfinished);
      // SQLite leaves this to whoever asked.
      chmodSync(unfinished, 0o600);
    } finally {
      await connection.close();
    }
    markCopiedFile(unfinished, "backup", now);
  });
}

/**
 * The same of a PostgreSQL database, while desks may be writing it: an SQLite file, so that whoever has the backup needs no
 * server to read it. Throws what `copyInto` throws, and `FileExistsError`.
 */
export async function backupPostgres(url: string, file: string, options: CopyOptions): Promise<void> {
  await written(file, async (unfinished) => {
    // Nobody else on this machine reads password hashes, not even while it is being written.
    closeSync(openSync(unfinished, "wx", 0o600));
    await copyInto(url, `sqlite:${unfinished}`, { ...options, whileRunning: true, how: "backup" });
    inOneFile(unfinished);
  });
}

async function written(file: string, write: (unfinished: string) => Promise<void>): Promise<void> {
  try {
    await appearWhole(file, write);
  } catch (error) {
    throw fileFailure(
      error,
      file,
      "No backup was made, nothing of it was left there, and the desk's own data is as it was.",
    );
  }
}
