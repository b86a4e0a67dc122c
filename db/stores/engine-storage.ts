import type { Sealing } from "../../src/kernel/sealing.ts";
import type { HistoryRange } from "../../src/engine/log.ts";
import type { Batch, EngineStorage, InstanceRow } from "../../src/engine/ports.ts";
import { wholeNumber } from "../../src/kernel/whole-number.ts";
import { boundedOrNull, integer, text } from "../columns.ts";
import type { Dialect } from "../dialect.ts";
import type { Reader, Row, Writer } from "../statement.ts";
import { checkpointStore } from "./checkpoints.ts";
import { decidedClockReads } from "./decided-clocks.ts";
import { batchStatements } from "./engine-batch.ts";
import { messageReads } from "./messages.ts";
import {
  instanceColumns,
  toSignOffRow,
  toInstanceRest,
  toInstanceRow,
  toLogRow,
  toOutboxRow,
  toTimerRow,
} from "./engine-rows.ts";
import type { ErasedCopies } from "./erased.ts";
import type { Quarantine } from "./quarantine.ts";
import { titleWordsIn, toStoredText } from "./texts.ts";

export interface StoreParts {
  readonly reader: Reader;
  readonly writer: Writer;
  readonly dialect: Dialect;
  readonly quarantine: Quarantine;
  /** For secrets that have to be read again. Left out: they are stored as they are. */
  readonly sealing?: Sealing;
  /** Rewrites what the database has not overwritten by itself of these words. Left out: there is no file. */
  readonly scrub?: (words: readonly string[]) => Promise<void>;
  /** Copies that the host keeps of what was written. */
  readonly copies?: ErasedCopies;
}

/** The engine's tables. Closing is the opener's business. */
export function engineStorage({
  reader,
  writer,
  dialect,
  quarantine,
  copies,
  scrub,
}: StoreParts): Omit<EngineStorage, "close"> {
  const texts = textReads(reader, dialect);
  return {
    ...instanceReads(reader, dialect, quarantine),
    ...timerReads(reader, quarantine),
    ...outboxReads(reader, quarantine),
    messages: messageReads(reader, dialect, quarantine),
    ...checkpointStore(reader, writer, dialect),
    ...signOffReads(reader, quarantine),
    ...decidedClockReads(reader, quarantine),
    noteUnreadable: quarantine.setAside,
    texts,
    commit: async (batch, { fence } = {}) => {
      const titleWords = await titleWordsIn(batch, texts);
      const words = await wordsOf(batch.erased, texts);
      const statements = batchStatements(dialect, batch, {
        ...(fence && { fence }),
        ...(copies && { copies }),
        titleWords,
      });
      if (statements.length > 0) await writer.run(statements);
      if (batch.erased.length > 0) await scrub?.(words);
    },
  };
}

/** What is about to be erased, for whoever looks for it afterwards. */
async function wordsOf(erased: Batch["erased"], texts: EngineStorage["texts"]): Promise<readonly string[]> {
  const names = erased.flatMap(({ instance, refs }) => refs.map((ref) => ({ instance, ref })));
  const found = names.length === 0 ? [] : await texts(names);
  return found.flatMap(({ text }) => text ?? []);
}

/** How many log rows one call of `history` returns unless it asks for fewer. */
const historyMax = 1_000_000;

