import { createHash } from "node:crypto";

const digestLength = 22;

/** For an `ETag` or an address: equal for what is equal, letter by letter. */
export function digestOf(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("base64url").slice(0, digestLength);
}
