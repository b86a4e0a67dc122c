/** The tree over all rows that are there, also over those that have not been sequenced yet: computed aside, nothing is written. */
import { stubOf } from "./envelope.ts";
import type { PlacedRow, RecordReads, TreeHead } from "./ports.ts";
import { grow, type ReadTile } from "./tiles.ts";
import { emptyRoot } from "./tree.ts";

/** Rows taken at a time: of one round of the sequencer, and of whoever computes aside. */
export const roundRowsMax = 1_024;

/** A position of the log has no row. */
export class LogGapError extends Error {
  override name = "LogGapError";
  readonly position: number;

  constructor(position: number) {
    super(`Row ${position} of the log is missing; the record's tree does not go past it.`);
    this.position = position;
  }
}

export const emptyHead = (): TreeHead => ({ size: 0, root: emptyRoot() });

/** Throws `LogGapError` when these are not the rows from `size` on, one after the other. */
export function requireNoGap(rows: readonly PlacedRow[], size: number): void {
  for (const [index, { position }] of rows.entries())
    if (position !== size + index + 1) throw new LogGapError(size + index + 1);
}

export interface CurrentTree {
  readonly head: TreeHead;
  readonly readTile: ReadTile;
}

/** Throws `LogGapError` or `BrokenTreeError`. */
export async function currentTree(store: RecordReads): Promise<CurrentTree> {
  let head = (await store.head()) ?? emptyHead();
  const ahead = new Map<string, Buffer>();
  const readTile: ReadTile = async (level, n) => ahead.get(`${level}/${n}`) ?? store.tile(level, n);
  for (;;) {
    const rows = await store.rowsAfter(head.size, roundRowsMax);
    requireNoGap(rows, head.size);
    // Also of no rows: it holds the stored tree against its head.
    const grown = await grow(readTile, head, rows.map(stubOf));
    if (rows.length === 0) return { head, readTile };
    for (const { level, n, data } of grown.tiles) ahead.set(`${level}/${n}`, data);
    head = grown.head;
  }
}
