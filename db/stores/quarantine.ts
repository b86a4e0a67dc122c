/**
 * Rows that cannot be read (somebody edited them, or a page went bad) are passed over, so that all others go on, and are noted
 * here by name. A timer or message among them is also taken out of the loops' way.
 */
import { type UnreadableRow, UnreadableRowError, type QuarantinedRow } from "../../src/kernel/unreadable-row.ts";
import { integerOrNull, text, textOrNull } from "../columns.ts";
import type { Reader, Row, Statement, Writer } from "../statement.ts";

export interface Quarantine {
  /** What is noted; the first fifty. */
  list(): Promise<readonly QuarantinedRow[]>;
  /** Notes a row that was passed over. */
  readonly setAside: (row: UnreadableRow) => void;
  /** Those that can be read, parsed. */
  readable<Parsed>(table: Table, rows: readonly Row[], parse: (row: Row) => Parsed): Parsed[];
  /** All of them; throws `UnreadableRowError` for the first that cannot be read. */
  whole<Parsed>(table: Table, rows: readonly Row[], parse: (row: Row) => Parsed): Parsed[];
  /** Resolves when what was noted so far has been tried to be written. */
  idle(): Promise<void>;
}

/** Columns that name a row, and the one that says to which incident it belongs. */
const names = {
  instances: ["id"],
  log: ["instance", "seq"],
  timers: ["instance", "key"],
  outbox: ["id"],
  decided_clocks: ["instance", "clock"],
  sign_offs: ["instance", "key", "by"],
} as const;

export type Table = keyof typeof names;

function rowOf(table: Table, row: Row, error: unknown): UnreadableRow {
  const key = names[table].map((column) => String(row[column])).join(" ");
  const instance = table === "instances" ? row["id"] : row["instance"];
  const why = error instanceof Error ? error.message : String(error);
  return { table, key, instance: typeof instance === "string" ? instance : null, why };
}

/** More are not shown; `verify` names all. */
const listMax = 50;

interface QuarantineParts {
  readonly reader: Reader;
  readonly writer: Writer;
  readonly now: () => number;
  /** Whoever only reads notes nothing. */
  readonly writes: boolean;
}

export function quarantineStore({ reader, writer, now, writes }: QuarantineParts): Quarantine {
  const noted = new Set<string>();
  let writing: Promise<unknown> = Promise.resolve();
  const setAside = (row: UnreadableRow): void => {
    const name = `${row.table} ${row.key}`;
    if (!writes || noted.has(name)) return;
    noted.add(name);
    // It is noted again by whoever meets it next when this fails.
    writing = writer.run(noting(row, now())).catch(() => noted.delete(name));
  };
  return {
    setAside,
    idle: async () => {
      await writing;
    },
    readable: (table, rows, parse) =>
      rows.flatMap((row) => {
        try {
          return [parse(row)];
        } catch (error) {
          setAside(rowOf(table, row, error));
          return [];
        }
      }),
    whole: (table, rows, parse) =>
      rows.map((row) => {
        try {
          return parse(row);
        } catch (error) {
          const unreadable = rowOf(table, row, error);
          setAside(unreadable);
          throw new UnreadableRowError(unreadable, { cause: error });
        }
      }),
    list: async () => (await reader.all(listed, [listMax])).map(toQuarantined),
  };
}

/** What is quarantined because its step failed again and again is in the same list. */
const listed = `SELECT q.in_table, q.row_key, q.why, i.id AS instance, i.number FROM quarantine q
    LEFT JOIN instances i ON i.id = q.instance
  UNION ALL SELECT 'timers', t.instance || ' ' || t.key, coalesce(t.last_error, ''), i.id, i.number FROM timers t
    LEFT JOIN instances i ON i.id = t.instance
    WHERE t.quarantined_at IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.in_table = 'timers' AND q.row_key = t.instance || ' ' || t.key)
  ORDER BY 1, 2 LIMIT ?`;

function toQuarantined(row: Row): QuarantinedRow {
  return {
    table: text(row, "in_table"),
    key: text(row, "row_key"),
    why: text(row, "why"),
    instance: textOrNull(row, "instance"),
    // A number that cannot be read is told by its key: the list of what cannot be read is always readable.
    number: Number.isSafeInteger(row["number"]) ? integerOrNull(row, "number") : null,
  };
}

function noting({ table, key, instance, why }: UnreadableRow, at: number): Statement[] {
  const note: Statement = {
    sql: "INSERT INTO quarantine (in_table, row_key, instance, why, found_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    bindings: [table, key, instance, why, at],
  };
  if (table === "timers")
    return [
      { sql: "UPDATE timers SET quarantined_at = ? WHERE instance || ' ' || key = ?", bindings: [at, key] },
      note,
    ];
  if (table === "outbox")
    return [
      {
        sql: "UPDATE outbox SET state = 'dead-lettered', last_error = ?, settled_at = ? WHERE id = ? AND state = 'waiting'",
        bindings: [why, at, key],
      },
      note,
    ];
  return [note];
}
