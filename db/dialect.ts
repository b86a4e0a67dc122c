/** Every difference between the databases in one place. Stores write the common SQL and ask here for the rest. */
import type { Clock } from "../src/kernel/clock.ts";
import type { Statement, Values } from "./statement.ts";

export type { Reader, Values, Writer } from "./statement.ts";

/** `json` is text here and may be kept in another form there. */
export type ColumnType = "text" | "integer" | "json";

export type Columns = readonly (readonly [column: string, type: ColumnType])[];

export function namesOf(columns: Columns): string {
  return columns.map(([column]) => column).join(", ");
}

/** Statements for many rows, whose values are given by `bound`. */
export interface BulkStatements {
  /** Values in the order of `columns`. Where `numbered` is null it becomes the next free number, in the order of the rows. */
  insert(table: string, columns: Columns, numbered?: string): string;
  /** Sets `changed` in the rows in which `matching` is equal; values in the order of `changed`, then of `matching`. */
  update(table: string, changed: Columns, matching: Columns): string;
  /** Values in the order of `matching`. */
  remove(table: string, matching: Columns): string;
  bound(rows: readonly Values[]): Pick<Statement, "bindings" | "each">;
}

export interface Dialect {
  readonly name: "sqlite" | "postgres";
  /** A table `name` out of one JSON argument: an array of rows, each an array of values in the order of `columns`. */
  rows(name: string, columns: Columns): string;
  readonly bulk: BulkStatements;
  /** `column IN (…)` with one JSON argument: an array of texts. */
  isOneOf(column: string): string;
  /** The array at `path` in a JSON `column` shares a member with the one JSON argument: an array of texts. */
  listsOneOf(column: string, path: readonly string[]): string;
  /** `column` contains the argument, letter for letter. */
  contains(column: string): string;
  /** `column` contains what stands in `other`, letter for letter. */
  holds(column: string, other: string): string;
  /** Of a table of search entries: those that have all the pairs of `pairsAsked`, which is the one argument. */
  hasPairs(table: string): string;
  /** `mark` stands between the two characters of each pair. */
  pairsAsked(pairs: readonly string[], mark: string): string;
  /** The log row that asked for a message, out of its `id` (`instance:seq.n`). */
  readonly messageRow: string;
  /** Runs before rows are numbered, so that the numbers become visible in their order. */
  readonly beforeNumbering: readonly Statement[];
  /** Runs after rows were inserted with the numbers that they had elsewhere. */
  readonly afterCopying: readonly string[];
  /** The database's own time (ms). */
  now(): { readonly sql: string; readonly bindings: readonly number[] };
  readonly migration: {
    /** Keeps a second program from migrating at the same time. */
    readonly lock: readonly string[];
    readonly createVersionTable: string;
    /** Tells the programs that are running already. */
    announce(version: number): readonly string[];
  };
}

/** A larger number was written by other hands, and nobody could read what is counted on from it. */
const numberedMax = Number.MAX_SAFE_INTEGER - 1;

function nextNumber(table: string, numbered: string): string {
  return `(SELECT coalesce(max(${numbered}), 0) FROM ${table} WHERE ${numbered} < ${String(numberedMax)})`;
}

/**
 * One row after the other: a statement that is ready costs less to run again than a state costs to be packed into JSON and
 * taken out again (docs/decisions/0031).
 */
const sqliteBulk: BulkStatements = {
  insert: (table, columns, numbered) => {
    const values = columns.map(([column]) =>
      column === numbered ? `coalesce(?, ${nextNumber(table, numbered)} + 1)` : "?",
    );
    return `INSERT INTO ${table} (${namesOf(columns)}) VALUES (${values.join(", ")})`;
  },
  update: (table, changed, matching) =>
    `UPDATE ${table} SET ${changed.map(([column]) => `${column} = ?`).join(", ")} WHERE ${equal(matching)}`,
  remove: (table, matching) => `DELETE FROM ${table} WHERE ${equal(matching)}`,
  bound: (rows) => ({ bindings: [], each: rows }),
};

function equal(columns: Columns): string {
  return columns.map(([column]) => `${column} = ?`).join(" AND ");
}

/** One process has the file, so the time of its database is the time of `clock`. */
export function sqliteDialect(clock: Clock): Dialect {
  return {
    name: "sqlite",
    rows: (name, columns) => {
      const selected = columns.map(([column], index) => `value ->> ${index} AS ${column}`);
      // jsonb_each parses the argument once; json_each would parse a row again for each of its columns.
      return `(SELECT ${selected.join(", ")}, key AS ordinal FROM jsonb_each(?)) AS ${name}`;
    },
    bulk: sqliteBulk,
    isOneOf: (column) => `${column} IN (SELECT value FROM json_each(?))`,
    listsOneOf: (column, path) =>
      `EXISTS (SELECT 1 FROM json_each(${column}, '$.${path.join(".")}') AS listed WHERE listed.value IN (SELECT value FROM json_each(?)))`,
    contains: (column) => `instr(${column}, ?) > 0`,
    holds: (column, other) => `instr(${column}, ${other}) > 0`,
    hasPairs: (table) => `${table}.position IN (SELECT rowid FROM search_pairs WHERE search_pairs MATCH ?)`,
    pairsAsked: (pairs, mark) =>
      pairs
        .map((pair) => (pair.includes(mark) ? pair : `${mark}${pair}${mark}`))
        .map((three) => `"${three.replaceAll('"', '""')}"`)
        .join(" AND "),
    messageRow: "CAST(substr(id, length(instance) + 2) AS INTEGER)",
    // BEGIN IMMEDIATE is the lock.
    beforeNumbering: [],
    afterCopying: [],
    now: () => ({ sql: "?", bindings: [clock.now()] }),
    migration: {
      // The lock file keeps others out.
      lock: [],
      createVersionTable:
        "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT",
      announce: () => [],
    },
  };
}

