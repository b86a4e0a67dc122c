import type { Batch } from "../../src/engine/ports.ts";
import type { LinkedRow, LinkStore } from "../../src/desk/ports.ts";
import type { Json } from "../../src/kernel/json.ts";
import { integer, text } from "../columns.ts";
import type { Columns, Dialect } from "../dialect.ts";
import { shownColumns, toIncidentRow } from "../read-models/incidents.ts";
import type { Reader, Values } from "../statement.ts";
import { textReads } from "./engine-storage.ts";
import type { Quarantine } from "./quarantine.ts";
import { openedRows } from "./texts.ts";

/** Which incident was opened from which. */
export const linkColumns: Columns = [
  ["child", "text"],
  ["parent", "text"],
  ["link", "text"],
  ["item", "integer"],
];

/** Of the incidents that a batch begins: the host's summary says which of them were opened from another. */
export function linksIn({ inserted }: Pick<Batch, "inserted">): readonly Values[] {
  return inserted.flatMap(({ id, summary }) => {
    const parent = parentIn(summary);
    return parent === null ? [] : [[id, parent.incident, parent.link, parent.item]];
  });
}

/** What a summary says of it; null: nothing that can be written. */
export function parentIn(summary: Json): { incident: string; link: string; item: number } | null {
  const parent = isObject(summary) ? (summary["parent"] ?? null) : null;
  if (!isObject(parent)) return null;
  const { incident, link, item } = parent;
  return typeof incident === "string" && typeof link === "string" && Number.isSafeInteger(item)
    ? { incident, link, item: item as number }
    : null;
}

const isObject = (value: Json): value is Readonly<Record<string, Json>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function linkStore(reader: Reader, dialect: Dialect, quarantine: Pick<Quarantine, "readable">): LinkStore {
  const texts = textReads(reader, dialect);
  return {
    ofParent: async (parent) => {
      const sql = `SELECT ${shownColumns}, link, item FROM links JOIN instances ON instances.id = links.child
        WHERE links.parent = ? AND open IS NOT NULL ORDER BY number`;
      const rows = quarantine.readable("instances", await reader.all(sql, [parent]), (row): LinkedRow => {
        return { ...toIncidentRow(row), link: text(row, "link"), item: integer(row, "item") };
      });
      return openedRows(texts, rows);
    },
    childOf: async (parent, link, item) => {
      const sql = "SELECT child FROM links WHERE parent = ? AND link = ? AND item = ?";
      const [row] = await reader.all(sql, [parent, link, item]);
      return row ? text(row, "child") : null;
    },
  };
}