function instanceReads(
  reader: Reader,
  dialect: Dialect,
  quarantine: Quarantine,
): Pick<EngineStorage, "load" | "history" | "instanceIds"> {
  // Not every column: those made from the summary are worked out anew each time somebody asks.
  const columns = instanceColumns.map(([column]) => `instances.${column}`).join(", ");
  const changed = `SELECT ${columns} FROM ${dialect.rows("known", [
    ["id", "text"],
    ["seq", "integer"],
  ])} JOIN instances ON instances.id = known.id WHERE instances.seq <> known.seq`;
  const byCommand = `SELECT * FROM log WHERE command_id IS NOT NULL AND ${dialect.isOneOf("command_id")}`;
  const byMessage = `SELECT outbox.*, e.message AS erased FROM outbox
    LEFT JOIN erased_messages e ON e.message = outbox.id WHERE ${dialect.isOneOf("outbox.id")}`;
  const all = async (sql: string, asked: readonly unknown[]) =>
    asked.length === 0 ? [] : reader.all(sql, [JSON.stringify(asked)]);
  return {
    load: async (instances, commandIds, messages = [], known) => ({
      ...instancesIn(
        await all(
          changed,
          instances.map((id) => [id, known?.get(id) ?? -1]),
        ),
        quarantine,
      ),
      commands: quarantine.whole("log", await all(byCommand, commandIds), toLogRow),
      messages: quarantine.whole("outbox", await all(byMessage, messages), (row) => ({
        ...toOutboxRow(row),
        ...(row["erased"] !== null && { isErased: true }),
      })),
    }),
    history: async (instance, range = {}) => {
      const { sql, bindings } = historyOf(instance, range, dialect);
      const rows = quarantine.whole("log", await reader.all(sql, bindings), toLogRow);
      const { types } = range;
      return types === undefined ? rows : rows.filter(({ event }) => types.includes(event.type));
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

/** A type is looked for as it is written; the rows found then say whether it is theirs, or stands in something they hold. */
function historyOf(instance: string, range: HistoryRange, dialect: Dialect) {
  const { after = -1, upTo = Number.MAX_SAFE_INTEGER, limit = historyMax, kinds, types } = range;
  const bounds = [wholeNumber("after", after, -1), wholeNumber("upTo", upTo)];
  const written = types?.map((type) => `"type":${JSON.stringify(type)}`);
  const conditions = [
    "instance = ? AND seq > ? AND seq <= ?",
    ...(kinds === undefined ? [] : [dialect.isOneOf("kind")]),
    ...(written === undefined ? [] : [`(${written.map(() => dialect.contains("event")).join(" OR ") || "1 = 0"})`]),
  ];
  const sql = `SELECT * FROM log WHERE ${conditions.join(" AND ")} ORDER BY seq LIMIT ?`;
  const asked = [...(kinds === undefined ? [] : [JSON.stringify(kinds)]), ...(written ?? [])];
  return { sql, bindings: [instance, ...bounds, ...asked, wholeNumber("limit", limit)] };
}

type UnreadableInstances = NonNullable<Awaited<ReturnType<EngineStorage["load"]>>["unreadable"]>;

/** Without its state an instance can still be folded from its log, so those are kept apart. */
function instancesIn(rows: readonly Row[], quarantine: Quarantine) {
  const instances: InstanceRow[] = [];
  const unreadable: UnreadableInstances[number][] = [];
  for (const row of rows) {
    try {
      instances.push(toInstanceRow(row));
    } catch (error) {
      const [readable] = quarantine.whole("instances", [row], toInstanceRest);
      if (readable) unreadable.push({ row: readable, why: (error as Error).message });
    }
  }
  return unreadable.length === 0 ? { instances } : { instances, unreadable };
}

function timerReads(
  reader: Reader,
  quarantine: Quarantine,
): Pick<EngineStorage, "dueTimers" | "nextDueAt" | "quarantinedTimers" | "timers"> {
  const readable = (rows: readonly Row[]) => quarantine.readable("timers", rows, toTimerRow);
  const inArmingOrder = "due_at, armed_seq, armed_index, instance";
  return {
    dueTimers: async (now, limit) => {
      // What was tried later than now was tried before the clock was put back.
      const sql = `SELECT * FROM timers WHERE due_at <= ? AND quarantined_at IS NULL
        AND (next_try_at IS NULL OR next_try_at <= ? OR tried_at > ?) ORDER BY ${inArmingOrder} LIMIT ?`;
      return readable(await reader.all(sql, [now, now, now, wholeNumber("limit", limit)]));
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
      return readable(await reader.all(sql, [wholeNumber("limit", limit)]));
    },
    timers: async (instance) => {
      const sql = "SELECT * FROM timers WHERE instance = ? ORDER BY armed_seq, armed_index";
      return readable(await reader.all(sql, [instance]));
    },
  };
}

function outboxReads(reader: Reader, quarantine: Quarantine): Pick<EngineStorage, "dueMessages" | "nextMessageAt"> {
  const readable = (rows: readonly Row[]) => quarantine.readable("outbox", rows, toOutboxRow);
  return {
    dueMessages: async (now, limit, furthest = Number.MAX_SAFE_INTEGER) => {
      // What was never tried is due at once, also when the clock was put back after it was written.
      const sql =
        "SELECT * FROM outbox WHERE state = 'waiting' AND (tries = 0 OR next_try_at <= ? OR next_try_at > ?) ORDER BY next_try_at, position LIMIT ?";
      return readable(await reader.all(sql, [now, furthest, wholeNumber("limit", limit)]));
    },
    nextMessageAt: async () =>
      earliest(await reader.all("SELECT min(next_try_at) AS earliest FROM outbox WHERE state = 'waiting'")),
  };
}

function signOffReads(reader: Reader, quarantine: Quarantine): Pick<EngineStorage, "signOffs"> {
  return {
    signOffs: async (instance) => {
      const [kept] = await reader.all("SELECT sign_offs_since FROM instances WHERE id = ?", [instance]);
      const rows = await reader.all("SELECT * FROM sign_offs WHERE instance = ? ORDER BY seq, key, by", [instance]);
      return {
        since: kept ? integer(kept, "sign_offs_since") : 0,
        rows: quarantine.readable("sign_offs", rows, toSignOffRow),
      };
    },
  };
}

/** The texts with these names that were written, in one question. */
export function textReads(reader: Reader, dialect: Dialect): EngineStorage["texts"] {
  const asked = dialect.rows("asked", [
    ["instance", "text"],
    ["ref", "text"],
  ]);
  // A cross join, because SQLite keeps its order: the few that are asked for first, and each from the index.
  const sql = `SELECT texts.instance, texts.ref, salt, text, erased_seq, log.at AS erased_at, log.by AS erased_by,
    log.event AS erased_event FROM ${asked}
    CROSS JOIN texts LEFT JOIN log ON log.instance = texts.instance AND log.seq = texts.erased_seq AND log.kind = 'erased'
    WHERE texts.instance = asked.instance AND texts.ref = asked.ref`;
  return async (names) => {
    if (names.length === 0) return [];
    const rows = await reader.all(sql, [JSON.stringify(names.map(({ instance, ref }) => [instance, ref]))]);
    return rows.map(toStoredText);
  };
}

function earliest(rows: readonly Readonly<Record<string, unknown>>[]): number | null {
  const row = rows[0];
  return row ? boundedOrNull(row, "earliest") : null;
}
