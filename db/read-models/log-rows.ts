/** The log as one line of rows, for programs that follow it. */
import type { LogReads, PlacedLogRow } from "../../src/desk/ports.ts";
import { UnreadableRowError } from "../../src/kernel/unreadable-row.ts";
import { wholeNumber } from "../../src/kernel/whole-number.ts";
import { integer, integerOrNull } from "../columns.ts";
import { toLogRow } from "../stores/engine-rows.ts";
import type { StoreParts } from "../stores/engine-storage.ts";

type Row = Awaited<ReturnType<StoreParts["reader"]["all"]>>[number];

export function logReads({ reader }: Pick<StoreParts, "reader">): LogReads {
  return {
    after: async (position, limit) => {
      const rows = await reader.all(
        `SELECT l.*, i.number AS incident FROM log l LEFT JOIN instances i ON i.id = l.instance AND i.number > 0
         WHERE l.position > ? ORDER BY l.position LIMIT ?`,
        [position, wholeNumber("limit", limit)],
      );
      return rows.map(toPlacedRow);
    },
  };
}

/** Throws `UnreadableRowError` with the row's place. */
function toPlacedRow(row: Row): PlacedLogRow {
  try {
    return { position: integer(row, "position"), incident: integerOrNull(row, "incident"), row: toLogRow(row) };
  } catch (error) {
    const instance = String(row["instance"]);
    const why = error instanceof Error ? error.message : String(error);
    const place = { table: "log", key: `${instance} ${String(row["seq"])}`, instance, why };
    throw new UnreadableRowError(place, { cause: error });
  }
}
