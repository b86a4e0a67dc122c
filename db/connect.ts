/** Opens a database through Knex, with every setting that durability and safety depend on. */
import type Database from "better-sqlite3";
import knex, { type Knex } from "knex";
import { assert } from "../src/kernel/assert.ts";
import { parseDatabaseUrl } from "./database-url.ts";
import { sqliteFailure } from "./sqlite-failure.ts";

export interface SqliteConnection {
  readonly kind: "sqlite";
  readonly knex: Knex;
  /** The one connection behind `knex`. Whoever uses it directly must not wait in between. */
  readonly database: Database.Database;
  /** Path of the file, or null for a database in memory. */
  readonly file: string | null;
}

export interface ConnectOptions {
  readonly url: string;
  readonly mode?: "write" | "read";
}

export async function connect({ url, mode = "write" }: ConnectOptions): Promise<SqliteConnection> {
  const address = parseDatabaseUrl(url);
  if (address.kind === "postgres") throw new Error("PostgreSQL is not supported yet; use a sqlite: address.");
  const filename = address.kind === "memory" ? ":memory:" : address.file;
  let database: Database.Database | undefined;
  const connection = knex({
    client: "better-sqlite3",
    connection: { filename, options: { readonly: mode === "read" } },
    useNullAsDefault: true,
    log: silent,
    pool: {
      min: 1,
      max: 1,
      afterCreate: (raw: Database.Database, done: (error: Error | null) => void) => {
        try {
          prepareSqlite(raw, mode);
          database = raw;
          done(null);
        } catch (error) {
          done(error as Error);
        }
      },
    },
  });
  try {
    await connection.raw("SELECT 1");
  } catch (error) {
    await connection.destroy();
    throw sqliteFailure(error);
  }
  assert(database, "Knex answered a query without a connection.");
  return { kind: "sqlite", knex: connection, database, file: address.kind === "memory" ? null : address.file };
}

/** Whatever Knex would print it also throws, and only the program decides what is logged. */
const silent = { warn: () => undefined, error: () => undefined, deprecate: () => undefined, debug: () => undefined };

/** How long a connection waits for another one's lock (ms). Waiting blocks the thread, so it is short. */
export const busyTimeoutMs = 500;

/** The settings of every SQLite connection, also of the one in the writer's thread. */
export function prepareSqlite(database: Database.Database, mode: "write" | "read"): void {
  database.pragma(`busy_timeout = ${busyTimeoutMs}`);
  if (mode === "write") {
    // This build drops to NORMAL when it enters WAL mode, and NORMAL loses acknowledged rows in a power cut. It keeps
    // quiet about it: the pragma goes on saying 2. Only setting FULL afterwards, on each connection, makes commits fsync.
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = FULL");
  }
  database.pragma("foreign_keys = ON");
  // INSERT OR REPLACE deletes without asking the triggers that protect the log, unless they are recursive.
  database.pragma("recursive_triggers = ON");
  // The schema of a file that somebody brought along may not call functions, and a damaged page is noticed when it is read.
  database.pragma("trusted_schema = OFF");
  database.pragma("cell_size_check = ON");
}
