/** Tells one person by their own webhook: a chat or push service that is known, or any other receiver, to which requests are signed. */
import type { Facts, Preset } from "../channels/preset.ts";
import { recognise } from "../channels/recognise.ts";
import { addressHash, type ChannelAt, type ChannelProofStore } from "../organisation/channel-proof-ports.ts";
import type { WebhookRow, WebhookStore } from "../organisation/webhook-ports.ts";
import { UndeliverableError } from "../engine/failures.ts";
import type { Clock } from "../kernel/clock.ts";
import { RestingError } from "../outgoing/in-flight.ts";
import { ForbiddenAddressError } from "../outgoing/connector.ts";
import type { Outgoing, OutgoingAnswer } from "../outgoing/post.ts";
import { headerLine } from "./header-line.ts";
import { verdictOf } from "./answer-verdict.ts";
import { withoutSecret } from "./answers.ts";
import { digest } from "./envelope.ts";
import { postService } from "./post-service.ts";
import { BrokenChannelError, refusedForGood, refusedForNow, SilentEndpointError } from "./failures.ts";
import type { ServicePace } from "./service-pace.ts";
import { webhookHeaders } from "./standard-webhooks.ts";

export interface WebhookParts {
  readonly outgoing: Outgoing;
  readonly webhooks: Pick<WebhookStore, "switchOff">;
  readonly proofs: Pick<ChannelProofStore, "breaks" | "worked">;
  /** Receivers compare its time with theirs. */
  readonly wall: Clock;
  /** Services whose addresses are recognised. */
  readonly services: readonly Preset[];
  readonly pace: ServicePace;
}

/** To a service that is known go the facts; to any other receiver, as JSON, `{ type, timestamp, data }`. */
export interface WebhookMessage {
  readonly type: "notification" | "test" | "account";
  /** Says which notification it is, the same on every try. */
  readonly id: string;
  readonly at: number;
  readonly data: Readonly<Record<string, string | null | readonly Readonly<Record<string, string | null>>[]>>;
  readonly facts: Facts;
}

const answerShownMax = 200;
const gone = 410;
const ownHeaders = { "user-agent": "Answerable", "accept-encoding": "identity" };

/** Returns what the receiver said. Throws `UndeliverableError` when it will not do tomorrow either. */
export async function postWebhook(parts: WebhookParts, to: WebhookRow, message: WebhookMessage): Promise<string> {
  if (to.off !== null) throw new UndeliverableError(`The webhook is switched off: ${to.off}`);
  const { address } = to;
  const preset = recognise(parts.services, address);
  if (preset === null) return postSigned(parts, to, message);
  const waitMs = parts.pace.take(preset, address, message.facts.isUrgent);
  if (waitMs > 0) throw refusedForNow("the service allows no more within this minute", waitMs);
  const said = await postService({
    preset,
    address,
    secret: to.serviceSecret,
    now: parts.wall.now(),
    facts: message.facts,
    post: (url, headers, body) => asked(parts, url, { ...headers, ...ownHeaders }, body),
    clean: (text) =>
      [...secretsIn(address), to.serviceSecret ?? ""].reduce(withoutSecret, text.slice(0, answerShownMax)),
  }).catch((error: unknown) => markedAsBroken(parts, to, error));
  if (message.type === "test") await parts.proofs.worked(channelOf(to));
  return said;
}

/** The desk says so until a test is taken. */
async function markedAsBroken({ proofs, wall }: WebhookParts, to: WebhookRow, error: unknown): Promise<never> {
  if (error instanceof BrokenChannelError) await proofs.breaks(channelOf(to), error.message, wall.now());
  throw error;
}

function channelOf({ person, address }: WebhookRow): ChannelAt {
  return { person, channel: "webhook", addressHash: addressHash(address) };
}

async function postSigned(parts: WebhookParts, to: WebhookRow, message: WebhookMessage): Promise<string> {
  const { type, data } = message;
  const body = JSON.stringify({ type, timestamp: new Date(message.at).toISOString(), data });
  const headers = {
    ...webhookHeaders({ id: digest(message.id, to.person), at: parts.wall.now(), body }, secretsOf(to, parts.wall)),
    "content-type": "application/json; charset=utf-8",
    ...ownHeaders,
  };
  const answer = await asked(parts, to.address, headers, body);
  const said = secretsIn(to.address).reduce(withoutSecret, formatAnswer(answer));
  if (answer.status >= 200 && answer.status < 300) return taken(said, answer);
  if (answer.status !== gone) throw new SilentEndpointError(said, answer.retryAfterMs);
  await parts.webhooks.switchOff(to.person, to.address, said, parts.wall.now());
  throw new UndeliverableError(`${said}. The receiver refused further requests; the webhook was turned off.`);
}

/** Throws what an address that is refused, or a receiver that does not answer, means for the notification. */
async function asked(
  { outgoing }: WebhookParts,
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<OutgoingAnswer> {
  try {
    return await outgoing.post(url, headers, body);
  } catch (error) {
    if (error instanceof RestingError) throw error;
    const { message: sentence } = error as Error;
    throw error instanceof ForbiddenAddressError ? new UndeliverableError(sentence) : new SilentEndpointError(sentence);
  }
}

/** What it says in a 200 counts as well. */
function taken(said: string, { text, retryAfterMs }: OutgoingAnswer): string {
  switch (verdictOf(text)) {
    case "taken":
      return said;
    case "refused":
      throw refusedForGood(said);
    case "not-now":
      throw refusedForNow(said, retryAfterMs);
  }
}

function secretsOf({ secret, earlierSecret, earlierUntil }: WebhookRow, wall: Clock): readonly string[] {
  const isGood = earlierSecret !== null && earlierUntil !== null && earlierUntil > wall.now();
  return isGood ? [secret, earlierSecret] : [secret];
}

/** The parts of an address that are as good as a password; receivers like to repeat where they were asked. */
function secretsIn(address: string): readonly string[] {
  const { pathname, searchParams } = new URL(address);
  return [pathname, ...pathname.split("/"), ...searchParams.values()];
}

/** `200 OK, thank you`: one line, whatever was answered. */
function formatAnswer({ status, text }: OutgoingAnswer): string {
  const words = headerLine(text.slice(0, answerShownMax * 4)).slice(0, answerShownMax);
  return words === "" ? String(status) : `${status} ${words}`;
}
