/** The hash tree of RFC 6962 over stubs, kept as the roots of its perfect subtrees. */
import { hash } from "node:crypto";
import { assert } from "../kernel/assert.ts";

const ofLeaf = Buffer.from([0]);
const ofNode = Buffer.from([1]);
export const hashBytes = 32;

export function leafHash(stub: Buffer): Buffer {
  return hash("sha256", Buffer.concat([ofLeaf, stub]), "buffer");
}

export function nodeHash(left: Buffer, right: Buffer): Buffer {
  return hash("sha256", Buffer.concat([ofNode, left, right], 1 + 2 * hashBytes), "buffer");
}

/** Of a tree without leaves. */
export function emptyRoot(): Buffer {
  return hash("sha256", "", "buffer");
}

/** A tree that grows at its end: the roots of its perfect subtrees, the largest first. */
export class Frontier {
  #size: number;
  readonly #roots: Buffer[];

  constructor(size = 0, roots: readonly Buffer[] = []) {
    this.#size = size;
    this.#roots = [...roots];
  }

  get size(): number {
    return this.#size;
  }

  get roots(): readonly Buffer[] {
    return this.#roots;
  }

  append(leaf: Buffer): void {
    let joined = leaf;
    for (let n = this.#size; n % 2 === 1; n = Math.floor(n / 2)) {
      const left = this.#roots.pop();
      assert(left, "A tree has as many roots as its size has one bits.");
      joined = nodeHash(left, joined);
    }
    this.#roots.push(joined);
    this.#size += 1;
  }

  root(): Buffer {
    if (this.#size === 0) return emptyRoot();
    return this.#roots.reduceRight((right, left) => nodeHash(left, right));
  }
}
