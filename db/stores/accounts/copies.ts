import type { CopyRow, CopyStore, EndedCounts } from "../../../src/accounts/way-ports.ts";
import { integer, text } from "../../columns.ts";
import type { Reader, Row, Writer } from "../../statement.ts";

/** What this desk was made from, for whoever looks after it. */
export function copyStore(reader: Reader, writer: Writer): CopyStore {
  return {
    shown: async () => {
      const sql = `SELECT * FROM desk_copies WHERE ended_at IS NOT NULL AND dismissed_at IS NULL
        ORDER BY ended_at DESC, id`;
      return (await reader.all(sql)).map(toCopy);
    },
    dismiss: async (id, by, at) => {
      const sql = "UPDATE desk_copies SET dismissed_at = ?, dismissed_by = ? WHERE id = ? AND dismissed_at IS NULL";
      await writer.run([{ sql, bindings: [at, by, id] }]);
    },
    mark: async (id, at) => {
      const sql = "INSERT INTO desk_copies (id, how, made_at) VALUES (?, 'asked', ?)";
      await writer.run([{ sql, bindings: [id, at] }]);
    },
  };
}

function toCopy(row: Row): CopyRow {
  return {
    id: text(row, "id"),
    how: text(row, "how") as CopyRow["how"],
    madeAt: integer(row, "made_at"),
    endedAt: integer(row, "ended_at"),
    ended: JSON.parse(text(row, "ended")) as EndedCounts,
  };
}
