/**
 * Signs the head of the tree, stores what was signed and writes it outside. Nothing is signed that does not hold what was
 * signed last: a log that contradicts itself would prove nothing any more.
 */
import type { Clock } from "../kernel/clock.ts";
import {
  parseVkey,
  readCheckpoint,
  signCheckpoint,
  vkeyOf,
  vkeysOf,
  type ReadCheckpoint,
  type Signer,
  type VerifierKey,
} from "./note.ts";
import { currentTree, type CurrentTree } from "./current-tree.ts";
import { appendOutside, readOutside } from "./outside.ts";
import type { RecordReads, RecordStore } from "./ports.ts";
import { frontierAt } from "./tiles.ts";
import type { Witnessing } from "./witnessing.ts";

/** So often (ms) a log that has grown is signed. */
export const checkpointEveryMs = 5 * 60_000;

/** Not signed. The sentence says why. */
export class ContradictionError extends Error {
  override name = "ContradictionError";
}

export interface CheckpointParts {
  readonly signer: Signer;
  /** The file outside; null: there is none. */
  readonly outside: string | null;
  readonly clock: Clock;
  /** Null: none is set. */
  readonly witnessing?: Witnessing | null;
  /** Hears why what a witness has signed could not be kept. */
  readonly onProblem?: (problem: unknown) => void;
}

/** By which keys the notes of this record are known, also those of earlier days. */
export function keysOf(signer: Signer): readonly VerifierKey[] {
  return parsed(vkeysOf(signer));
}

const newestKey = (signer: Signer) => parsed([vkeyOf(signer)]);

const parsed = (keys: readonly string[]): readonly VerifierKey[] =>
  keys.map((text) => parseVkey(text)).filter((key) => key !== null);

/** The largest of these notes that this record has signed; null: none has been. */
function newestOf(notes: readonly string[], signer: Signer): ReadCheckpoint | null {
  const keys = keysOf(signer);
  const read = notes.map((note) => readCheckpoint(note, keys));
  const own = read.filter((one): one is ReadCheckpoint => one !== null && one.origin === signer.origin);
  return own.reduce<ReadCheckpoint | null>((best, one) => (best === null || one.size > best.size ? one : best), null);
}

/** Throws `ContradictionError` when the log does not hold that checkpoint. */
async function requireHolds(reads: RecordReads, tree: CurrentTree, earlier: ReadCheckpoint): Promise<void> {
  // The log goes on, and somebody else may have signed more of it than this tree covers.
  const { head, readTile } = earlier.size > tree.head.size ? await currentTree(reads) : tree;
  const root = earlier.size <= head.size ? (await frontierAt(readTile, earlier.size)).root() : null;
  if (root?.equals(earlier.root) === true) return;
  throw new ContradictionError(
    `Not signed: this log of ${head.size} rows does not hold the ${earlier.size} rows that were signed before.`,
  );
}

export interface Signed {
  readonly note: string;
  /** Nothing new had to be signed. */
  readonly isOld: boolean;
}

/**
 * A note over this head: the stored one when it was signed already. Throws `ContradictionError`, also when the last stored
 * one was signed with another key.
 */
export async function signedHead(
  { signer, outside, clock }: CheckpointParts,
  reads: RecordReads,
  tree: CurrentTree,
): Promise<Signed> {
  const { head } = tree;
  const [last] = await reads.checkpoints(1);
  const ofOrigin = last?.note.startsWith(`${signer.origin}\n`) === true ? last : undefined;
  if (ofOrigin !== undefined && newestOf([ofOrigin.note], signer) === null)
    throw new ContradictionError(
      "Not signed: the last checkpoint in the database was signed with another key. Put the record's key in its place on each node.",
    );
  const known = [
    ...(ofOrigin === undefined ? [] : [ofOrigin.note]),
    ...(outside === null ? [] : (readOutside(outside) ?? [])),
  ];
  const earlier = newestOf(known, signer);
  if (earlier !== null) await requireHolds(reads, tree, earlier);
  // What only a key before this one has signed is signed again.
  if (ofOrigin?.size === head.size && readCheckpoint(ofOrigin.note, newestKey(signer)) !== null)
    return { note: ofOrigin.note, isOld: true };
  return { note: signCheckpoint(signer, head, clock.now()), isOld: false };
}

/** Signs, stores, writes outside, and shows it to the witnesses without waiting for them. Null: the log is empty. Throws `ContradictionError` and what the disk says. */
export async function makeCheckpoint(
  parts: CheckpointParts,
  store: RecordStore,
  tree: CurrentTree,
): Promise<string | null> {
  const { size } = tree.head;
  if (size === 0) return null;
  const { note, isOld } = await signedHead(parts, store, tree);
  if (!isOld) await store.addCheckpoint({ size, madeAt: parts.clock.now(), note });
  if (parts.outside !== null) writeOutside(parts.outside, note);
  const keep = keeping(parts, size, (checkpoint) => store.addCheckpoint(checkpoint));
  parts.witnessing?.cosigned(note, tree, keep).catch((problem: unknown) => parts.onProblem?.(problem));
  return note;
}

/** What a witness has signed lies where the checkpoint does. */
export function keeping(
  { outside, clock }: CheckpointParts,
  size: number,
  add?: RecordStore["addCheckpoint"],
): (note: string) => Promise<void> {
  return async (note) => {
    await add?.({ size, madeAt: clock.now(), note });
    if (outside !== null) writeOutside(outside, note);
  };
}

/** The same over every row that is there, also those that have not been sequenced yet. */
export async function checkpointNow(parts: CheckpointParts, store: RecordStore): Promise<string | null> {
  return makeCheckpoint(parts, store, await currentTree(store));
}

/** Once: what is there already is left as it is. */
export function writeOutside(file: string, note: string): void {
  if (readOutside(file)?.includes(note) !== true) appendOutside(file, note);
}
