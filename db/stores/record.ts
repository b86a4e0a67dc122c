/** The tree over the log, and the checkpoints that were signed of it. */
import type { Advance, Checkpoint, PlacedRow, RecordReads, RecordStore } from "../../src/record/ports.ts";
import { wholeNumber } from "../../src/kernel/whole-number.ts";
import { integer, text } from "../columns.ts";
import { holdsLease } from "./engine-batch.ts";
import { UnreadableRowError } from "../../src/kernel/unreadable-row.ts";
import { toLogRow } from "./engine-rows.ts";
import type { StoreParts } from "./engine-storage.ts";

type Reader = StoreParts["reader"];
type Writer = StoreParts["writer"];
type Statement = Parameters<Writer["run"]>[0][number];
type Row = Awaited<ReturnType<Reader["all"]>>[number];

export function recordStore(reader: Reader, writer: Writer): RecordStore {
  return {
    ...recordReads(reader),
    advance: async (advance) => {
      await writer.run(statementsOf(advance));
    },
    addCheckpoint: async ({ size, madeAt, note }) => {
      const sql = "INSERT INTO record_checkpoints (size, note, made_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
      await writer.run([{ sql, bindings: [size, note, madeAt] }]);
    },
  };
}

function recordReads(reader: Reader): RecordReads {
  return {
    head: async () => {
      const [row] = await reader.all("SELECT size, root FROM record_head WHERE id = 1");
      return row ? { size: integer(row, "size"), root: bytes(row, "root") } : null;
    },
    tile: async (level, n) => {
      const [row] = await reader.all("SELECT data FROM record_tiles WHERE level = ? AND n = ?", [level, n]);
      return row ? bytes(row, "data") : null;
    },
    rowsAfter: async (position, limit) => {
      const sql = "SELECT * FROM log WHERE position > ? ORDER BY position LIMIT ?";
      return (await reader.all(sql, [position, wholeNumber("limit", limit)])).map(toPlacedRow);
    },
    placedRows: async (instance, upToPosition) => {
      const sql = "SELECT * FROM log WHERE instance = ? AND position <= ? ORDER BY seq";
      return (await reader.all(sql, [instance, upToPosition])).map(toPlacedRow);
    },
    lastPosition: async () => {
      const [row] = await reader.all("SELECT coalesce(max(position), 0) AS last FROM log");
      return row ? integer(row, "last") : 0;
    },
    checkpoints: async (limit) => {
      const sql = "SELECT size, note, made_at FROM record_checkpoints ORDER BY size DESC, made_at DESC LIMIT ?";
      return (await reader.all(sql, [wholeNumber("limit", limit)])).map(toCheckpoint);
    },
  };
}

function statementsOf({ tiles, head, before, fence }: Advance): readonly Statement[] {
  const putTile = `INSERT INTO record_tiles (level, n, data) VALUES (?, ?, ?)
    ON CONFLICT (level, n) DO UPDATE SET data = excluded.data`;
  const first = "INSERT INTO record_head (id, size, root) VALUES (1, ?, ?) ON CONFLICT DO NOTHING";
  const next = "UPDATE record_head SET size = ?, root = ? WHERE id = 1 AND size = ?";
  const bindings = [head.size, head.root];
  return [
    ...(fence === undefined ? [] : [holdsLease(fence)]),
    {
      ...(before.size === 0 ? { sql: first, bindings } : { sql: next, bindings: [...bindings, before.size] }),
      must: { match: 1, otherwise: "stale" },
    },
    ...tiles.map(({ level, n, data }) => ({ sql: putTile, bindings: [level, n, data] })),
  ];
}

/** Throws `UnreadableRowError` with the row's place. */
function toPlacedRow(row: Row): PlacedRow {
  try {
    return { ...toLogRow(row), position: integer(row, "position") };
  } catch (error) {
    const [instance, key] = [String(row["instance"]), `${String(row["instance"])} ${String(row["seq"])}`];
    const why = error instanceof Error ? error.message : String(error);
    throw new UnreadableRowError({ table: "log", key, instance, why }, { cause: error });
  }
}

function toCheckpoint(row: Row): Checkpoint {
  return { size: integer(row, "size"), madeAt: integer(row, "made_at"), note: text(row, "note") };
}

function bytes(row: Row, column: string): Buffer {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw new Error(`column ${column} holds ${typeof value}, and no bytes`);
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}
