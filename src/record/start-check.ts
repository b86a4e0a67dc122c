/** What a desk looks at before it works: is its log the one of which checkpoints lie outside? */
import { keysOf } from "./checkpoints.ts";
import { currentTree, LogGapError, type CurrentTree } from "./current-tree.ts";
import { readCheckpoint, type ReadCheckpoint, type Signer } from "./note.ts";
import { readOutside } from "./outside.ts";
import type { RecordReads } from "./ports.ts";
import { UnreadableRowError } from "../kernel/unreadable-row.ts";
import { BrokenTreeError, frontierAt } from "./tiles.ts";

export type StartCheck =
  | { readonly what: "whole"; readonly covered: number }
  /** Nobody can say whether the log is whole. */
  | { readonly what: "nothing-outside" }
  | { readonly what: "rows-lost"; readonly size: number; readonly covered: number; readonly sentence: string }
  | { readonly what: "altered"; readonly covered: number; readonly sentence: string }
  | { readonly what: "gap"; readonly position: number; readonly sentence: string }
  /** A row behind the stored tree cannot be read, so the tree does not go past it. */
  | { readonly what: "unreadable"; readonly sentence: string };

/** `outside`: the file; null: there is none. Throws what the disk says when it cannot be read. */
export async function checkAtStart(store: RecordReads, signer: Signer, outside: string | null): Promise<StartCheck> {
  // First, so that a log that goes on meanwhile is never behind.
  const notes = outside === null ? [] : (readOutside(outside) ?? []);
  const stored = (await store.checkpoints(1)).map(({ note }) => note);
  const tree = await treeOrFault(store);
  if ("what" in tree) return tree;
  const own = ownOf([...notes, ...stored], signer);
  const wrong = await firstWrong(tree, own);
  if (wrong !== null) return wrong;
  const held = ownOf(notes, signer);
  return held.length === 0
    ? { what: "nothing-outside" }
    : { what: "whole", covered: Math.max(...held.map(({ size }) => size)) };
}

/** A note over so many rows that this record has signed, outside or in the database; null: there is none. */
export async function signedNote(
  store: RecordReads,
  signer: Signer,
  outside: string | null,
  size: number,
): Promise<{ readonly note: string; readonly root: Buffer } | null> {
  const notes = [
    ...(outside === null ? [] : (readOutside(outside) ?? [])),
    ...(await store.checkpoints(1)).map(({ note }) => note),
  ];
  const found = notes.map((note) => ({ note, read: ownOf([note], signer)[0] })).find(({ read }) => read?.size === size);
  return found?.read === undefined ? null : { note: found.note, root: found.read.root };
}

function ownOf(notes: readonly string[], signer: Signer): readonly ReadCheckpoint[] {
  const keys = keysOf(signer);
  return notes
    .map((note) => readCheckpoint(note, keys))
    .filter((one): one is ReadCheckpoint => one?.origin === signer.origin);
}

async function treeOrFault(store: RecordReads): Promise<CurrentTree | StartCheck> {
  try {
    return await currentTree(store);
  } catch (error) {
    if (error instanceof LogGapError) return { what: "gap", position: error.position, sentence: error.message };
    if (error instanceof BrokenTreeError)
      return { what: "altered", covered: (await store.head())?.size ?? 0, sentence: error.message };
    if (error instanceof UnreadableRowError) return { what: "unreadable", sentence: error.message };
    throw error;
  }
}

/** An altered row says more than lost ones, so it is looked for first. */
async function firstWrong(
  { head, readTile }: CurrentTree,
  held: readonly ReadCheckpoint[],
): Promise<StartCheck | null> {
  for (const { size, root } of held) {
    if (size > head.size || (await frontierAt(readTile, size)).root().equals(root)) continue;
    const sentence = `The first ${size} rows of this log are not those that were signed: at least one was changed, added or taken away.`;
    return { what: "altered", covered: size, sentence };
  }
  const covered = Math.max(0, ...held.map(({ size }) => size));
  if (covered <= head.size) return null;
  const lost = covered - head.size;
  const sentence = `This log has ${head.size} rows, and a checkpoint covers ${covered}: ${lost} are lost. It is an older copy, or its end was cut off.`;
  return { what: "rows-lost", size: head.size, covered, sentence };
}
