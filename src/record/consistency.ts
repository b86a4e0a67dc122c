/** Whether a tree holds an earlier one, by a proof alone: RFC 9162, 2.1.4.2. */
import type { TreeHead } from "./ports.ts";
import { nodeHash } from "./tree.ts";

export const proofHashesMax = 63;

export function isConsistent(old: TreeHead, now: TreeHead, proof: readonly Buffer[]): boolean {
  if (old.size === 0 || old.size >= now.size || proof.length === 0 || proof.length > proofHashesMax) return false;
  const isPerfect = Number.isInteger(Math.log2(old.size));
  const [first, ...rest] = isPerfect ? [old.root, ...proof] : proof;
  if (first === undefined) return false;
  let [older, newer] = [old.size - 1, now.size - 1];
  const up = () => ([older, newer] = [Math.floor(older / 2), Math.floor(newer / 2)]);
  while (older % 2 === 1) up();
  let [oldRoot, newRoot] = [first, first];
  for (const hash of rest) {
    if (newer === 0) return false;
    if (older % 2 === 1 || older === newer) {
      [oldRoot, newRoot] = [nodeHash(hash, oldRoot), nodeHash(hash, newRoot)];
      while (older % 2 === 0 && older !== 0) up();
    } else newRoot = nodeHash(newRoot, hash);
    up();
  }
  return newer === 0 && oldRoot.equals(old.root) && newRoot.equals(now.root);
}
