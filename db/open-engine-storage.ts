/** The storage of an engine alone: its own tables, and none of the desk's. */
import type { EngineStorage } from "../src/engine/ports.ts";
import type { Leases } from "../src/engine/leases.ts";
import { engineMigrations } from "./migrations/engine.ts";
import { openDatabase, type StorageOptions as DatabaseOptions } from "./open-database.ts";
import { engineStorage } from "./stores/engine-storage.ts";
import { leaseStore } from "./stores/leases.ts";

export type StorageOptions = Omit<DatabaseOptions, "side">;

export interface Storage extends EngineStorage {
  /** For `sharing`: several engines on one PostgreSQL. */
  readonly leases: Leases;
  /** Throws what is wrong: the database does not answer, or its schema is not this program's. */
  check(): Promise<void>;
}

/**
 * Makes the engine's tables when it may write. Throws `FileInUseError`, `SchemaError` or `UnfitDatabaseError`, whose sentences
 * say what to do, or `StorageUnavailableError`.
 */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const { parts, check, close } = await openDatabase(options, engineMigrations);
  return { ...engineStorage(parts), leases: leaseStore(parts.writer, parts.dialect), check, close };
}
