import type { EngineStorage } from "../../src/engine/ports.ts";
import { wholeNumber } from "../../src/kernel/whole-number.ts";
import { integer, integerOrNull, text } from "../columns.ts";
import type { Dialect } from "../dialect.ts";
import type { Reader, Writer } from "../statement.ts";
import { batchStatements } from "./engine-batch.ts";
import { instanceColumns, toHandRow, toInstanceRow, toLogRow, toOutboxRow, toTimerRow } from "./engine-rows.ts";

export interface StoreParts {
  readonly reader: Reader;
  readonly writer: Writer;
  readonly dialect: Dialect;
}

/** The engine's tables. Closing is the opener's business. */
export function engineStorage({ reader, writer, dialect }: StoreParts): Omit<EngineStorage, "close"> {
  return {
    ...instanceReads(reader, dialect),
    ...timerReads(reader),
    ...outboxReads(reader),
    ...handReads(reader),
    commit: async (batch, { fence } = {}) => {
      const statements = batchStatements(dialect, batch, fence);
      if (statements.length > 0) await writer.run(statements);
    },
  };
}

/** How many log rows one call of `history` returns unless it asks for fewer. */
const historyMax = 1_000_000;

function instanceReads(reader: Reader, dialect: Dialect): Pick<EngineStorage, "load" | "history" | "instanceIds"> {
  // Not every column: those made from the summary are worked out anew each time somebody asks.
  const columns = instanceColumns.map(([column]) => `instances.${column}`).join(", ");
  const changed = `SELECT ${columns} FROM ${dialect.rows("known", [
    ["id", "text"],
    ["seq", "integer"],
  ])} JOIN instances ON instances.id = known.id WHERE instances.seq <> known.seq`;
  const byCommand = `SELECT * FROM log WHERE command_id IS NOT NULL AND ${dialect.isOneOf("command_id")}`;
  const byMessage = `SELECT * FROM outbox WHERE ${dialect.isOneOf("id")}`;
  const all = async (sql: string, asked: readonly unknown[]) =>
    asked.length === 0 ? [] : reader.all(sql, [JSON.stringify(asked)]);
  return {
    load: async (instances, commandIds, messages = [], known) => ({
      instances: (
        await all(
          changed,
          instances.map((id) => [id, known?.get(id) ?? -1]),
        )
      ).map(toInstanceRow),
      commands: (await all(byCommand, commandIds)).map(toLogRow),
      messages: (await all(byMessage, messages)).map(toOutboxRow),
    }),
    history: async (instance, { after = -1, upTo = Number.MAX_SAFE_INTEGER, limit = historyMax } = {}) => {
      const rows = await reader.all(
        "SELECT * FROM log WHERE instance = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?",
        [instance, wholeNumber("after", after, -1), wholeNumber("upTo", upTo), wholeNumber("limit", limit)],
      );
      return rows.map(toLogRow);
    },
    instanceIds: async (after, limit) => {
      const rows =
        after === null
          ? await reader.all("SELECT id FROM instances ORDER BY number LIMIT ?", [wholeNumber("limit", limit)])
          : await reader.all(
              "SELECT id FROM instances WHERE number > (SELECT number FROM instances WHERE id = ?) ORDER BY number LIMIT ?",
              [after, wholeNumber("limit", limit)],
            );
      return rows.map((row) => text(row, "id"));
    },
  };
}

function timerReads(reader: Reader): Pick<EngineStorage, "dueTimers" | "nextDueAt" | "quarantinedTimers" | "timers"> {
  const inArmingOrder = "due_at, armed_seq, armed_index, instance";
  return {
    dueTimers: async (now, limit) => {
      // What was tried later than now was tried before the clock was put back.
      const sql = `SELECT * FROM timers WHERE due_at <= ? AND quarantined_at IS NULL
        AND (next_try_at IS NULL OR next_try_at <= ? OR tried_at > ?) ORDER BY ${inArmingOrder} LIMIT ?`;
      return (await reader.all(sql, [now, now, now, wholeNumber("limit", limit)])).map(toTimerRow);
    },
    nextDueAt: async () =>
      earliest(
        await reader.all(`SELECT min(at) AS earliest FROM (
          SELECT min(due_at) AS at FROM timers WHERE quarantined_at IS NULL AND next_try_at IS NULL
          UNION ALL SELECT min(next_try_at) FROM timers WHERE next_try_at IS NOT NULL) AS looked`),
      ),
    quarantinedTimers: async (limit, { stepped = false } = {}) => {
      const sql = `SELECT timers.* FROM timers JOIN instances ON instances.id = timers.instance
        WHERE quarantined_at IS NOT NULL ${stepped ? "AND instances.step_seq > timers.tried_seq" : ""}
        ORDER BY timers.due_at, armed_seq, armed_index, instance LIMIT ?`;
      return (await reader.all(sql, [wholeNumber("limit", limit)])).map(toTimerRow);
    },
    timers: async (instance) => {
      const sql = "SELECT * FROM timers WHERE instance = ? ORDER BY armed_seq, armed_index";
      return (await reader.all(sql, [instance])).map(toTimerRow);
    },
  };
}

function outboxReads(reader: Reader): Pick<EngineStorage, "dueMessages" | "nextMessageAt" | "messages"> {
  return {
    dueMessages: async (now, limit, furthest = Number.MAX_SAFE_INTEGER) => {
      // What was never tried is due at once, also when the clock was put back after it was written.
      const sql =
        "SELECT * FROM outbox WHERE state = 'waiting' AND (tries = 0 OR next_try_at <= ? OR next_try_at > ?) ORDER BY next_try_at, position LIMIT ?";
      return (await reader.all(sql, [now, furthest, wholeNumber("limit", limit)])).map(toOutboxRow);
    },
    nextMessageAt: async () =>
      earliest(await reader.all("SELECT min(next_try_at) AS earliest FROM outbox WHERE state = 'waiting'")),
    messages: async (instance) =>
      (await reader.all("SELECT * FROM outbox WHERE instance = ? ORDER BY position", [instance])).map(toOutboxRow),
  };
}

function handReads(reader: Reader): Pick<EngineStorage, "hands"> {
  return {
    hands: async (instance) => {
      const [kept] = await reader.all("SELECT hands_since FROM instances WHERE id = ?", [instance]);
      const rows = await reader.all("SELECT * FROM hands WHERE instance = ? ORDER BY seq, key, by", [instance]);
      return { since: kept ? integer(kept, "hands_since") : 0, rows: rows.map(toHandRow) };
    },
  };
}

function earliest(rows: readonly Readonly<Record<string, unknown>>[]): number | null {
  const row = rows[0];
  return row ? integerOrNull(row, "earliest") : null;
}
