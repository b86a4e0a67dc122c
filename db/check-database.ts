/** Does a database hold together? What a replay cannot see: damaged pages, rows without their incident, gaps in the log. */
import { statSync } from "node:fs";
import { integer, text } from "./columns.ts";
import type { SqliteConnection } from "./connect.ts";
import { olderThanMark } from "./high-water-mark.ts";
import { wrongRows } from "./check-rows.ts";
import { connectFor, sqliteFileOf, type Maintained } from "./maintenance.ts";
import { requireSchema } from "./migrate.ts";
import { placeOf } from "./place.ts";
import { sqliteFailure } from "./sqlite-failure.ts";
import type { Reader } from "./statement.ts";
import { UnfitDatabaseError } from "./unfit-database.ts";

/** Of each kind of damage, so many examples are named. */
const examplesMax = 5;

/** A sentence for each thing that is wrong. Throws `SchemaError`, and `StorageUnavailableError` when nothing can be read. */
export async function checkDatabase(url: string): Promise<string[]> {
  const file = sqliteFileOf(url);
  const maintained = await connectFor(url, "read");
  try {
    // First, because the other questions would trip over a damaged page.
    const damage = pageDamage(maintained);
    if (damage.length > 0) return damage;
    const older = file === null ? null : await olderThanMark(maintained.reader, placeOf(file));
    await requireSchema(maintained.connection.knex).catch((error: unknown) => {
      throw older ?? error;
    });
    return [
      ...(older === null ? [] : [older.message]),
      ...(await missingProtection(maintained)),
      ...(await logGaps(maintained.reader)),
      ...(await strays(maintained)),
    ];
  } finally {
    await maintained.connection.close();
  }
}

/** A sentence for each row that cannot be read or does not fit itself. Throws as `checkDatabase`. */
export async function checkRows(url: string): Promise<string[]> {
  const maintained = await connectFor(url, "read");
  try {
    return await wrongRows(maintained);
  } finally {
    await maintained.connection.close();
  }
}

/** Of a file that may be of any schema: a sentence for each damage. Throws `StorageUnavailableError` when it cannot be opened. */
export async function checkPages(url: string): Promise<string[]> {
  const maintained = await connectFor(url, "read");
  try {
    return pageDamage(maintained);
  } finally {
    await maintained.connection.close();
  }
}

function pageDamage({ connection }: Maintained): string[] {
  // PostgreSQL checks its pages itself when it reads them, if it was set up with checksums.
  return connection.kind === "sqlite" ? damageOf(connection.database, "integrity_check(100)") : [];
}

/** `quick_check` leaves out whether the indexes say what their tables say. */
function damageOf(database: SqliteConnection["database"], check: "integrity_check(100)" | "quick_check(1)"): string[] {
  try {
    const said = database.prepare(`PRAGMA ${check}`).pluck().all() as string[];
    return said.length === 1 && said[0] === "ok" ? [] : said.map((line) => `The file is damaged: ${line}`);
  } catch (error) {
    return [`The file is damaged: ${sqliteFailure(error).message}`];
  }
}

/** A larger file would hold up the start for more than a few seconds; `verify` looks at it, and so does every backup. */
const startCheckMaxBytes = 1024 * 2 ** 20;

/** At a start. Throws `UnfitDatabaseError` when pages do not hold together. */
export function refuseDamaged({ database }: SqliteConnection, place: string): void {
  if (statSync(place).size > startCheckMaxBytes) return;
  const [damage] = damageOf(database, "quick_check(1)");
  if (damage === undefined) return;
  throw new UnfitDatabaseError(
    { what: "damaged" },
    `${damage.replace("The file", place)}. Nothing is written to it. Stop the desk, keep the file as it is, and restore the last backup: \`answerable restore <last backup> --force\`.`,
  );
}

const protections = {
  sqlite: { triggers: "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?", count: 2 },
  postgres: {
    triggers:
      "SELECT tgname AS name FROM pg_trigger WHERE tgrelid = (?::text)::regclass AND NOT tgisinternal AND tgenabled <> 'D'",
    count: 2,
  },
} as const;

async function missingProtection({ connection, reader }: Maintained): Promise<string[]> {
  const { triggers, count } = protections[connection.kind];
  const missing: string[] = [];
  for (const table of ["log", "hands"]) {
    const found = await reader.all(triggers, [table]);
    if (found.length !== count) missing.push(table);
  }
  return missing.map((table) => `The triggers that keep the ${table} from being changed are not all there.`);
}

async function logGaps(reader: Reader): Promise<string[]> {
  const [positions] = await reader.all("SELECT count(*) AS total, coalesce(max(position), 0) AS last FROM log");
  const total = positions ? integer(positions, "total") : 0;
  const last = positions ? integer(positions, "last") : 0;
  const gaps = await reader.all(
    `SELECT instance FROM log GROUP BY instance HAVING count(*) <> max(seq) + 1 LIMIT ${examplesMax}`,
  );
  return [
    ...(total === last ? [] : [`The log has ${total} rows and counts ${last}: ${last - total} are missing.`]),
    ...gaps.map((row) => `Incident ${text(row, "instance")} has a gap in its log.`),
  ];
}

/** Rows that belong to nothing. */
async function strays({ reader }: Maintained): Promise<string[]> {
  const behind = await reader.all(
    `SELECT i.id FROM instances i LEFT JOIN (SELECT instance, max(seq) AS last FROM log GROUP BY instance) l
      ON l.instance = i.id WHERE l.last IS NULL OR l.last <> i.seq LIMIT ${examplesMax}`,
  );
  const found = behind.map((row) => `Incident ${text(row, "id")} is not at the end of its log.`);
  for (const table of ["log", "timers", "outbox", "letters", "hands"]) {
    const rows = await reader.all(
      `SELECT DISTINCT instance FROM ${table} WHERE instance NOT IN (SELECT id FROM instances) LIMIT ${examplesMax}`,
    );
    for (const row of rows) found.push(`Table ${table} has rows of ${text(row, "instance")}, which is no incident.`);
  }
  return found;
}
