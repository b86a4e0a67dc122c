/** The tree in tiles of 256: reads any part of it, proves, and says which tiles change when rows come. */
import { assert } from "../kernel/assert.ts";
import { stubBytes } from "./envelope.ts";
import type { Tile, TreeHead } from "./ports.ts";
import { Frontier, hashBytes, leafHash, nodeHash } from "./tree.ts";

const tileWidth = 256;

export type ReadTile = (level: number, n: number) => Promise<Buffer | null>;

/** The stored tree does not hold what its head says. */
export class BrokenTreeError extends Error {
  override name = "BrokenTreeError";
}

/** Hashes of the nodes `from` to `from + count` of a level: leaves at 0, roots of full tiles above. */
async function nodes(read: ReadTile, level: number, from: number, count: number): Promise<Buffer[]> {
  const size = level === 0 ? stubBytes : hashBytes;
  const found: Buffer[] = [];
  for (let at = from; at < from + count;) {
    const n = Math.floor(at / tileWidth);
    const end = Math.min(from + count, (n + 1) * tileWidth);
    const data = await read(level, n);
    if (data === null || data.length < (end - n * tileWidth) * size)
      throw new BrokenTreeError(`Tile ${n} of level ${level} of the record's tree is missing or too short.`);
    for (; at < end; at += 1) {
      const start = (at - n * tileWidth) * size;
      const part = data.subarray(start, start + size);
      found.push(level === 0 ? leafHash(part) : part);
    }
  }
  return found;
}

function rootOver(hashes: readonly Buffer[]): Buffer {
  const frontier = new Frontier();
  for (const hash of hashes) frontier.append(hash);
  return frontier.root();
}

/** The root of `count` leaves from `from` on; `count` is a power of two that divides `from`. */
async function perfectRoot(read: ReadTile, from: number, count: number): Promise<Buffer> {
  let level = 0;
  let span = 1;
  while (span * tileWidth <= count) {
    span *= tileWidth;
    level += 1;
  }
  return rootOver(await nodes(read, level, from / span, count / span));
}

/** The tree as it was over its first `size` leaves. */
export async function frontierAt(read: ReadTile, size: number): Promise<Frontier> {
  const roots: Buffer[] = [];
  let from = 0;
  while (from < size) {
    const count = largestPower(size - from);
    roots.push(await perfectRoot(read, from, count));
    from += count;
  }
  return new Frontier(size, roots);
}

/** The largest power of two that is not greater. */
function largestPower(count: number): number {
  let power = 1;
  while (power * 2 <= count) power *= 2;
  return power;
}

/** The largest power of two that is smaller: where RFC 6962 splits. */
function split(count: number): number {
  return largestPower(count - 1);
}

async function rootOf(read: ReadTile, from: number, count: number): Promise<Buffer> {
  if (largestPower(count) === count) return perfectRoot(read, from, count);
  const left = split(count);
  return nodeHash(await rootOf(read, from, left), await rootOf(read, from + left, count - left));
}

/** RFC 6962, 2.1.1: that the leaf at `index` is in the tree over the first `size` leaves. */
export async function inclusionProof(read: ReadTile, index: number, size: number, from = 0): Promise<Buffer[]> {
  assert(index < size, "Only a leaf of the tree is in it.");
  if (size === 1) return [];
  const left = split(size);
  return index < left
    ? [...(await inclusionProof(read, index, left, from)), await rootOf(read, from + left, size - left)]
    : [...(await inclusionProof(read, index - left, size - left, from + left)), await rootOf(read, from, left)];
}

/** RFC 6962, 2.1.2: that the tree over `first` leaves is the beginning of the one over `size`. */
export async function consistencyProof(read: ReadTile, first: number, size: number): Promise<Buffer[]> {
  assert(first > 0 && first <= size, "A tree holds an earlier one that is not empty and not larger.");
  return first === size ? [] : subproof(read, { first, size, from: 0, isWhole: true });
}