const postgresTypes = { text: "text", integer: "bigint", json: "jsonb" } as const;

/** Any number; every migrating program must ask for the same. */
const migrationLockNumber = 4_711_202_611;

const postgresRows: Dialect["rows"] = (name, columns) => {
  const selected = columns.map(
    ([column, type], index) => `(value ->> ${index})::${postgresTypes[type]} AS "${column}"`,
  );
  const source = "jsonb_array_elements(?::jsonb) WITH ORDINALITY AS element (value, ordinal)";
  return `(SELECT ${selected.join(", ")}, ordinal FROM ${source}) AS ${name}`;
};

/** All rows as one JSON argument: one way to the server and back for all of them. */
const postgresBulk: BulkStatements = {
  insert: (table, columns, numbered) => {
    const selected = columns.map(([column]) =>
      column === numbered ? `coalesce(r.${column}, ${nextNumber(table, numbered)} + ordinal)` : `r.${column}`,
    );
    return `INSERT INTO ${table} (${namesOf(columns)})
      SELECT ${selected.join(", ")} FROM ${postgresRows("r", columns)} ORDER BY ordinal`;
  },
  update: (
    table,
    changed,
    matching,
  ) => `UPDATE ${table} SET ${changed.map(([column]) => `${column} = r.${column}`).join(", ")}
    FROM ${postgresRows("r", [...changed, ...matching.map(([column, type]) => [matched(column), type] as const)])}
    WHERE ${matching.map(([column]) => `${table}.${column} = r.${matched(column)}`).join(" AND ")}`,
  remove: (table, matching) => `DELETE FROM ${table} WHERE (${namesOf(matching)}) IN
    (SELECT ${namesOf(matching)} FROM ${postgresRows("r", matching)})`,
  bound: (rows) => ({ bindings: [JSON.stringify(rows)] }),
};

/** A column may be changed where it has a certain value. */
function matched(column: string): string {
  return `matched_${column}`;
}

export const postgresDialect: Dialect = {
  name: "postgres",
  rows: postgresRows,
  bulk: postgresBulk,
  isOneOf: (column) => `${column} IN (SELECT jsonb_array_elements_text(?::jsonb))`,
  // Not "?|": a question mark is a binding.
  listsOneOf: (column, path) =>
    `jsonb_exists_any(${column} #> '{${path.join(",")}}', ARRAY(SELECT jsonb_array_elements_text(?::jsonb)))`,
  contains: (column) => `strpos(${column}, ?) > 0`,
  holds: (column, other) => `strpos(${column}, ${other}) > 0`,
  hasPairs: (table) => `${table}.pairs @> ARRAY(SELECT jsonb_array_elements_text(?::jsonb))`,
  pairsAsked: (pairs, mark) => JSON.stringify(pairs.map((pair) => pair.replace(mark, ""))),
  messageRow: "split_part(substr(id, length(instance) + 2), '.', 1)::bigint",
  // A sequence gives out numbers that others commit later, and a reader who follows them would skip those. One row, locked
  // until the commit, keeps numbers and commits in the same order. The version is part of the question because a node that
  // waited here through another one's migration must notice it.
  beforeNumbering: [
    {
      sql: "SELECT 1 FROM log_head WHERE schema_version = ? FOR UPDATE",
      // `atSchema` says which; until then nothing is written.
      bindings: [0],
      must: { match: 1, otherwise: "schema" },
    },
  ],
  // The only table that lets the server count.
  afterCopying: [
    "SELECT setval(pg_get_serial_sequence('outbox', 'position'), (SELECT coalesce(max(position), 0) + 1 FROM outbox), false)",
  ],
  // now() would stand still inside a transaction, also while it waits.
  now: () => ({ sql: "(extract(epoch FROM clock_timestamp()) * 1000)::bigint", bindings: [] }),
  migration: {
    lock: [`SELECT pg_advisory_xact_lock(${migrationLockNumber})`],
    createVersionTable:
      "CREATE TABLE IF NOT EXISTS schema_version (version bigint PRIMARY KEY, name text NOT NULL, applied_at bigint NOT NULL)",
    announce: (version) => [`UPDATE log_head SET schema_version = ${version}`],
  },
};

/** For whoever works with other tables than the desk's, and so with another version of the schema. */
export function atSchema(dialect: Dialect, version: number): Dialect {
  const beforeNumbering = dialect.beforeNumbering.map((statement) => ({ ...statement, bindings: [version] }));
  return { ...dialect, beforeNumbering };
}
