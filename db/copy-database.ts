/** Moves everything from one database to another, SQLite or PostgreSQL, either way, with every number as it was. */
import { closeSync, existsSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import type { Knex } from "knex";
import { integer } from "./columns.ts";
import type { Connection } from "./connect.ts";
import { readContents } from "./contents.ts";
import { markCopied } from "./copied-desk.ts";
import { copiedTables, type CopiedTable } from "./copied-tables.ts";
import { namesOf, type Dialect } from "./dialect.ts";
import { makeDurable, makeNamesDurable } from "./durable-file.ts";
import { fileFailure } from "./file-failure.ts";
import { removeMark } from "./high-water-mark.ts";
import { lockFile } from "./lock.ts";
import { connectFor, sqliteFileOf, type Maintained } from "./maintenance.ts";
import { migrate, requireSchema } from "./migrate.ts";
import { migrations } from "./migrations/index.ts";
import { inOneFile } from "./one-file.ts";
import { giveToOwner, placeOf } from "./place.ts";
import { postgresFailure } from "./postgres-failure.ts";
import { finishRestore } from "./restore-marker.ts";
import { sqliteFailure } from "./sqlite-failure.ts";
import type { Row } from "./statement.ts";
import { clearRemains, dropPart, partOf } from "./whole-file.ts";

/** The target has data, or the source is being written: nothing was copied. */
class CopyRefusedError extends Error {
  override name = "CopyRefusedError";
}

export type CopyProgress = (table: string, done: number, total: number) => void;

/** Rows read and written at a time. */
const pageMax = 500;

export interface CopyOptions {
  /** ms; goes on record as the time of the target's migrations. */
  readonly now: number;
  readonly progress: CopyProgress;
}

export interface CopyIntoOptions extends CopyOptions {
  /** What is copied is of one moment; what a desk writes meanwhile is not in it. Only from PostgreSQL. */
  readonly whileRunning?: boolean;
  /** What the target says that it is. */
  readonly how?: "copy" | "backup";
}

/**
 * All or nothing: in one transaction of a server, tables and all; a file appears when it is whole. Throws `CopyRefusedError`,
 * `FileInUseError`, `SchemaError` or `StorageUnavailableError`.
 */
export async function copyDatabase(from: string, to: string, options: CopyOptions): Promise<void> {
  const file = sqliteFileOf(to);
  const source = sqliteFileOf(from);
  const lock = source === null ? null : lockFile(source, null);
  try {
    if (file === null) await copyInto(from, to, options);
    else await copyToFile(from, file, options);
  } finally {
    lock?.release();
  }
}

async function copyToFile(from: string, file: string, options: CopyOptions): Promise<void> {
  const lock = lockFile(file, null);
  const place = placeOf(file);
  const part = partOf(place);
  try {
    finishRestore(place);
    clearRemains(dirname(place));
    if (existsSync(place)) await refuseFilledFile(place);
    closeSync(openSync(part, "wx", 0o600));
    giveToOwner(part);
    await copyInto(from, `sqlite:${part}`, options);
    inOneFile(part);
    makeDurable(part);
    // Those of an empty database; the mark is of one that was here before.
    for (const end of ["-wal", "-shm"]) rmSync(place + end, { force: true });
    renameSync(part, place);
    removeMark(place);
    makeNamesDurable(dirname(place));
  } catch (error) {
    throw fileFailure(error, file, "Nothing was copied, and both databases are as they were.");
  } finally {
    dropPart(part);
    lock.release();
  }
}

/** Into a database that nobody else uses, which may have no tables yet. Throws as `copyDatabase`. */
export async function copyInto(from: string, to: string, options: CopyIntoOptions): Promise<void> {
  const opened: Connection[] = [];
  try {
    const source = await connectFor(from, "read");
    opened.push(source.connection);
    await requireSchema(source.connection.knex, migrations);
    if (options.whileRunning !== true) await refuseWritten(source);
    const target = await connectFor(to, "write");
    opened.push(target.connection);
    await copyAll(source, target.connection, options).catch((error: unknown) => {
      throw error instanceof CopyRefusedError ? error : inWords(target.connection, error);
    });
  } finally {
    for (const connection of opened) await connection.close();
  }
}

function inWords(connection: Connection, error: unknown): Error {
  return connection.kind === "sqlite" ? sqliteFailure(error) : postgresFailure(error);
}

/** A file is locked; a server says by its lease that somebody works with it. */
async function refuseWritten({ connection, reader }: Maintained): Promise<void> {
  if (connection.kind === "sqlite") return;
  const { sql, bindings } = connection.dialect.now();
  const held = await reader.all(`SELECT holder FROM leases WHERE until > ${sql}`, bindings);
  if (held.length > 0)
    throw new CopyRefusedError("A desk is running on the database that is to be copied. Stop every one of them first.");
}

async function copyAll(source: Maintained, target: Connection, options: CopyIntoOptions): Promise<void> {
  const { now, progress, how = "copy" } = options;
  await source.connection.knex.transaction(
    async (reading) => {
      await target.knex.transaction(async (writing) => {
        // In here, so that a copy that is cut short leaves no empty desk behind.
        await migrate({ knex: writing, dialect: target.dialect }, now, migrations);
        for (const { sql, bindings } of target.dialect.beforeNumbering) await writing.raw(sql, [...bindings]);
        await refuseFilled(writing);
        for (const table of copiedTables) await copyTable(table, reading, writing, target.dialect, progress);
        for (const sql of target.dialect.afterCopying) await writing.raw(sql);
        await compareCounts(reading, writing);
        await markCopied(writing, how, now);
      });
    },
    // Every page is of the same moment; on SQLite, which has the lock, any transaction is.
    source.connection.kind === "postgres" ? { isolationLevel: "repeatable read", readOnly: true } : {},
  );
}

/** What is there may be an empty database, and nothing else. */
async function refuseFilledFile(place: string): Promise<void> {
  const { connection } = await connectFor(`sqlite:${place}`, "read");
  try {
    const tables = rowsOf(await connection.knex.raw("SELECT name FROM sqlite_schema WHERE type = 'table'"));
    if (tables.length === 0) return;
    await requireSchema(connection.knex, migrations);
    await connection.knex.transaction(refuseFilled, { readOnly: true });
  } finally {
    await connection.close();
  }
}

async function refuseFilled(writing: Knex.Transaction): Promise<void> {
  for (const { name } of copiedTables) {
    const [row] = rowsOf(await writing.raw(`SELECT count(*) AS total FROM ${name}`));
    if (row && integer(row, "total") > 0)
      throw new CopyRefusedError(`The target is not empty: its table ${name} has ${integer(row, "total")} rows.`);
  }
}

async function copyTable(
  table: CopiedTable,
  reading: Knex.Transaction,
  writing: Knex.Transaction,
  dialect: Dialect,
  progress: CopyProgress,
): Promise<void> {
  const { name, key, columns } = table;
  const [counted] = rowsOf(await reading.raw(`SELECT count(*) AS total FROM ${name}`));
  const total = counted ? integer(counted, "total") : 0;
  const keys = key.join(", ");
  const select = `SELECT ${namesOf(columns)} FROM ${name}`;
  const insert = `INSERT INTO ${name} (${namesOf(columns)})
    SELECT ${namesOf(columns)} FROM ${dialect.rows("r", columns)} ORDER BY ordinal`;
  let done = 0;
  let last: Row | undefined;
  for (;;) {
    const after = last === undefined ? "" : `WHERE (${keys}) > (${key.map(() => "?").join(", ")})`;
    const bindings = last === undefined ? [] : key.map((column) => last?.[column] as string | number);
    const rows = rowsOf(await reading.raw(`${select} ${after} ORDER BY ${keys} LIMIT ${pageMax}`, bindings));
    if (rows.length === 0) break;
    await writing.raw(insert, [JSON.stringify(rows.map((row) => columns.map(([column]) => row[column])))]);
    done += rows.length;
    last = rows.at(-1);
    progress(name, done, total);
  }
  const [arrived] = rowsOf(await writing.raw(`SELECT count(*) AS total FROM ${name}`));
  if (!arrived || integer(arrived, "total") !== total)
    throw new Error(`The copy of ${name} has other rows than its source, which has ${total}.`);
}

async function compareCounts(reading: Knex.Transaction, writing: Knex.Transaction): Promise<void> {
  const [from, to] = await Promise.all(
    [reading, writing].map(async (side) => readContents({ reader: readerIn(side) })),
  );
  if (JSON.stringify(from) !== JSON.stringify(to))
    throw new Error(`The copy has other counts than its source: ${JSON.stringify(to)} for ${JSON.stringify(from)}.`);
}

function readerIn(transaction: Knex.Transaction): Maintained["reader"] {
  return { all: async (sql, bindings = []) => rowsOf(await transaction.raw(sql, [...bindings])) };
}

/** Each driver wraps its rows in its own way. */
function rowsOf(answer: unknown): readonly Row[] & Row[] {
  return (Array.isArray(answer) ? answer : (answer as { rows: Row[] }).rows) as Row[];
}
