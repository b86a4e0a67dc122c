/** Does a database hold together? What a replay cannot see: damaged pages, rows without their incident, gaps in the log. */
import { integer, integerOrNull, text } from "./columns.ts";
import { olderThanMark } from "./high-water-mark.ts";
import { wrongRows, type Wrong } from "./check-rows.ts";
import { connectFor, sqliteFileOf, type Maintained } from "./maintenance.ts";
import { requireSchema } from "./migrate.ts";
import { migrations } from "./migrations/index.ts";
import { damageOf } from "./page-damage.ts";
import { placeOf } from "./place.ts";
import type { Reader, Row } from "./statement.ts";

/** Of each kind of damage, so many examples are named. */
const examplesMax = 5;

/** Damaged pages; only where there are none, what the tables have wrong among themselves. */
export interface Checked {
  readonly damage: readonly string[];
  readonly wrong: readonly Wrong[];
}

/** Throws `SchemaError`, and `StorageUnavailableError` when nothing can be read. */
export async function checkDatabase(url: string): Promise<Checked> {
  const file = sqliteFileOf(url);
  const maintained = await connectFor(url, "read");
  try {
    // First, because the other questions would trip over a damaged page.
    const damage = pageDamage(maintained);
    if (damage.length > 0) return { damage, wrong: [] };
    const older = file === null ? null : await olderThanMark(maintained.reader, placeOf(file));
    await requireSchema(maintained.connection.knex, migrations).catch((error: unknown) => {
      throw older ?? error;
    });
    const wrong = [
      ...(older === null ? [] : [{ sentence: older.message, row: null }]),
      ...(await missingProtection(maintained)),
      ...(await logGaps(maintained.reader)),
      ...(await strays(maintained)),
    ];
    return { damage, wrong };
  } finally {
    await maintained.connection.close();
  }
}

/** Each row that cannot be read or does not fit itself. Throws as `checkDatabase`. */
export async function checkRows(url: string): Promise<Wrong[]> {
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

const protections = {
  sqlite: { triggers: "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?", count: 2 },
  postgres: {
    triggers:
      "SELECT tgname AS name FROM pg_trigger WHERE tgrelid = (?::text)::regclass AND NOT tgisinternal AND tgenabled <> 'D'",
    count: 2,
  },
} as const;

async function missingProtection({ connection, reader }: Maintained): Promise<Wrong[]> {
  const { triggers, count } = protections[connection.kind];
  const missing: string[] = [];
  for (const table of ["log", "sign_offs", "playbook_texts"]) {
    const found = await reader.all(triggers, [table]);
    if (found.length !== count) missing.push(table);
  }
  return missing.map((table) => ({
    sentence: `Protective triggers are missing on table ${table}.`,
    row: null,
  }));
}

async function logGaps(reader: Reader): Promise<Wrong[]> {
  const [positions] = await reader.all("SELECT count(*) AS total, coalesce(max(position), 0) AS last FROM log");
  const total = positions ? integer(positions, "total") : 0;
  const last = positions ? integer(positions, "last") : 0;
  const gaps = await reader.all(
    `SELECT l.instance, i.number FROM log l LEFT JOIN instances i ON i.id = l.instance
      GROUP BY l.instance, i.number HAVING count(*) <> max(l.seq) + 1 LIMIT ${examplesMax}`,
  );
  const doubled = await reader.all(
    `SELECT l.instance, l.seq, i.number FROM log l LEFT JOIN instances i ON i.id = l.instance
      GROUP BY l.instance, l.seq, i.number HAVING count(*) > 1 LIMIT ${examplesMax}`,
  );
  const missing = `The log has ${total} rows and counts ${last}: ${last - total} are missing.`;
  return [
    ...(total === last ? [] : [{ sentence: missing, row: null }]),
    ...doubled.map((row) => {
      const why = `the log has two rows in the place ${integer(row, "seq")}`;
      return wrongOf("log", row, `Incident ${text(row, "instance")}: ${why}.`, why);
    }),
    ...gaps.map((row) =>
      wrongOf("log", row, `Incident ${text(row, "instance")} has a gap in its log.`, "it has a gap in its log"),
    ),
  ];
}

/** Rows that belong to nothing. */
async function strays({ reader }: Maintained): Promise<Wrong[]> {
  const behind = await reader.all(
    `SELECT i.id AS instance, i.number FROM instances i
      LEFT JOIN (SELECT instance, max(seq) AS last FROM log GROUP BY instance) l
      ON l.instance = i.id WHERE l.last IS NULL OR l.last <> i.seq LIMIT ${examplesMax}`,
  );
  const found = behind.map((row) => {
    const why = "is not at the end of its log";
    return wrongOf("instances", row, `Incident ${text(row, "instance")} ${why}.`, `it ${why}`);
  });
  for (const table of ["log", "timers", "outbox", "notifications", "sign_offs"]) {
    const rows = await reader.all(
      `SELECT DISTINCT instance FROM ${table} WHERE instance NOT IN (SELECT id FROM instances) LIMIT ${examplesMax}`,
    );
    for (const row of rows) {
      const sentence = `Table ${table} has rows of ${text(row, "instance")}, which is no incident.`;
      found.push(wrongOf(table, row, sentence, "there is no such incident"));
    }
  }
  return found;
}

function wrongOf(table: string, row: Row, sentence: string, why: string): Wrong {
  const instance = text(row, "instance");
  const number = "number" in row ? integerOrNull(row, "number") : null;
  return { sentence, row: { table, key: instance, why, instance, number } };
}
