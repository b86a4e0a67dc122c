import type Database from "better-sqlite3";

/** How long a connection waits for another one's lock (ms). Waiting blocks the thread, so it is short. */
const busyTimeoutMs = 500;

/**
 * Memory for pages (KiB). A full commit changes some two thousand of them; with SQLite's own 2 MB they would be written to
 * the file before the commit, read again for it, and an advance in a large file would cost several times as much.
 */
const cacheKib = 16_384;

/** The settings of every SQLite connection, also of the one in the engine's thread. */
export function prepareSqlite(database: Database.Database, mode: "write" | "read"): void {
  database.pragma(`busy_timeout = ${busyTimeoutMs}`);
  if (mode === "write") {
    // This build drops to NORMAL when it enters WAL mode, and NORMAL loses acknowledged rows in a power cut. It keeps
    // quiet about it: the pragma goes on saying 2. Only setting FULL afterwards, on each connection, makes commits fsync.
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = FULL");
    database.pragma(`cache_size = -${cacheKib}`);
  }
  // What is erased is overwritten, not only forgotten.
  database.pragma("secure_delete = ON");
  database.pragma("foreign_keys = ON");
  // INSERT OR REPLACE deletes without asking the triggers that protect the log, unless they are recursive.
  database.pragma("recursive_triggers = ON");
  // The schema of a file that somebody brought along may not call functions, and a damaged page is noticed when it is read.
  database.pragma("trusted_schema = OFF");
  database.pragma("cell_size_check = ON");
}
