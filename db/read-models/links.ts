import type { LinkedRow, LinkStore } from "../../src/desk/ports.ts";
import { integer, text } from "../columns.ts";
import type { Dialect } from "../dialect.ts";
import { textReads } from "../stores/engine-storage.ts";
import type { Quarantine } from "../stores/quarantine.ts";
import { openedRows } from "../stores/texts.ts";
import { shownColumns, toIncidentRow } from "./incidents.ts";

/** Which incident was opened from which, for the pages of both and for whoever sends one what the other asks. */
type Reader = Parameters<typeof textReads>[0];

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
