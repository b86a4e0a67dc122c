/** That one row is in the log, in a form that needs nothing else of it: a C2SP tlog-proof whose extra data is the row. */
import { signedHead, writeOutside, keeping, type CheckpointParts } from "./checkpoints.ts";
import { currentTree } from "./current-tree.ts";
import { envelopeText } from "./envelope.ts";
import { ExportError } from "./export.ts";
import type { PlacedRow, RecordReads } from "./ports.ts";
import { inclusionProof } from "./tiles.ts";

export interface Receipt {
  readonly proof: string;
  readonly row: PlacedRow;
}

/** Of the last row for which `isMeant` holds. Throws `ExportError`, `ContradictionError` and what the storage throws. */
export async function receiptOf(
  { record, signing }: { readonly record: RecordReads; readonly signing: CheckpointParts },
  instance: string,
  isMeant: (row: PlacedRow) => boolean,
): Promise<Receipt> {
  const tree = await currentTree(record);
  const { size } = tree.head;
  const row = (await record.placedRows(instance, size)).findLast(isMeant);
  if (row === undefined) throw new ExportError("Nothing of this incident has been published, so there is no receipt.");
  const { note } = await signedHead(signing, record, tree);
  if (signing.outside !== null) writeOutside(signing.outside, note);
  const cosigned = (await signing.witnessing?.cosigned(note, tree, keeping(signing, size))) ?? note;
  const index = row.position - 1;
  const hashes = await inclusionProof(tree.readTile, index, size);
  const lines = [
    "c2sp.org/tlog-proof@v1",
    `extra ${Buffer.from(envelopeText(row)).toString("base64")}`,
    `index ${index}`,
    ...hashes.map((hash) => hash.toString("base64")),
    "",
    cosigned,
  ];
  return { proof: lines.join("\n"), row };
}
