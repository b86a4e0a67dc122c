/** Opens a database through Knex, with every setting that durability and safety depend on. */
import type Database from "better-sqlite3";
import knex, { type Knex } from "knex";
import { StorageUnavailableError } from "../src/engine/failures.ts";
import { assert } from "../src/kernel/assert.ts";
import { type Clock, systemClock } from "../src/kernel/clock.ts";
import { parseDatabaseUrl } from "./database-url.ts";
import { type Dialect, sqliteDialect } from "./dialect.ts";
import { connectPostgres, type PostgresConnection } from "./postgres-connection.ts";
import { prepareSqlite } from "./sqlite-settings.ts";
import { isDamage, sqliteFailure } from "./sqlite-failure.ts";

export interface SqliteConnection {
  readonly kind: "sqlite";
  readonly dialect: Dialect;
  readonly knex: Knex;
  /** The one connection behind `knex`. Whoever uses it directly must not wait in between. */
  readonly database: Database.Database;
  close(): Promise<void>;
}

export type Connection = SqliteConnection | PostgresConnection;

export interface ConnectOptions {
  readonly url: string;
  readonly mode?: "write" | "read";
  /** What an SQLite database takes for its own time; PostgreSQL has one. */
  readonly clock?: Clock;
}

export async function connect({ url, mode = "write", clock = systemClock }: ConnectOptions): Promise<Connection> {
  const address = parseDatabaseUrl(url);
  switch (address.kind) {
    case "memory":
      return connectSqlite(":memory:", mode, clock);
    case "sqlite":
      return connectSqlite(address.file, mode, clock);
    case "postgres":
      return connectPostgres(address.url, mode);
  }
}

export async function connectSqlite(
  filename: string,
  mode: "write" | "read" = "write",
  clock: Clock = systemClock,
): Promise<SqliteConnection> {
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
  const close = async () => connection.destroy();
  try {
    await connection.raw("SELECT 1");
  } catch (error) {
    await close();
    throw openingFailure(filename, mode, error);
  }
  assert(database, "Knex answered a query without a connection.");
  return { kind: "sqlite", dialect: sqliteDialect(clock), knex: connection, database, close };
}

function openingFailure(filename: string, mode: "write" | "read", error: unknown): Error {
  if (!isDamage(error)) return mode === "read" ? readingFailure(filename, error) : sqliteFailure(error);
  const message = (error as Error).message.replace(/^.* - /, "");
  const sentence = `${filename} cannot be opened as a database (${message}): it is damaged, cut short, or another kind of file. Nothing was written to it. Keep it as it is, and restore the last backup that is whole: \`answerable restore <backup> --force\`.`;
  return new StorageUnavailableError("broken", sentence, { cause: error });
}

/** Also a reader of a file that is in use by nobody writes beside it. */
function readingFailure(filename: string, error: unknown): Error {
  const failure = sqliteFailure(error);
  if ((error as { code?: string }).code !== "SQLITE_CANTOPEN") return failure;
  const sentence = `${filename} cannot be read where it is, because SQLite has to write beside it and may not: copy it, with its -wal, to a folder of yours.`;
  return new StorageUnavailableError("read-only", sentence, { cause: error });
}

/** Whatever Knex would print it also throws, and only the program decides what is logged. */
const silent = { warn: () => undefined, error: () => undefined, deprecate: () => undefined, debug: () => undefined };
