import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import type { IncidentReadModel, QuarantineStore } from "../src/desk/ports.ts";
import type { LetterStore } from "../src/desk/letter-ports.ts";
import type { AcknowledgeLinkStore, DeliveryStore, KeyStore } from "../src/desk/delivery-ports.ts";
import type { CalendarAddressStore } from "../src/organisation/calendar-ports.ts";
import type { WebhookStore } from "../src/organisation/webhook-ports.ts";
import type { EngineStorage } from "../src/engine/ports.ts";
import type { Leases } from "../src/engine/leases.ts";
import { type Clock, systemClock } from "../src/kernel/clock.ts";
import type { AccountStorage } from "../src/accounts/ports.ts";
import { integerOrNull } from "./columns.ts";
import { type Connection, connect, connectSqlite } from "./connect.ts";
import { endWhatWasHandedOut } from "./copied-desk.ts";
import { type DatabaseAddress, parseDatabaseUrl } from "./database-url.ts";
import { carryOutWith, forwardingWriter, type CarryOut } from "./forwarding-writer.ts";
import { gatheringWriter } from "./gathering-writer.ts";
import { requireFile } from "./file-access.ts";
import { refuseDamaged } from "./check-database.ts";
import { watchFile } from "./file-watch.ts";
import { refuseMissing, refuseOlder } from "./high-water-mark.ts";
import { type FileLock, lockFile } from "./lock.ts";
import { filesInPlace, giveToOwner, placeOf } from "./place.ts";
import { finishRestore, refuseUnfinished } from "./restore-marker.ts";
import { migrate, requireSchema } from "./migrate.ts";
import { connectPostgres } from "./postgres-connection.ts";
import { postgresFailure } from "./postgres-failure.ts";
import { postgresReader, postgresWriter } from "./postgres-writer.ts";
import { incidentReadModel } from "./read-models/incidents.ts";
import { sqliteFailure } from "./sqlite-failure.ts";
import { inlineSqliteWriter, sqliteReader } from "./sqlite-writer.ts";
import { acknowledgeLinkStore } from "./stores/acknowledge-links.ts";
import type { Reader } from "./statement.ts";
import { accountStorage } from "./stores/accounts/account-storage.ts";
import { readBacklog, type Backlog } from "./stores/backlog.ts";
import { calendarAddressStore } from "./stores/calendar-addresses.ts";
import { deliveryStore } from "./stores/deliveries.ts";
import { engineStorage, type StoreParts } from "./stores/engine-storage.ts";
import { leaseStore } from "./stores/leases.ts";
import { letterStore } from "./stores/letters.ts";
import { writeCheck } from "./stores/write-check.ts";
import { quarantineStore } from "./stores/quarantine.ts";
import { keyStore, knownKeys, webhookStore } from "./stores/webhooks.ts";

export interface Storage extends EngineStorage {
  readonly letters: LetterStore;
  readonly incidents: IncidentReadModel;
  readonly leases: Leases;
  readonly accounts: AccountStorage;
  readonly deliveries: DeliveryStore;
  readonly webhooks: WebhookStore;
  readonly keys: KeyStore;
  readonly acknowledgeLinks: AcknowledgeLinkStore;
  readonly calendars: CalendarAddressStore;
  readonly quarantine: QuarantineStore;
  /** What people call an incident; null when there is no such row, or it is none. */
  numberOf(id: string): Promise<number | null>;
  /** Of a `front`: who carries out its writes. Only what is asked after this can be written. */
  writeThrough(carryOut: CarryOut): void;
  /** Carries out what the `front` wrote. */
  readonly carryOut: CarryOut;
  /** Throws what is wrong: the database does not answer, or its schema is not this program's. */
  check(): Promise<void>;
  /** Writes so many bytes to the disk. Throws `StorageUnavailableError` when a command could not be recorded either. */
  checkWrite(bytes: number): Promise<void>;
  backlog(): Promise<Backlog>;
}

export interface StorageOptions {
  /** `sqlite:path`, `sqlite::memory:` or `postgres://…` */
  readonly url: string;
  /** `read` takes no lock and changes nothing, so it also works beside a running server. */
  readonly mode?: "write" | "read";
  /** Where this process serves the desk: what a second process is told when it finds the file in use. */
  readonly servedAt?: string;
  readonly side?: Side;
  /** Hears when the files of an SQLite database are not where they were. */
  readonly onProblem?: (problem: unknown) => void;
  /** The time of an SQLite database; PostgreSQL has its own. */
  readonly clock?: Clock;
}

/**
 * Two threads of one process may share an SQLite file: the `front` locks it, brings it up to date and from then on only
 * reads; the `back` writes under that lock and is closed first. `both`, the default, is one thread that does everything.
 */
export type Side = "front" | "back" | "both";

/** Is this a database that two threads can share? */
export function isSqliteFile(url: string): boolean {
  return parseDatabaseUrl(url).kind === "sqlite";
}

