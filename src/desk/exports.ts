import type { DeskDependencies } from "./desk-dependencies.ts";
import type { ExportDesk } from "./export-ports.ts";
import { findIncident } from "./queries.ts";

export function exportsOf(parts: DeskDependencies): ExportDesk {
  const { exportRecord, source } = parts;
  return {
    exportsRecords: exportRecord !== undefined,
    exportRecord: async (id, actor, command, since = []) => {
      const row = await findIncident(parts, id);
      if (row === null || exportRecord === undefined) return null;
      const recorded = await source?.act("RECORD_EXPORTED", { incident: String(row.number) }, actor.id, command);
      if (recorded !== undefined && recorded.outcome !== "done")
        throw new Error(`the export of incident ${String(row.number)} could not be put on record: ${recorded.outcome}`);
      return { number: row.number, zip: await exportRecord(row.id, since) };
    },
  };
}
