import type { DeskDependencies } from "./desk-dependencies.ts";
import type { ExportDesk } from "./export-ports.ts";
import { nameOf } from "../playbook/names.ts";
import type { IncidentRow } from "./ports.ts";
import { entriesOf, findIncident, openedInstance, playbookOf } from "./queries.ts";
import { reportHtml } from "./report.ts";

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
      const report = await reportOf(parts, row);
      return { number: row.number, zip: await exportRecord(row.id, report, since) };
    },
  };
}

async function reportOf(parts: DeskDependencies, row: IncidentRow): Promise<string> {
  const playbook = playbookOf(parts, row);
  const instance = await openedInstance(parts, row.id);
  return reportHtml({
    organisation: parts.organisation,
    number: row.number,
    title: playbook.headline(instance).title,
    procedure: playbook.title,
    clocks: playbook.clocks(instance),
    facts: playbook.facts(instance),
    timeline: await entriesOf(parts, row, await parts.engine.history(row.id)),
    nameOf: (id) => nameOf(parts.everybody, id),
    now: parts.clock.now(),
  });
}
