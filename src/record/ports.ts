/** What the record asks of the world: a log in the order of its commits, and a place for the tree over it. */
import type { Fence } from "../engine/leases.ts";
import type { LogRow } from "../engine/log.ts";

/** A row with its place in the whole log: 1, 2, 3 …, without gaps, in the order in which rows became visible. */
export interface PlacedRow extends LogRow {
  readonly position: number;
}

/** The tree over the first `size` rows of the log. */
export interface TreeHead {
  readonly size: number;
  /** 32 bytes. */
  readonly root: Buffer;
}

/** Level 0: up to 256 stubs of 48 bytes; above: up to 256 roots of the full tiles below, 32 bytes each. */
export interface Tile {
  readonly level: number;
  readonly n: number;
  readonly data: Buffer;
}

/** What was signed: the head of the tree as a C2SP checkpoint. */
export interface Checkpoint {
  readonly size: number;
  /** ms */
  readonly madeAt: number;
  readonly note: string;
}

export interface RecordReads {
  /** Null: nothing has been sequenced yet. */
  head(): Promise<TreeHead | null>;
  tile(level: number, n: number): Promise<Buffer | null>;
  /** The next rows of the log, by position. */
  rowsAfter(position: number, limit: number): Promise<PlacedRow[]>;
  /** Of one instance, with their places, oldest first, up to this position. */
  placedRows(instance: string, upToPosition: number): Promise<PlacedRow[]>;
  /** The highest position in the log; 0: it is empty. */
  lastPosition(): Promise<number>;
  /** The newest first. */
  checkpoints(limit: number): Promise<Checkpoint[]>;
}

export interface Advance {
  readonly tiles: readonly Tile[];
  readonly head: TreeHead;
  /** What the head must still be. */
  readonly before: TreeHead;
  readonly fence?: Fence;
}

export interface RecordStore extends RecordReads {
  /**
   * Tiles and head in one transaction. Throws `FencedError` when the lease has gone and `StaleInstanceError` when the head is
   * another one; then nothing is written.
   */
  advance(advance: Advance): Promise<void>;
  /** A second one of the same size and note is left out. */
  addCheckpoint(checkpoint: Checkpoint): Promise<void>;
}
