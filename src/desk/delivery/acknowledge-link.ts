/**
 * The link in a notification by which its reader says that they have it: for one message and one person, for a week. It is made when
 * the notification leaves, and of its secret only the hash is kept, so that nothing that is stored or shown acts for anybody.
 */
import { secretHash, type NewSecret } from "../../kernel/secret.ts";
import type { Message } from "../../engine/types.ts";
import type { ChannelAt } from "../../organisation/channel-proof-ports.ts";
import type { AcknowledgeLink, AcknowledgeLinkStore } from "../delivery-ports.ts";

const linkLastsMs = 7 * 24 * 60 * 60_000;
/** Somebody who tests a channel is awake. */
const testLastsMs = 24 * 60 * 60_000;
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
  return makeLink({ links, newSecret, baseUrl, now }, message.id, person, message.at + linkLastsMs);
}

/** In the test of a channel: proves that the person reads what comes there. */
export async function makeTestLink(parts: LinkParts, { person, channel, addressHash }: ChannelAt): Promise<string> {
  return makeLink(parts, `${testPrefix}${channel}:${addressHash}`, person, parts.now() + testLastsMs);
}

const testPrefix = "test:";

/** Null: it is a notification's. */
export function channelTestedBy({ message, person }: AcknowledgeLink): ChannelAt | null {
  if (!message.startsWith(testPrefix)) return null;
  const [channel = "", addressHash = ""] = message.slice(testPrefix.length).split(":");
  return { person, channel: channel === "mail" ? "mail" : "webhook", addressHash };
}

async function makeLink(
  { links, newSecret, baseUrl, now }: LinkParts,
  message: string,
  person: string,
  expiresAt: number,
): Promise<string> {
  const secret = newSecret();
  await links.put({ secretHash: secretHash(secret), message, person, madeAt: now(), expiresAt });
  return `${baseUrl}/acknowledge/${secret}`;
}

/** Null: no link of ours. */
export async function findAcknowledgeLink(
  links: AcknowledgeLinkStore,
  secret: string,
): Promise<AcknowledgeLink | null> {
  return secretPattern.test(secret) ? links.find(secretHash(secret)) : null;
}