interface Part {
  readonly first: number;
  readonly size: number;
  readonly from: number;
  /** The part is the earlier tree as it was, so its root is known. */
  readonly isWhole: boolean;
}

async function subproof(read: ReadTile, { first, size, from, isWhole }: Part): Promise<Buffer[]> {
  if (first === size) return isWhole ? [] : [await rootOf(read, from, size)];
  const left = split(size);
  if (first <= left)
    return [
      ...(await subproof(read, { first, size: left, from, isWhole })),
      await rootOf(read, from + left, size - left),
    ];
  const right = { first: first - left, size: size - left, from: from + left, isWhole: false };
  return [...(await subproof(read, right)), await rootOf(read, from, left)];
}

/** The stubs of the leaves `from` to `to`, one after the other. */
export async function stubsBetween(read: ReadTile, from: number, to: number): Promise<Buffer[]> {
  const stubs: Buffer[] = [];
  for (let n = Math.floor(from / tileWidth); n * tileWidth < to; n += 1) {
    const data = await read(0, n);
    const [start, end] = [Math.max(from, n * tileWidth), Math.min(to, (n + 1) * tileWidth)];
    if (data === null || data.length < (end - n * tileWidth) * stubBytes)
      throw new BrokenTreeError(`Tile ${n} of the record's stubs is missing or too short.`);
    for (let at = start; at < end; at += 1)
      stubs.push(data.subarray((at - n * tileWidth) * stubBytes, (at - n * tileWidth + 1) * stubBytes));
  }
  return stubs;
}

export interface Grown {
  readonly head: TreeHead;
  /** What has to be written: the tiles that have changed. */
  readonly tiles: readonly Tile[];
}

/**
 * The tree with these stubs at its end. The stored part is held against its head first, so that a tile which was changed is
 * not built upon. Throws `BrokenTreeError`.
 */
export async function grow(read: ReadTile, before: TreeHead, stubs: readonly Buffer[]): Promise<Grown> {
  const frontier = await frontierAt(read, before.size);
  if (!frontier.root().equals(before.root))
    throw new BrokenTreeError("The tiles of the record's tree do not lead to the root that stands beside them.");
  const changed = new ChangedTiles(read);
  for (let at = 0; at < stubs.length;) {
    const n = Math.floor((before.size + at) / tileWidth);
    const part = stubs.slice(at, at + (n + 1) * tileWidth - (before.size + at));
    for (const stub of part) frontier.append(leafHash(stub));
    await changed.append(0, before.size + at, part);
    at += part.length;
  }
  return { head: { size: frontier.size, root: frontier.root() }, tiles: changed.tiles() };
}

class ChangedTiles {
  readonly #read: ReadTile;
  readonly #changed = new Map<string, Tile>();

  constructor(read: ReadTile) {
    this.#read = read;
  }

  tiles(): readonly Tile[] {
    return [...this.#changed.values()];
  }

  /** `index`: of the first of these nodes in its level. They fit in one tile. */
  async append(level: number, index: number, parts: readonly Buffer[]): Promise<void> {
    const n = Math.floor(index / tileWidth);
    const size = level === 0 ? stubBytes : hashBytes;
    const key = `${level}/${n}`;
    const before = index % tileWidth === 0 ? null : (this.#changed.get(key)?.data ?? (await this.#read(level, n)));
    const kept = (before ?? Buffer.alloc(0)).subarray(0, (index % tileWidth) * size);
    const data = Buffer.concat([kept, ...parts]);
    this.#changed.set(key, { level, n, data });
    if (data.length < tileWidth * size) return;
    const hashes = Array.from({ length: tileWidth }, (_, at) => data.subarray(at * size, (at + 1) * size));
    await this.append(level + 1, n, [rootOver(level === 0 ? hashes.map(leafHash) : hashes)]);
  }
}
