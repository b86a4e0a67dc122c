/** Holds the whole record against itself: stubs against rows, tiles against the head, stored checkpoints against the tree. */
import { currentTree, emptyHead, LogGapError, requireNoGap, roundRowsMax, type CurrentTree } from "./current-tree.ts";
import { UnreadableRowError } from "../kernel/unreadable-row.ts";
import { stubOf } from "./envelope.ts";
import type { PlacedRow, RecordReads } from "./ports.ts";
import { BrokenTreeError, frontierAt, stubsBetween, type ReadTile } from "./tiles.ts";

/** Of each kind of fault so many are named. */
const namedMax = 5;
/** Checkpoints looked at; the newest cover the earlier rows as well. */
const checkpointsMax = 200;

export interface RecordFault {
  readonly sentence: string;
  /** The row that is not the one that was sequenced. */
  readonly row: { readonly position: number; readonly instance: string; readonly seq: number } | null;
}

/** What does not fit; nothing when the record is sound as far as its own database can tell. */
export async function checkRecord(
  store: RecordReads,
  pause: () => Promise<void> = async () => undefined,
): Promise<RecordFault[]> {
  const readTile: ReadTile = (level, n) => store.tile(level, n);
  const head = (await store.head()) ?? emptyHead();
  try {
    const isSound = (await frontierAt(readTile, head.size)).root().equals(head.root);
    if (!isSound) return [whole("The record's tiles do not lead to the root of its tree.")];
    const wrong = await wrongRows(store, readTile, head.size, pause);
    return [...wrong, ...(await wrongCheckpoints(store, await currentTree(store)))];
  } catch (error) {
    if (error instanceof BrokenTreeError || error instanceof LogGapError) return [whole(error.message)];
    throw error;
  }
}

function whole(sentence: string): RecordFault {
  return { sentence, row: null };
}

async function wrongRows(
  store: RecordReads,
  readTile: ReadTile,
  size: number,
  pause: () => Promise<void>,
): Promise<RecordFault[]> {
  const wrong: RecordFault[] = [];
  let others = 0;
  for (let from = 0; from < size;) {
    await pause();
    const rows = await readableRows(store, from, Math.min(roundRowsMax, size - from));
    if ("unreadable" in rows) {
      wrong.push(whole(rows.unreadable));
      from += 1;
      continue;
    }
    requireNoGap(rows, from);
    if (rows.length === 0) throw new LogGapError(from + 1);
    const stubs = await stubsBetween(readTile, from, from + rows.length);
    for (const [index, row] of rows.entries()) {
      if (stubs[index]?.equals(stubOf(row)) === true) continue;
      if (wrong.length < namedMax) wrong.push(wrongRow(row));
      else others += 1;
    }
    from += rows.length;
  }
  return others === 0 ? wrong : [...wrong, whole(`${others} more rows are not those that were sequenced.`)];
}

/** As many as can be read from there on, at most `limit`; or why the very next one cannot. */
async function readableRows(
  store: RecordReads,
  from: number,
  limit: number,
): Promise<readonly PlacedRow[] | { readonly unreadable: string }> {
  try {
    return await store.rowsAfter(from, limit);
  } catch (error) {
    if (!(error instanceof UnreadableRowError)) throw error;
    return limit === 1 ? { unreadable: error.message } : readableRows(store, from, Math.floor(limit / 2));
  }
}

function wrongRow({ position, instance, seq }: PlacedRow): RecordFault {
  const sentence = `Row ${position} of the log (${instance}, ${seq}) is not the one that was sequenced: it was changed afterwards.`;
  return { sentence, row: { position, instance, seq } };
}

/** By size and root alone: whose key has signed them is for those outside to say. A copied database has no tree yet. */
async function wrongCheckpoints(store: RecordReads, { head, readTile }: CurrentTree): Promise<RecordFault[]> {
  const wrong: RecordFault[] = [];
  const stored = await store.checkpoints(checkpointsMax);
  const origin = stored[0]?.note.split("\n")[0];
  for (const { size, note } of stored) {
    const [named, , root] = note.split("\n");
    // Two people have decided to go on after a loss: what was signed before that is of another record.
    if (named !== origin) continue;
    if (size > head.size) wrong.push(whole(`A checkpoint over ${size} rows was signed, and the log has ${head.size}.`));
    else if ((await frontierAt(readTile, size)).root().toString("base64") !== root)
      wrong.push(whole(`The record's tree does not hold its checkpoint over ${size} rows.`));
  }
  return wrong.slice(0, namedMax);
}
