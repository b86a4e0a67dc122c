/** The export of an incident as one file. */
import { zipSync } from "fflate";
import type { Storage } from "../../db/open-storage.ts";
import type { ExportRecord } from "../desk/export-ports.ts";
import { definitionTexts } from "../engine/index.ts";
import type { CheckpointParts } from "../record/checkpoints.ts";
import { exportIncident } from "../record/export.ts";
import type { Shelf } from "../shelf/shelf.ts";
import { machinesOf } from "./playbook-knowledge.ts";

interface ZipParts {
  readonly storage: Storage;
  readonly shelf: Shelf;
  readonly signing: CheckpointParts;
}

/** Beside a server as well: nothing is written to the database. Throws `ExportError`. */
export async function zipRecord(
  { storage, shelf, signing }: ZipParts,
  instance: string,
  report: string,
  since: readonly number[] = [],
): Promise<Uint8Array> {
  // Another thread or node may have opened the incident under a playbook of the office's own that this one has not met.
  await shelf.look();
  const definition = definitionTexts(machinesOf(shelf.playbooks));
  const parts = { record: storage.record, storage, signing, definition };
  const { files } = await exportIncident(parts, instance, since);
  const encoder = new TextEncoder();
  return zipSync(
    Object.fromEntries(
      [...files, ["report.html", report] as const].map(([name, text]) => [name, encoder.encode(text)]),
    ),
  );
}

/** In a thread of its own where there is one; nothing where nothing is signed. */
export function exportingOf(
  storage: Storage,
  shelf: Shelf,
  signing: CheckpointParts | null,
  elsewhere: ExportRecord | null,
): { readonly exportRecord?: ExportRecord } {
  if (signing === null) return {};
  const here: ExportRecord = (...asked) => zipRecord({ storage, shelf, signing }, ...asked);
  return { exportRecord: elsewhere ?? here };
}
