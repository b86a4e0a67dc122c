/** The export of an incident as one file. */
import { zipSync } from "fflate";
import type { Storage } from "../../db/open-storage.ts";
import type { Playbook } from "../../machines/playbook.ts";
import type { ExportRecord } from "../desk/export-ports.ts";
import { definitionTexts } from "../engine/index.ts";
import type { CheckpointParts } from "../record/checkpoints.ts";
import { exportIncident } from "../record/export.ts";
import { machinesOf } from "./playbook-knowledge.ts";

interface ZipParts {
  readonly storage: Storage;
  readonly machines: ReturnType<typeof machinesOf>;
  readonly signing: CheckpointParts;
}

/** Beside a server as well: nothing is written to the database. Throws `ExportError`. */
export async function zipRecord({ storage, machines, signing }: ZipParts, instance: string): Promise<Uint8Array> {
  const parts = { record: storage.record, storage, signing, definition: definitionTexts(machines) };
  const { files } = await exportIncident(parts, instance);
  const encoder = new TextEncoder();
  return zipSync(Object.fromEntries([...files].map(([name, text]) => [name, encoder.encode(text)])));
}

/** In a thread of its own where there is one; nothing where nothing is signed. */
export function exportingOf(
  storage: Storage,
  playbooks: readonly Playbook[],
  signing: CheckpointParts | null,
  elsewhere: ExportRecord | null,
): { readonly exportRecord?: ExportRecord } {
  if (signing === null) return {};
  const here: ExportRecord = (instance) => zipRecord({ storage, machines: machinesOf(playbooks), signing }, instance);
  return { exportRecord: elsewhere ?? here };
}
