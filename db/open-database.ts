/** Opens a database with the tables that somebody needs: its place, its lock, its schema, and what reads and writes it. */
import type { Sealing } from "../src/kernel/sealing.ts";
import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { type Clock, systemClock } from "../src/kernel/clock.ts";
import { type Connection, connect, connectSqlite } from "./connect.ts";
import { type DatabaseAddress, parseDatabaseUrl } from "./database-url.ts";
import { executeWith, forwardingWriter, type Execute } from "./forwarding-writer.ts";
import { requireFile } from "./file-access.ts";
import { noteDamage, notingDamage, refuseDamaged } from "./page-damage.ts";
import { watchFile } from "./file-watch.ts";
import { refuseMissing, refuseOlder } from "./high-water-mark.ts";
import { type FileLock, lockFile } from "./lock.ts";
import { filesInPlace, giveToOwner, placeOf } from "./place.ts";
import { finishRestore, refuseUnfinished } from "./restore-marker.ts";
import { migrate, presentVersion, requireSchema } from "./migrate.ts";
import type { Migration } from "./migrations/migration.ts";
import { connectPostgres } from "./postgres-connection.ts";
import { postgresFailure } from "./postgres-failure.ts";
import { postgresReader, postgresWriter } from "./postgres-writer.ts";
import { postgresScrub, sqliteScrub } from "./scrub.ts";
import { sqliteFailure } from "./sqlite-failure.ts";
import { inlineSqliteWriter, sqliteReader } from "./sqlite-writer.ts";
import type { StoreParts } from "./stores/engine-storage.ts";
import { quarantineStore } from "./stores/quarantine.ts";
import { writeCheck } from "./stores/write-check.ts";
import { atSchema } from "./dialect.ts";

export interface StorageOptions {
  /** `sqlite:path`, `sqlite::memory:` or `postgres://…` */
  readonly url: string;
  /** `read` takes no lock and changes nothing, so it also works beside a running server. */
  readonly mode?: "write" | "read";
  /** Where this process serves the desk: what a second process is told when it finds the file in use. */
  readonly servedAt?: string;
  readonly role?: ThreadRole;
  /** Hears when the files of an SQLite database are not where they were. */
  readonly onProblem?: (problem: unknown) => void;
  /** For secrets that have to be read again. Left out: they are stored as they are. */
  readonly sealing?: Sealing;
  /** The time of an SQLite database; PostgreSQL has its own. */
  readonly clock?: Clock;
}

/**
 * Two threads of one process may share an SQLite file: the `web` thread locks it, brings it up to date and from then on only
 * reads; the `engine` thread writes under that lock and is closed first. `both`, the default, is one thread that does everything.
 */
export type ThreadRole = "web" | "engine" | "both";

/** Is this a database that two threads can share? */
export function isSqliteFile(url: string): boolean {
  return parseDatabaseUrl(url).kind === "sqlite";
}

export interface OpenDatabase {
  readonly parts: StoreParts;
  /** Of a `web` thread: who carries out its writes. */
  readonly forwardWrites: (execute: Execute) => void;
  readonly execute: Execute;
  readonly check: () => Promise<void>;
  readonly checkWrite: (bytes: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** What is done with a database that was brought up to date just now: nobody else has it yet, and it can be written. */
export type Settle = (connection: Connection, now: number) => Promise<void>;

const leaveAsItIs: Settle = async () => undefined;

/** `tables`: what has to be there. Throws what `openStorage` throws. */
export async function openDatabase(
  options: StorageOptions,
  tables: readonly Migration[],
  settle: Settle = leaveAsItIs,
): Promise<OpenDatabase> {
  const { url, mode = "write", role = "both", clock = systemClock } = options;
  const opened: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const undo of opened.splice(0).reverse()) await undo();
  };
  let served: string | null = null;
  try {
    const place = placeIn(parseDatabaseUrl(url), mode);
    if (mode === "write") served = place;
    const lock = place === null || mode === "read" || role === "engine" ? null : lockPlace(place, options.servedAt);
    opened.push(() => lock?.release());
    if (lock !== null && place !== null) await refuseUnfit(place);
    const connection = await connect({ url, mode, clock });
    opened.push(async () => connection.close());
    const migrates = mode === "write" && role !== "engine";
    await (migrates ? bringUpToDate(connection, url, clock.now(), tables) : requireSchema(connection.knex, tables));
    // What has been mended meanwhile is read again, and what has not is noted again.
    if (migrates && (await connection.knex("quarantine").first()) !== undefined)
      await connection.knex("quarantine").delete();
    if (migrates) await settle(connection, clock.now());
    const forwarding = forwardingWriter();
    const whyLost = place === null ? () => null : filesInPlace(place);
    const plain = readerAndWriter(connection, role, whyLost);
    const { reader, writer: own } = place === null || mode === "read" ? plain : notingDamage(plain, place);
    const writer = role === "web" ? forwarding : own;
    opened.push(async () => own.close());
    const quarantine = quarantineStore({ reader, writer, now: () => clock.now(), writes: mode === "write" });
    opened.push(async () => quarantine.idle());
    const serves = role !== "engine" && (lock !== null || options.servedAt !== undefined);
    if (serves && place !== null) {
      const { onProblem = () => undefined } = options;
      const watch = watchFile({ place, reader, whyLost, onProblem, keepsMark: mode === "write" });
      opened.push(async () => watch.stop());
    }
    const dialect = atSchema(connection.dialect, await presentVersion(connection.knex));
    const scrub = scrubOf(connection, place, options.onProblem);
    return {
      parts: { reader, writer, dialect, quarantine, ...(scrub && { scrub }) },
      forwardWrites: (execute) => forwarding.sendTo(execute),
      execute: executeWith(writer),
      check: async () => requireSchema(connection.knex, tables),
      checkWrite: writeCheck(writer, dialect),
      close,
    };
  } catch (error) {
    if (served !== null) noteDamage(served, error);
    await close();
    throw error;
  }
}

/** What is in memory is gone at once. */
function scrubOf(
  connection: Connection,
  place: string | null,
  onProblem: StorageOptions["onProblem"] = () => undefined,
): StoreParts["scrub"] {
  if (connection.kind === "postgres") return postgresScrub(connection.pool, onProblem);
  return place === null ? undefined : sqliteScrub({ database: connection.database, place, onProblem });
}

async function bringUpToDate(
  connection: Connection,
  url: string,
  now: number,
  tables: readonly Migration[],
): Promise<void> {
  if (connection.kind === "sqlite") {
    await migrate(connection, now, tables).catch((error: unknown) => Promise.reject(sqliteFailure(error)));
    return;
  }
  // The connections that serve pages give up too soon for this.
  const patient = await connectPostgres(url, "migrate");
  try {
    await migrate(patient, now, tables);
  } catch (error) {
    throw postgresFailure(error);
  } finally {
    await patient.close();
  }
}

function readerAndWriter(
  connection: Connection,
  role: ThreadRole,
  whyLost: () => string | null,
): Pick<StoreParts, "reader" | "writer"> {
  if (connection.kind === "postgres") {
    return { reader: postgresReader(connection.pool), writer: postgresWriter(connection.pool) };
  }
  const { database } = connection;
  if (role === "web") database.pragma("query_only = ON");
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
