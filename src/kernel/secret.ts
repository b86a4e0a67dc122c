import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

const secretBytes = 32;

/** Secrets are passed in: 256 bits that nobody can guess, in letters that fit an address and a cookie. */
export type NewSecret = () => string;

export const systemNewSecret: NewSecret = () => randomBytes(secretBytes).toString("base64url");

/** Takes the same time whether the first letter differs or the last. */
export function isSameSecret(given: string, right: string): boolean {
  return timingSafeEqual(Buffer.from(secretHash(given)), Buffer.from(secretHash(right)));
}

/** What is stored of a secret: enough to recognise it, useless to whoever reads the database. */
export function secretHash(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

/** A hash of a secret behind a random mask of its own length: never the same twice, and opened by `unmasked`. */
export function masked(hash: string): string {
  const plain = Buffer.from(hash, "base64url");
  const mask = randomBytes(plain.length);
  return Buffer.concat([mask, xor(plain, mask)]).toString("base64url");
}

/** Null: it is no masked value. */
export function unmasked(given: string): string | null {
  if (given.length > maskedMax) return null;
  const bytes = Buffer.from(given, "base64url");
  if (bytes.length === 0 || bytes.length % 2 !== 0) return null;
  const half = bytes.length / 2;
  return xor(bytes.subarray(half), bytes.subarray(0, half)).toString("base64url");
}

/** Longer than any masked hash. */
const maskedMax = 200;

function xor(bytes: Buffer, mask: Buffer): Buffer {
  return Buffer.from(bytes.map((byte, index) => byte ^ (mask[index] ?? 0)));
}
