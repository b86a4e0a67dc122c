/** The link in a letter by which its reader says that they have it: signed, for one message and one person, for a week. */
import type { Json } from "../../kernel/json.ts";
import { readSigned, signed } from "../../kernel/signed.ts";
import type { Message } from "../../engine/types.ts";

const purpose = "acknowledge a letter";
const linkLastsMs = 7 * 24 * 60 * 60_000;

export interface LinkMeans {
  readonly message: string;
  readonly person: string;
  readonly until: number;
}

/** The same on every try of the letter. `baseUrl` has no slash at its end. */
export function acknowledgeLink(
  key: string,
  baseUrl: string,
  message: Pick<Message, "id" | "at">,
  person: string,
): string {
  return `${baseUrl}/acknowledge/${signed(key, purpose, [message.id, person, message.at + linkLastsMs])}`;
}

/** Null: no link of ours. */
export function readAcknowledgeToken(key: string, token: string): LinkMeans | null {
  const words: Json = readSigned(key, purpose, token);
  if (!Array.isArray(words)) return null;
  const [message, person, until] = words as readonly Json[];
  if (typeof message !== "string" || typeof person !== "string" || typeof until !== "number") return null;
  return { message, person, until };
}
