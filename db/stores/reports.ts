import type {
  IntakeKey,
  Report,
  ReportPlace,
  ReportState,
  ReportStore,
  SentReport,
  Settlement,
  Shape,
} from "../../src/reports/ports.ts";
import { integer, integerOrNull, json, text, textOrNull } from "../columns.ts";
import type { Row, Statement } from "../statement.ts";
import type { StoreParts } from "./engine-storage.ts";

/** Two nodes may have found the same next number; the second finds another one. */
const triesMax = 10;

/** Reports from outside, and the keys that they come with. */
export function reportStore(parts: Pick<StoreParts, "reader" | "writer">): ReportStore {
  const { reader, writer } = parts;
  const first = async (sql: string, bindings: Statement["bindings"]) => (await reader.all(sql, bindings))[0] ?? null;
  return { ...keyRows(parts, first), ...readRows(reader, first), ...contactRows(parts, first), ...settleRows(writer) };
}

type First = (sql: string, bindings: Statement["bindings"]) => Promise<Row | null>;

function keyRows({ reader, writer }: Pick<StoreParts, "reader" | "writer">, first: First) {
  const write = (sql: string, bindings: Statement["bindings"]) => writer.run([{ sql, bindings }]);
  return {
    keys: async () => (await reader.all("SELECT * FROM intake_keys ORDER BY made_at DESC, id")).map(toKey),
    keyOf: async (secretHash: string) => {
      const row = await first("SELECT * FROM intake_keys WHERE secret_hash = ? AND ended_at IS NULL", [secretHash]);
      return row && toKey(row);
    },
    addKey: async ({ id, source, shape, mapping, madeAt, madeBy }: IntakeKey, secretHash: string) => {
      await write(addKey, [id, source, shape, JSON.stringify(mapping), secretHash, madeAt, madeBy]);
    },
    endKey: async (id: string, at: number) => {
      const sql = "UPDATE intake_keys SET ended_at = ? WHERE id = ? AND ended_at IS NULL RETURNING id";
      return (await write(sql, [at, id])).length > 0;
    },
    keyUsed: async (id: string, at: number) => {
      await write("UPDATE intake_keys SET used_at = ? WHERE id = ?", [at, id]);
    },
  };
}

function readRows(reader: StoreParts["reader"], first: First) {
  return {
    known: async (source: string, keys: readonly string[]) => {
      const found: string[] = [];
      for (const key of keys)
        if (await first("SELECT number FROM reports WHERE source = ? AND sender_key = ?", [source, key]))
          found.push(key);
      return found;
    },
    waiting: async () => {
      const row = await first("SELECT count(*) AS total FROM reports WHERE state = 'waiting'", []);
      return row ? integer(row, "total") : 0;
    },
    list: async (state: "waiting" | "settled", { before = Number.MAX_SAFE_INTEGER, limit }: ReportPlace) => {
      const sign = state === "waiting" ? "=" : "<>";
      const sql = `SELECT * FROM reports WHERE state ${sign} 'waiting' AND number < ? ORDER BY number DESC LIMIT ?`;
      return (await reader.all(sql, [before, limit])).map(toReport);
    },
    find: async (number: number) => {
      const row = await first("SELECT * FROM reports WHERE number = ?", [number]);
      return row && toReport(row);
    },
  };
}

function contactRows({ writer }: Pick<StoreParts, "writer">, first: First) {
  const write = (sql: string, bindings: Statement["bindings"]) => writer.run([{ sql, bindings }]);
  return {
    contactOf: async (number: number) => {
      const row = await first("SELECT contact FROM report_contacts WHERE report = ?", [number]);
      return row && text(row, "contact");
    },
    contactsBefore: async (at: number) => {
      const row = await first("SELECT count(*) AS total FROM report_contacts WHERE received_at < ?", [at]);
      return row ? integer(row, "total") : 0;
    },
    eraseContacts: async (before: number) => {
      await write("DELETE FROM report_contacts WHERE received_at < ?", [before]);
    },
  };
}

