/** What is new in the log, for pages that stay open: small reads, asked again and again. */
import type { ChangeReads } from "../../src/desk/ports.ts";
import { wholeNumber } from "../../src/kernel/whole-number.ts";
import { integer, integerOrNull } from "../columns.ts";
import type { StoreParts } from "../stores/engine-storage.ts";
import { isOverdue } from "./incidents.ts";

export function changeReads({ reader }: Pick<StoreParts, "reader">): ChangeReads {
  const one = async (sql: string, bindings: readonly number[] = []) => {
    const [row] = await reader.all(sql, bindings);
    return row ? integer(row, "found") : 0;
  };
  return {
    lastPosition: () => one("SELECT coalesce(max(position), 0) AS found FROM log"),
    after: async (position, limit) => {
      const rows = await reader.all(
        `SELECT l.position, i.number AS incident FROM log l
         LEFT JOIN instances i ON i.id = l.instance AND i.open IS NOT NULL
         WHERE l.position > ? ORDER BY l.position LIMIT ?`,
        [position, wholeNumber("limit", limit)],
      );
      return rows.map((row) => ({ position: integer(row, "position"), incident: integerOrNull(row, "incident") }));
    },
    overdue: (now) => one(`SELECT count(*) AS found FROM instances WHERE ${isOverdue}`, [now]),
  };
}
