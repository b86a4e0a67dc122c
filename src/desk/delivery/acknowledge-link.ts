/**
 * The link in a notification by which its reader says that they have it: for one message and one person, for a week. It is made when
 * the notification leaves, and of its secret only the hash is kept, so that nothing that is stored or shown acts for anybody.
 */
import { secretHash, type NewSecret } from "../../kernel/secret.ts";
import type { Message } from "../../engine/types.ts";
import type { AcknowledgeLink, AcknowledgeLinkStore } from "../delivery-ports.ts";

const linkLastsMs = 7 * 24 * 60 * 60_000;
const secretPattern = /^[\w-]{43}$/;

export interface LinkParts {
  readonly links: AcknowledgeLinkStore;
  readonly newSecret: NewSecret;
  /** What links begin with, without a slash at the end. */
  readonly baseUrl: string;
  readonly now: () => number;
}

/** Another one at every try; each is good until a week after the message was asked for. */
export async function makeAcknowledgeLink(
  { links, newSecret, baseUrl, now }: LinkParts,
  message: Pick<Message, "id" | "at">,
  person: string,
): Promise<string> {
  const secret = newSecret();
  const expiresAt = message.at + linkLastsMs;
  await links.put({ secretHash: secretHash(secret), message: message.id, person, madeAt: now(), expiresAt });
  return `${baseUrl}/acknowledge/${secret}`;
}

/** Null: no link of ours. */
export async function findAcknowledgeLink(
  links: AcknowledgeLinkStore,
  secret: string,
): Promise<AcknowledgeLink | null> {
  return secretPattern.test(secret) ? links.find(secretHash(secret)) : null;
}