function settleRows(writer: StoreParts["writer"]) {
  const write = (sql: string, bindings: Statement["bindings"]) => writer.run([{ sql, bindings }]);
  return {
    take: async (source: string, report: SentReport, at: number) => {
      for (let tries = 0; tries < triesMax; tries += 1) {
        const [row] = await writer.run(takeStatements(source, report, at));
        if (row) return { number: integer(row, "number"), count: integer(row, "times") };
      }
      throw new Error("A report found no number of its own.");
    },
    over: async (source: string, key: string, at: number) => {
      const sql = `UPDATE reports SET over_at = ? WHERE source = ? AND sender_key = ? AND state = 'waiting' RETURNING number`;
      return (await write(sql, [at, source, key])).length > 0;
    },
    settle: async (number: number, { state, incident, by, at }: Settlement) =>
      (await write(settle, [state, incident, at, by, number])).length > 0,
    unsettle: async (number: number, { state, by, at }: Settlement) => {
      await write(unsettle, [number, state, by, at]);
    },
  };
}

const addKey = `INSERT INTO intake_keys (id, source, shape, mapping, secret_hash, made_at, made_by) VALUES (?, ?, ?, ?, ?, ?, ?)`;

const settle = `UPDATE reports SET state = ?, incident = ?, settled_at = ?, settled_by = ?
  WHERE number = ? AND state = 'waiting' RETURNING number`;

const unsettle = `UPDATE reports SET state = 'waiting', incident = NULL, settled_at = NULL, settled_by = NULL
  WHERE number = ? AND state = ? AND settled_by = ? AND settled_at = ?`;

/** The same report: it waits, or it was settled since what it tells of began. */
const isSame = `source = ? AND sender_key = ? AND (state = 'waiting' OR settled_at >= ?)`;

const count = `UPDATE reports SET times = times + 1, last_at = ?, over_at = NULL WHERE number =
  (SELECT max(number) FROM reports WHERE ${isSame}) RETURNING number, times`;

const add = `INSERT INTO reports
  (number, source, sender_key, title, detail, link, place, occurred_at, received_at, last_at, times, state)
  SELECT (SELECT coalesce(max(number), 0) + 1 FROM reports), CAST(? AS text), CAST(? AS text), CAST(? AS text), CAST(? AS text),
    CAST(? AS text), CAST(? AS text), CAST(? AS bigint), CAST(? AS bigint), CAST(? AS bigint), 1, 'waiting'
  WHERE NOT EXISTS (SELECT 1 FROM reports WHERE ${isSame})
  ON CONFLICT DO NOTHING RETURNING number, times`;

/** With the report that was added by the statement before, and with no other. */
const addContact = `INSERT INTO report_contacts (report, contact, received_at)
  SELECT number, CAST(? AS text), CAST(? AS bigint) FROM reports WHERE source = ? AND sender_key = ? AND state = 'waiting'
  ON CONFLICT (report) DO NOTHING`;

function takeStatements(source: string, report: SentReport, at: number): readonly Statement[] {
  const { key, title, detail, link, place, occurredAt, contact, beganAt } = report;
  const same = [source, key, beganAt ?? 0] as const;
  return [
    { sql: count, bindings: [at, ...same] },
    { sql: add, bindings: [source, key, title, detail, link, place, occurredAt, at, at, ...same] },
    ...(contact === null ? [] : [{ sql: addContact, bindings: [contact, at, source, key] }]),
  ];
}

function toKey(row: Row): IntakeKey {
  return {
    id: text(row, "id"),
    source: text(row, "source"),
    shape: text(row, "shape") as Shape,
    mapping: json(row, "mapping") as Readonly<Record<string, string>>,
    madeAt: integer(row, "made_at"),
    madeBy: text(row, "made_by"),
    endedAt: integerOrNull(row, "ended_at"),
    usedAt: integerOrNull(row, "used_at"),
  };
}

function toReport(row: Row): Report {
  return {
    number: integer(row, "number"),
    source: text(row, "source"),
    key: text(row, "sender_key"),
    title: text(row, "title"),
    detail: textOrNull(row, "detail"),
    link: textOrNull(row, "link"),
    place: textOrNull(row, "place"),
    occurredAt: integerOrNull(row, "occurred_at"),
    receivedAt: integer(row, "received_at"),
    lastAt: integer(row, "last_at"),
    count: integer(row, "times"),
    overAt: integerOrNull(row, "over_at"),
    state: text(row, "state") as ReportState,
    incident: integerOrNull(row, "incident"),
    settledAt: integerOrNull(row, "settled_at"),
    settledBy: textOrNull(row, "settled_by"),
  };
}
