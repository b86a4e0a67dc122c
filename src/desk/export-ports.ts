/** The signed record of one incident, for somebody who trusts nobody here (docs/record.md). */
import type { ActCommand } from "../playbook/act-command.ts";
import type { Person } from "../directory/person.ts";

/**
 * Its files as one ZIP archive, with `report.html` beside them. `since`: sizes of checkpoints that somebody holds. Throws
 * `ExportError`.
 */
export type ExportRecord = (instance: string, report: string, since: readonly number[]) => Promise<Uint8Array>;

export interface ExportDesk {
  /** Whether there is a record that is signed. */
  readonly exportsRecords: boolean;
  /** On record before it is given away, so that the export shows that too. Null: no such incident, or nothing is signed. */
  exportRecord(
    id: string,
    actor: Person,
    command: ActCommand,
    since?: readonly number[],
  ): Promise<ExportedRecord | null>;
}

export interface ExportedRecord {
  /** The incident's. */
  readonly number: number;
  readonly zip: Uint8Array;
}
