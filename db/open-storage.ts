import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { IncidentReadModel, LetterStore } from "../src/desk/ports.ts";
import type { EngineStorage } from "../src/engine/ports.ts";
import { systemClock } from "../src/kernel/clock.ts";
import { connect, type SqliteConnection } from "./connect.ts";
import { parseDatabaseUrl } from "./database-url.ts";
import { sqliteDialect } from "./dialect.ts";
import { type FileLock, lockFile } from "./lock.ts";
import { migrate, requireSchema } from "./migrate.ts";
import { incidentReadModel } from "./read-models/incidents.ts";
import { inlineSqliteWriter, sqliteReader } from "./sqlite-writer.ts";
import { engineStorage } from "./stores/engine-storage.ts";
import { letterStore } from "./stores/letters.ts";

export interface Storage extends EngineStorage {
  readonly letters: LetterStore;
  readonly incidents: IncidentReadModel;
}

export interface StorageOptions {
  /** `sqlite:path`, `sqlite::memory:` or `postgres://…` */
  readonly url: string;
  /** `read` takes no lock and changes nothing, so it also works beside a running server. */
  readonly mode?: "write" | "read";
  /** Where this process serves the desk: what a second process is told when it finds the file in use. */
  readonly servedAt?: string;
}

/**
 * Opens the storage, migrating it first when it may write. Throws `FileInUseError` or `SchemaError`, whose sentences say
 * what to do.
 */
export async function openStorage({ url, mode = "write", servedAt }: StorageOptions): Promise<Storage> {
  const address = parseDatabaseUrl(url);
  const file = address.kind === "sqlite" ? address.file : null;
  if (file !== null && mode === "read" && !existsSync(file)) {
    throw new Error(`There is no database at ${file}. Start the server once, or name another file.`);
  }
  if (file !== null && mode === "write") mkdirSync(dirname(file), { recursive: true });
  const lock = file !== null && mode === "write" ? lockFile(file, servedAt ?? null) : null;
  try {
    const connection = await connect({ url, mode });
    return await storageOn(connection, mode, lock);
  } catch (error) {
    lock?.release();
    throw error;
  }
}

async function storageOn(
  connection: SqliteConnection,
  mode: "write" | "read",
  lock: FileLock | null,
): Promise<Storage> {
  try {
    await (mode === "write" ? migrate(connection.knex, systemClock.now()) : requireSchema(connection.knex));
  } catch (error) {
    await connection.knex.destroy();
    throw error;
  }
  const reader = sqliteReader(connection.database);
  const writer = inlineSqliteWriter(connection.database);
  return {
    ...engineStorage({ reader, writer, dialect: sqliteDialect }),
    letters: letterStore(reader, writer),
    incidents: incidentReadModel(reader, sqliteDialect),
    close: async () => {
      await writer.close();
      await connection.knex.destroy();
      lock?.release();
    },
  };
}
