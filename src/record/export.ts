/** The record of one incident for somebody who trusts nobody here: the files of docs/record.md. */
import { canonicalJson } from "../kernel/canonical-json.ts";
import { refsIn } from "../kernel/text-refs.ts";
import { hash } from "node:crypto";
import type { EngineStorage, InstanceRow, StoredText } from "../engine/ports.ts";
import { keeping, signedHead, writeOutside, type CheckpointParts } from "./checkpoints.ts";
import { currentTree, type CurrentTree } from "./current-tree.ts";
import { envelopeText } from "./envelope.ts";
import { vkeysOf } from "./note.ts";
import type { Checkpoint, PlacedRow, RecordReads } from "./ports.ts";
import { consistencyProof, frontierAt, stubsBetween } from "./tiles.ts";

/** Over so many rows of the log the stubs begin with the incident's own first row. */
const wholeLogMax = 200_000;
/** An incident that goes on while it is exported is read again. */
const triesMax = 5;

/** Nothing was exported. The sentence is for a person. */
export class ExportError extends Error {
  override name = "ExportError";
}

export interface ExportParts {
  readonly record: RecordReads;
  readonly storage: Pick<EngineStorage, "load" | "texts">;
  readonly signing: CheckpointParts;
  /** Where the database can be written: the checkpoint is stored. */
  readonly addCheckpoint?: (checkpoint: Checkpoint) => Promise<void>;
  /** The text of a machine's definition with this digest; null: this program does not have it. */
  readonly definition: (machine: string, digest: string) => string | null;
}

export interface Exported {
  /** By name. */
  readonly files: ReadonlyMap<string, string>;
  readonly rows: number;
  /** Rows of the log that the checkpoint covers. */
  readonly size: number;
}

/** `since`: sizes of checkpoints that somebody holds. Throws `ExportError`, `ContradictionError` and what the storage throws. */
export async function exportIncident(
  parts: ExportParts,
  instance: string,
  since: readonly number[] = [],
): Promise<Exported> {
  const { tree, rows, row } = await readWhole(parts, instance);
  const { note } = await signed(parts, tree);
  const first = tree.head.size > wholeLogMax ? (rows[0]?.position ?? 1) - 1 : 0;
  const definition = parts.definition(row.machine, row.definitionHash);
  if (definition === null)
    throw new ExportError(
      `This program does not have the procedure that the incident was opened under (${row.machine}).`,
    );
  const consistency = first === 0 ? "" : await consistencyText(tree, since);
  const files: readonly (readonly [string, string])[] = [
    ["checkpoint.txt", note],
    ["events.jsonl", rows.map((one) => `${envelopeText(one)}\n`).join("")],
    ["texts.jsonl", await textsOf(parts.storage, instance, rows)],
    ["tree.txt", await treeText(tree, first)],
    ["state.json", row.stateText ?? JSON.stringify(row.state)],
    ["definition.json", definition],
    ...(consistency === "" ? [] : [["consistency.txt", consistency] as const]),
    ["vkey.txt", `${vkeysOf(parts.signing.signer).join("\n")}\n`],
    ["README.txt", readme(parts, instance)],
  ];
  return { files: new Map(files), rows: rows.length, size: tree.head.size };
}

interface Read {
  readonly tree: CurrentTree;
  readonly rows: readonly PlacedRow[];
  readonly row: InstanceRow;
}

/** Rows and state of one moment, under a tree that covers them. */
async function readWhole({ record, storage }: ExportParts, instance: string): Promise<Read> {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const { instances } = await storage.load([instance], []);
    const [row] = instances;
    if (row === undefined) throw new ExportError(`There is no incident ${instance} whose state can be read.`);
    const tree = await currentTree(record);
    const rows = await record.placedRows(instance, tree.head.size);
    const last = rows.at(-1);
    if (last === undefined || rows.some(({ seq }, index) => seq !== index))
      throw new ExportError("A row of this incident is missing from the log. Run answerable verify.");
    if (last.seq !== row.seq) continue;
    if (last.stateHash !== hash("sha256", row.stateText ?? JSON.stringify(row.state), "hex"))
      throw new ExportError("The stored state is not the one that the last row recorded. Run answerable verify.");
    return { tree, rows, row };
  }
  throw new ExportError("The incident goes on too quickly to be exported. Try again in a moment.");
}

async function signed({ record, signing, addCheckpoint }: ExportParts, tree: CurrentTree): Promise<{ note: string }> {
  const { note, isOld } = await signedHead(signing, record, tree);
  if (!isOld) await addCheckpoint?.({ size: tree.head.size, madeAt: signing.clock.now(), note });
  if (signing.outside !== null) writeOutside(signing.outside, note);
  const keep = keeping(signing, tree.head.size, addCheckpoint);
  return { note: (await signing.witnessing?.cosigned(note, tree, keep)) ?? note };
}

async function treeText({ head, readTile }: CurrentTree, first: number): Promise<string> {
  const { roots } = await frontierAt(readTile, first);
  const stubs = await stubsBetween(readTile, first, head.size);
  const lines = [
    "answerable/tree/1",
    `first ${first}`,
    `frontier ${roots.length}`,
    ...roots.map((root) => root.toString("base64")),
    `stubs ${stubs.length}`,
    ...stubs.map((stub) => stub.toString("base64")),
  ];
  return `${lines.join("\n")}\n`;
}

async function consistencyText({ head, readTile }: CurrentTree, since: readonly number[]): Promise<string> {
  const blocks: string[] = [];
  for (const old of since.filter((size) => size > 0 && size < head.size)) {
    const proof = await consistencyProof(readTile, old, head.size);
    blocks.push([`old ${old}`, ...proof.map((one) => one.toString("base64")), ""].join("\n"));
  }
  return blocks.length === 0 ? "" : `answerable/consistency/1\n${blocks.join("\n")}`;
}

/** What start and events refer to; what was erased is named by the row that has done it. */
async function textsOf(storage: ExportParts["storage"], instance: string, rows: readonly PlacedRow[]): Promise<string> {
  const withTexts = rows.filter(({ kind }) => kind === "start" || kind === "event");
  const refs = [...new Set(withTexts.flatMap(({ event }) => [...refsIn(event)]))].sort();
  const found = new Map<string, StoredText>();
  for (const one of await storage.texts(refs.map((ref) => ({ instance, ref })))) found.set(one.ref, one);
  const lost = refs.find((ref) => !found.has(ref));
  if (lost !== undefined) throw new ExportError("A text of this incident is missing. Run answerable verify.");
  return refs
    .map((ref) => found.get(ref))
    .filter((one): one is StoredText => one?.text !== null)
    .map(({ ref, salt, text }) => `${canonicalJson({ ref, salt, text })}\n`)
    .join("");
}

function readme({ signing }: ExportParts, instance: string): string {
  const alone =
    signing.outside === null
      ? ["No checkpoint of this record lies outside the desk: no one can say whether its log is whole.", ""]
      : [];
  return [
    ...alone,
    `The record of incident ${instance}, kept by ${signing.signer.origin}.`,
    "",
    "Check it with the one-file verifier (Node 20 or newer, no network):",
    "",
    "  node verify.mjs FOLDER --vkey KEY",
    "",
    "Take KEY from the desk's own pages or from somebody you trust, not from vkey.txt in this folder, which",
    "proves nothing. If you hold an earlier checkpoint, for instance from the footer of a notification, add",
    "--since FILE. The format and what is proved: docs/record.md. report.html is for reading and printing; it",
    "proves nothing.",
    "",
  ].join("\n");
}
