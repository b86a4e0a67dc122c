import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import type { CalendarAddressStore, DeliveryStore, IncidentReadModel, KeyStore, LetterStore, WebhookStore } from "../src/desk/ports.ts";
import type { EngineStorage, Leases } from "../src/engine/ports.ts";
import { type Clock, systemClock } from "../src/kernel/clock.ts";
import type { AccountStorage } from "../src/people/ports.ts";
import { type Connection, connect } from "./connect.ts";
import { type DatabaseAddress, parseDatabaseUrl } from "./database-url.ts";
import { type FileLock, lockFile } from "./lock.ts";
import { migrate, requireSchema } from "./migrate.ts";
import { connectPostgres } from "./postgres-connection.ts";
import { postgresFailure } from "./postgres-failure.ts";
import { postgresReader, postgresWriter } from "./postgres-writer.ts";
import { incidentReadModel } from "./read-models/incidents.ts";
import { sqliteFailure } from "./sqlite-failure.ts";
import { inlineSqliteWriter, sqliteReader } from "./sqlite-writer.ts";
import { threadedSqliteWriter } from "./sqlite-writer-thread.ts";
import { accountStorage } from "./stores/accounts/account-storage.ts";
import { calendarAddressStore } from "./stores/calendar-addresses.ts";
import { deliveryStore } from "./stores/deliveries.ts";
import { engineStorage, type StoreParts } from "./stores/engine-storage.ts";
import { leaseStore } from "./stores/leases.ts";
import { letterStore } from "./stores/letters.ts";
import { keyStore, webhookStore } from "./stores/webhooks.ts";

export interface Storage extends EngineStorage {
  readonly letters: LetterStore;
  readonly incidents: IncidentReadModel;
  readonly leases: Leases;
  readonly accounts: AccountStorage;
  readonly deliveries: DeliveryStore;
  readonly webhooks: WebhookStore;
  readonly keys: KeyStore;
  readonly calendars: CalendarAddressStore;
}

export interface StorageOptions {
  /** `sqlite:path`, `sqlite::memory:` or `postgres://…` */
  readonly url: string;
  /** `read` takes no lock and changes nothing, so it also works beside a running server. */
  readonly mode?: "write" | "read";
  /** Where this process serves the desk: what a second process is told when it finds the file in use. */
  readonly servedAt?: string;
  /**
   * Where an SQLite file is written: in a thread of its own, so that a slow disk never holds up reading, or on the thread
   * that calls, which needs no compiled code and suits tests and short commands. Sources that were not compiled write inline.
   */
  readonly writer?: "thread" | "inline";
  /** The time of an SQLite database; PostgreSQL has its own. */
  readonly clock?: Clock;
}

/**
 * Opens the storage, migrating it first when it may write. Throws `FileInUseError` or `SchemaError`, whose sentences say
 * what to do, or `StorageUnavailableError`.
 */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const { url, mode = "write", clock = systemClock } = options;
  const opened: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const undo of opened.splice(0).reverse()) await undo();
  };
  try {
    const lock = prepareFile(parseDatabaseUrl(url), mode, options.servedAt ?? null);
    opened.push(() => lock?.release());
    const connection = await connect({ url, mode, clock });
    opened.push(async () => connection.close());
    await (mode === "write" ? bringUpToDate(connection, url, clock.now()) : requireSchema(connection.knex));
    const parts = { ...(await readerAndWriter(connection, options)), dialect: connection.dialect };
    opened.push(async () => parts.writer.close());
    return { ...stores(parts), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function bringUpToDate(connection: Connection, url: string, now: number): Promise<void> {
  if (connection.kind === "sqlite") {
    await migrate(connection, now).catch((error: unknown) => Promise.reject(sqliteFailure(error)));
    return;
  }
  // The connections that serve pages give up too soon for this.
  const patient = await connectPostgres(url, "migrate");
  try {
    await migrate(patient, now);
  } catch (error) {
    throw postgresFailure(error);
  } finally {
    await patient.close();
  }
}

const defaultWriter = import.meta.url.endsWith(".js") ? "thread" : "inline";

function stores(parts: StoreParts): Omit<Storage, "close"> {
  const { reader, writer, dialect } = parts;
  return {
    ...engineStorage(parts),
    letters: letterStore(reader, writer),
    incidents: incidentReadModel(reader, dialect),
    leases: leaseStore(writer, dialect),
    accounts: accountStorage(parts),
    deliveries: deliveryStore(reader, writer, dialect),
    webhooks: webhookStore(reader, writer),
    keys: keyStore(reader, writer),
    calendars: calendarAddressStore(reader, writer),
  };
}

async function readerAndWriter(
  connection: Connection,
  { mode, writer = defaultWriter }: StorageOptions,
): Promise<Pick<StoreParts, "reader" | "writer">> {
  if (connection.kind === "postgres") {
    return { reader: postgresReader(connection.pool), writer: postgresWriter(connection.pool) };
  }
  const { database, file } = connection;
  const reader = sqliteReader(database);
  if (mode === "read" || file === null || writer === "inline") return { reader, writer: inlineSqliteWriter(database) };
  const inThread = await threadedSqliteWriter(file);
  // From here on this thread only reads.
  database.pragma("query_only = ON");
  return { reader, writer: inThread };
}

function prepareFile(address: DatabaseAddress, mode: "write" | "read", servedAt: string | null): FileLock | null {
  if (address.kind !== "sqlite") return null;
  if (mode === "write") {
    mkdirSync(dirname(address.file), { recursive: true, mode: 0o700 });
    // Nobody else on this machine reads password hashes; SQLite gives its other files the same mode.
    if (!existsSync(address.file)) closeSync(openSync(address.file, "a", 0o600));
    return lockFile(address.file, servedAt);
  }
  if (existsSync(address.file)) return null;
  throw new Error(`There is no database at ${address.file}. Start the server once, or name another file.`);
}
