/** The tree in tiles against the definition of RFC 6962, word by word, and its proofs against RFC 9162. */
import { describe, expect, test } from "@jest/globals";
import { hash } from "node:crypto";
import type { TreeHead } from "../../src/record/ports.ts";
import {
  BrokenTreeError,
  consistencyProof,
  frontierAt,
  grow,
  inclusionProof,
  stubsBetween,
} from "../../src/record/tiles.ts";
import { emptyRoot, leafHash, nodeHash } from "../../src/record/tree.ts";

const stub = (n: number) => Buffer.concat([Buffer.alloc(16, n % 251), hash("sha256", String(n), "buffer")]);
const stubs = Array.from({ length: 66_100 }, (_, n) => stub(n));

/** RFC 6962, 2.1. */
function rootByDefinition(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return hash("sha256", "", "buffer");
  if (leaves.length === 1) return leafHash(leaves[0]!);
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(rootByDefinition(leaves.slice(0, k)), rootByDefinition(leaves.slice(k)));
}

/** RFC 9162, 2.1.3.2. */
function rootByInclusion(index: number, size: number, leaf: Buffer, proof: readonly Buffer[]): Buffer | null {
  let [fn, sn, r] = [index, size - 1, leaf];
  for (const p of proof) {
    if (sn === 0) return null;
    if (fn % 2 === 1 || fn === sn) {
      r = nodeHash(p, r);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1];
    } else r = nodeHash(r, p);
    [fn, sn] = [fn >> 1, sn >> 1];
  }
  return sn === 0 ? r : null;
}

/** RFC 9162, 2.1.4.2: the two roots that a proof leads to. */
function rootsByConsistency(first: number, second: number, known: Buffer, proof: readonly Buffer[]) {
  const path = (first & (first - 1)) === 0 ? [known, ...proof] : [...proof];
  let [fn, sn] = [first - 1, second - 1];
  while (fn % 2 === 1) [fn, sn] = [fn >> 1, sn >> 1];
  let [fr, sr] = [path[0]!, path[0]!];
  for (const c of path.slice(1)) {
    if (fn % 2 === 1 || fn === sn) {
      [fr, sr] = [nodeHash(c, fr), nodeHash(c, sr)];
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1];
    } else sr = nodeHash(sr, c);
    [fn, sn] = [fn >> 1, sn >> 1];
  }
  return [fr, sr];
}

/** A tree in memory that has grown by these many rows at a time. */
async function grownBy(counts: readonly number[]) {
  const tiles = new Map<string, Buffer>();
  const read = async (level: number, n: number) => tiles.get(`${level}/${n}`) ?? null;
  let head: TreeHead = { size: 0, root: emptyRoot() };
  for (const count of counts) {
    const grown = await grow(read, head, stubs.slice(head.size, head.size + count));
    for (const { level, n, data } of grown.tiles) tiles.set(`${level}/${n}`, data);
    head = grown.head;
  }
  return { head, read, tiles };
}

describe("the tree", () => {
  test.each([
    [[1], 1],
    [[1, 1, 1], 3],
    [[255, 1, 1], 257],
    [[100, 200, 300, 1], 601],
    [[1024, 1024, 500], 2548],
    [[66_000, 100], 66_100],
  ])("grown by %j has the root of the definition", async (counts, size) => {
    const { head, read } = await grownBy(counts);
    expect(head.size).toBe(size);
    expect(head.root).toEqual(rootByDefinition(stubs.slice(0, size)));
    for (const earlier of [0, 1, 2, 255, 256, 257, 600, size].filter((one) => one <= size))
      expect((await frontierAt(read, earlier)).root()).toEqual(rootByDefinition(stubs.slice(0, earlier)));
  });

  test("however it grows, the tiles are the same bytes", async () => {
    const [one, other] = [await grownBy([700]), await grownBy([1, 254, 1, 1, 255, 188])];
    expect(new Map(other.tiles)).toEqual(new Map(one.tiles));
  });

  test("inclusion and consistency are proved for every leaf and size", async () => {
    const { read } = await grownBy([520]);
    const sizes = [1, 2, 3, 7, 8, 255, 256, 257, 300, 511, 512, 513, 520];
    for (const size of sizes) {
      const root = (await frontierAt(read, size)).root();
      for (let index = 0; index < size; index += size > 20 ? 13 : 1) {
        const proof = await inclusionProof(read, index, size);
        expect(rootByInclusion(index, size, leafHash(stubs[index]!), proof)).toEqual(root);
      }
      for (const first of sizes.filter((one) => one < size)) {
        const earlier = (await frontierAt(read, first)).root();
        const proof = await consistencyProof(read, first, size);
        expect(rootsByConsistency(first, size, earlier, proof)).toEqual([earlier, root]);
      }
      expect(await consistencyProof(read, size, size)).toEqual([]);
    }
  });

  test("stubs come back from any place to any other", async () => {
    const { read } = await grownBy([700]);
    for (const [from, to] of [
      [0, 700],
      [250, 260],
      [256, 512],
      [699, 700],
    ] as const)
      expect(await stubsBetween(read, from, to)).toEqual(stubs.slice(from, to));
    await expect(stubsBetween(read, 0, 701)).rejects.toThrow(BrokenTreeError);
  });

  test("nothing grows on a tile that was changed, or is missing", async () => {
    const { head, read, tiles } = await grownBy([300]);
    tiles.get("0/1")![3]! ^= 1;
    await expect(grow(read, head, stubs.slice(300, 301))).rejects.toThrow(BrokenTreeError);
    tiles.delete("0/1");
    await expect(grow(read, head, stubs.slice(300, 301))).rejects.toThrow(BrokenTreeError);
  });
});