/**
 * Opens the storage, migrating it first when it may write. Throws `FileInUseError`, `SchemaError` or
 * `UnfitDatabaseError`, whose sentences say what to do, or `StorageUnavailableError`.
 */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const { url, mode = "write", side = "both", clock = systemClock } = options;
  const opened: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const undo of opened.splice(0).reverse()) await undo();
  };
  try {
    const place = placeIn(parseDatabaseUrl(url), mode);
    const lock = place === null || mode === "read" || side === "back" ? null : lockPlace(place, options.servedAt);
    opened.push(() => lock?.release());
    if (lock !== null && place !== null) await refuseUnfit(place);
    const connection = await connect({ url, mode, clock });
    opened.push(async () => connection.close());
    const migrates = mode === "write" && side !== "back";
    await (migrates ? bringUpToDate(connection, url, clock.now()) : requireSchema(connection.knex));
    // What has been mended meanwhile is read again, and what has not is noted again.
    if (migrates && (await connection.knex("quarantine").first()) !== undefined)
      await connection.knex("quarantine").delete();
    if (migrates) await endWhatWasHandedOut(connection, clock.now());
    const forwarding = forwardingWriter();
    const whyLost = place === null ? () => null : filesInPlace(place);
    const { reader, writer: own } = readerAndWriter(connection, side, whyLost);
    const writer = side === "front" ? forwarding : own;
    opened.push(async () => own.close());
    const quarantine = quarantineStore({ reader, writer, now: () => clock.now(), writes: mode === "write" });
    opened.push(async () => quarantine.idle());
    const parts = { reader, writer, dialect: connection.dialect, quarantine };
    const serves = side !== "back" && (lock !== null || options.servedAt !== undefined);
    if (serves && place !== null) {
      const { onProblem = () => undefined } = options;
      const watch = watchFile({ place, reader, whyLost, onProblem, keepsMark: mode === "write" });
      opened.push(async () => watch.stop());
    }
    return {
      ...(mode === "read" ? untouched(stores(parts), reader) : stores(parts)),
      check: async () => requireSchema(connection.knex),
      checkWrite: writeCheck(writer, connection.dialect),
      backlog: async () => readBacklog(reader),
      writeThrough: (carryOut) => forwarding.sendTo(carryOut),
      carryOut: carryOutWith(writer),
      close,
    };
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

type Stores = Omit<Storage, "check" | "checkWrite" | "backlog" | "writeThrough" | "carryOut" | "close">;

function stores(parts: StoreParts): Stores {
  const { reader, writer, dialect } = parts;
  const together = gatheringWriter(writer);
  return {
    ...engineStorage(parts),
    letters: letterStore(reader, together),
    incidents: incidentReadModel(reader, dialect, parts.quarantine),
    leases: leaseStore(writer, dialect),
    accounts: accountStorage(parts),
    deliveries: deliveryStore(parts, together),
    webhooks: webhookStore(reader, writer),
    keys: keyStore(reader, writer),
    acknowledgeLinks: acknowledgeLinkStore(reader, together),
    calendars: calendarAddressStore(reader, writer),
    quarantine: parts.quarantine,
    numberOf: async (id) => {
      const [row] = await reader.all("SELECT number FROM instances WHERE id = ? AND number > 0", [id]);
      return row ? integerOrNull(row, "number") : null;
    },
  };
}

/** When somebody was here last is not written down where nothing is. */
function untouched({ accounts, calendars, ...others }: Stores, reader: Reader): Stores {
  const leave = async () => undefined;
  const { sessions, tokens } = accounts;
  return {
    ...others,
    keys: knownKeys(reader),
    accounts: { ...accounts, sessions: { ...sessions, seen: leave }, tokens: { ...tokens, used: leave } },
    calendars: { ...calendars, used: leave },
  };
}

function readerAndWriter(
  connection: Connection,
  side: Side,
  whyLost: () => string | null,
): Pick<StoreParts, "reader" | "writer"> {
  if (connection.kind === "postgres") {
    return { reader: postgresReader(connection.pool), writer: postgresWriter(connection.pool) };
  }
  const { database } = connection;
  if (side === "front") database.pragma("query_only = ON");
  return { reader: sqliteReader(database), writer: inlineSqliteWriter(database, whyLost) };
}

/** Where the file of an SQLite database is; null when it is none. Whoever writes makes its folder. */
function placeIn(address: DatabaseAddress, mode: "write" | "read"): string | null {
  if (address.kind !== "sqlite") return null;
  if (mode === "write") mkdirSync(dirname(address.file), { recursive: true, mode: 0o700 });
  else if (!existsSync(address.file))
    throw new Error(`There is no database at ${address.file}. Start the server once, or name another file.`);
  const place = placeOf(address.file);
  requireFile(place, mode);
  if (mode === "read") refuseUnfinished(place);
  return place;
}

/** Finishes what a restore that was cut short has left; makes the file when there never was one. */
function lockPlace(place: string, servedAt: string | null = null): FileLock {
  const lock = lockFile(place, servedAt);
  try {
    finishRestore(place);
    refuseMissing(place);
    // Nobody else on this machine reads password hashes; SQLite gives its other files the same mode.
    if (!existsSync(place)) closeSync(openSync(place, "a", 0o600));
    giveToOwner(place);
    return lock;
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Over a connection that only reads: opening one that writes would already play the write-ahead log into a damaged file. */
async function refuseUnfit(place: string): Promise<void> {
  const connection = await connectSqlite(place, "read");
  try {
    refuseDamaged(connection, place);
    await refuseOlder(sqliteReader(connection.database), place);
  } finally {
    await connection.close();
  }
}
