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
