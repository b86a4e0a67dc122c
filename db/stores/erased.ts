/** What an erasure takes away besides the log row that says so: the words, and every copy of them in tables beside the log. */
import type { ErasedText } from "../../src/engine/erased-ports.ts";
import type { ErasedTexts } from "../../src/engine/ports.ts";
import type { Columns, Dialect } from "../dialect.ts";
import { integer, json, text } from "../columns.ts";

type Statement = Dialect["beforeNumbering"][number];
type Values = Parameters<Dialect["bulk"]["bound"]>[0][number];
type Row = Parameters<typeof text>[0];

/** Statements for one erasure, run while the words are still there. */
export type ErasedCopies = (dialect: Dialect, erased: ErasedTexts) => readonly Statement[];

/** Shorter ones stand in every second sentence: a copy is then found by its message alone. */
const lettersMin = 2;

/** In the engine's own tables. `copies`: those of its host. */
export function erasedStatements(dialect: Dialect, erased: ErasedTexts, copies: ErasedCopies): readonly Statement[] {
  const { instance, seq, refs, messages, words } = erased;
  const asked = JSON.stringify(refs);
  const holdsWords = wordsIn(dialect);
  const named: readonly Statement[] =
    messages.length === 0
      ? []
      : [{ sql: insertMessages(dialect), ...dialect.bulk.bound(messages.map((message): Values => [message, words])) }];
  const titles = dialect.rows("asked", [["ref", "text"]]);
  const emptied = "UPDATE outbox SET last_error = ? WHERE last_error IS NOT NULL";
  return [
    ...named,
    ...copies(dialect, erased),
    { sql: `${emptied} AND id IN (SELECT message FROM erased_messages WHERE words = ?)`, bindings: [words, words] },
    { sql: `${emptied} AND ${holdsWords("outbox", "last_error")}`, bindings: [words, instance, asked] },
    {
      sql: `UPDATE timers SET last_error = ? WHERE last_error IS NOT NULL AND ${holdsWords("timers", "last_error")}`,
      bindings: [words, instance, asked],
    },
    {
      sql: `UPDATE quarantine SET why = ? WHERE ${holdsWords("quarantine", "why")}`,
      bindings: [words, instance, asked],
    },
    {
      sql: `DELETE FROM title_words WHERE instance = ? AND EXISTS
        (SELECT 1 FROM ${titles} WHERE ${dialect.holds("title_words.title", "asked.ref")})`,
      bindings: [instance, JSON.stringify(refs.map((ref) => [ref]))],
    },
    {
      sql: `UPDATE texts SET salt = NULL, text = NULL, erased_seq = ?
        WHERE instance = ? AND text IS NOT NULL AND ${dialect.isOneOf("ref")}`,
      bindings: [seq, instance, asked],
      must: { match: refs.length, otherwise: "stale" },
    },
  ];
}

function insertMessages({ bulk }: Dialect): string {
  const columns: Columns = [
    ["message", "text"],
    ["words", "text"],
  ];
  return `${bulk.insert("erased_messages", columns)} ON CONFLICT DO NOTHING`;
}

/** A condition on a row of `table`: `column` has the words of one of the texts in it. Arguments: the instance, the references. */
function wordsIn(dialect: Dialect): (table: string, column: string) => string {
  return (
    table,
    column,
  ) => `EXISTS (SELECT 1 FROM texts erased WHERE erased.instance = ? AND ${dialect.isOneOf("erased.ref")}
    AND length(erased.text) >= ${lettersMin} AND ${dialect.holds(`${table}.${column}`, "erased.text")}
    AND ${reaches(table)})`;
}

/** A name of the organisation may stand anywhere. */
function reaches(table: string): string {
  return `(${table}.instance = erased.instance OR EXISTS
    (SELECT 1 FROM instances whose WHERE whose.id = erased.instance AND whose.number = 0))`;
}

/**
 * What was sent, and what became of it: by message, and wherever the words themselves are found. The database empties every row
 * of such a message that is touched, now or later.
 */
export const deskCopies: ErasedCopies = (dialect, { instance, refs, words }) => {
  const asked = JSON.stringify(refs);
  const holdsWords = wordsIn(dialect);
  const found = (table: string, columns: readonly string[]): Statement => ({
    sql: `INSERT INTO erased_messages (message, words)
      SELECT DISTINCT ${table}.message, CAST(? AS text) FROM ${table}
      WHERE ${columns.map((column) => holdsWords(table, column)).join(" OR ")} ON CONFLICT DO NOTHING`,
    bindings: [words, ...columns.flatMap(() => [instance, asked])],
  });
  const isOfThese = "message IN (SELECT message FROM erased_messages WHERE words = ?)";
  const names = `(SELECT erased.text FROM texts erased WHERE erased.instance = ? AND ${dialect.isOneOf("erased.ref")})`;
  return [
    found("notifications", ["subject", "body", "answer"]),
    found("deliveries", ["answer", "why"]),
    { sql: `UPDATE notifications SET answer = NULL WHERE ${isOfThese}`, bindings: [words] },
    { sql: `UPDATE deliveries SET answer = NULL, why = NULL WHERE ${isOfThese}`, bindings: [words] },
    { sql: `UPDATE account_notices SET name = person WHERE name IN ${names}`, bindings: [instance, asked] },
    { sql: `UPDATE account_notices SET by_name = NULL WHERE by_name IN ${names}`, bindings: [instance, asked] },
  ];
};

/** Oldest instance first; read from an index of its own. */
export async function erasedTexts(reader: {
  all(sql: string): Promise<readonly Row[]>;
}): Promise<readonly ErasedText[]> {
  const rows = await reader.all(`SELECT texts.instance, texts.ref, texts.erased_seq, log.event FROM texts
    JOIN log ON log.instance = texts.instance AND log.seq = texts.erased_seq
    WHERE texts.erased_seq IS NOT NULL ORDER BY texts.instance, texts.erased_seq, texts.ref`);
  return rows.map((row) => {
    const event = json(row, "event") as { readonly reason?: unknown };
    return {
      instance: text(row, "instance"),
      ref: text(row, "ref"),
      seq: integer(row, "erased_seq"),
      reason: typeof event.reason === "string" ? event.reason : "",
    };
  });
}
