/** Where a person is reached, and whether that works. */
import type { Clock } from "../../kernel/clock.ts";
import type { NewId } from "../../kernel/ids.ts";
import type { ChannelTest, TestProof } from "../delivery-ports.ts";
import type { WebhookRow, WebhookStore } from "../../organisation/webhook-ports.ts";
import type { ChannelKind } from "../../directory/entries.ts";
import type { ChannelProofStore } from "../../organisation/channel-proof-ports.ts";
import type { Person } from "../../directory/person.ts";
import type { ChannelProofs } from "./channel-proofs.ts";
import type { ChannelChanged, NotificationDesk, RecognisedService, Recorded } from "./types.ts";

export interface ChannelParts {
  readonly webhooks: WebhookStore;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly newWebhookSecret: () => string;
  /** Why notifications may not be sent to an address, as far as can be said without asking it; null when they may. */
  readonly whyNotAddress: (address: string) => string | null;
  /** Null: none that is known. */
  readonly serviceAt: (address: string) => RecognisedService | null;
  readonly proofs: ChannelProofs;
  readonly isMailKept: boolean;
  readonly store: Pick<ChannelProofStore, "forget">;
  readonly test: (
    person: Person,
    kind: ChannelKind,
    sent: { readonly id: string; readonly link: string; readonly proof: TestProof | null },
  ) => Promise<ChannelTest>;
  readonly baseUrl: string;
  /** Puts the webhook last in this person's order, in the organisation's record, when it is switched off there. */
  readonly useWebhook: (person: Person) => Promise<void>;
}

/** The receiver has a day to change over. */
const bothSecretsMs = 24 * 60 * 60_000;
/** A test knocks at somebody else's door, so a person has this many in this time. */
const testsMax = 5;
const testsWithinMs = 10 * 60_000;

type Channels = Pick<
  NotificationDesk,
  | "channels"
  | "setWebhook"
  | "renewSecret"
  | "setServiceSecret"
  | "switchOn"
  | "removeWebhook"
  | "test"
  | "proveByCode"
  | "proven"
  | "broken"
>;

export function personalChannels(parts: ChannelParts): Channels {
  const { webhooks, clock, isMailKept } = parts;
  const tests = new Map<string, readonly number[]>();
  return {
    channels: async (person) => {
      const webhook = await webhooks.of(person.id);
      const mail = person.email || null;
      const proofs = await parts.proofs.viewOf(person);
      if (webhook === null) return { person, mail, isMailKept, webhook, proofs };
      return {
        person,
        mail,
        isMailKept,
        proofs,
        webhook: { ...shown(webhook, clock.now()), service: parts.serviceAt(webhook.address) },
      };
    },
    setWebhook: (person, address, record) => setWebhook(parts, person, address, record),
    renewSecret: (person, record) =>
      change(parts, person, record, (row, now) => ({
        ...row,
        secret: parts.newWebhookSecret(),
        earlierSecret: row.secret,
        earlierUntil: now + bothSecretsMs,
      })),
    setServiceSecret: (person, secret, record) => setServiceSecret(parts, person, secret.trim(), record),
    switchOn: (person, record) => change(parts, person, record, (row) => ({ ...row, off: null })),
    removeWebhook: async (person, record) => {
      await record?.();
      await webhooks.remove(person.id);
      await parts.store.forget(person.id, "webhook");
      return { outcome: "done", secret: null };
    },
    test: async (person, kind) => {
      const now = clock.now();
      const recent = (tests.get(person.id) ?? []).filter((at) => at > now - testsWithinMs && at <= now);
      if (recent.length >= testsMax) return { outcome: "too-often" };
      tests.set(person.id, [...recent, now]);
      const proof = await parts.proofs.forTest(person, kind);
      return parts.test(person, kind, { id: `test:${parts.newId()}`, link: `${parts.baseUrl}/channels`, proof });
    },
    proveByCode: parts.proofs.proveByCode,
    proven: parts.proofs.proven,
    broken: parts.proofs.broken,
  };
}

/**
 * Of an address that is changed the secret stays: the receiver moved. A service that is recognised needs none, so the first
 * receiver after it gets a new one.
 */
async function setWebhook(
  parts: ChannelParts,
  person: Person,
  typed: string,
  record?: Recorded,
): Promise<ChannelChanged> {
  const address = typed.trim();
  const why = parts.whyNotAddress(address);
  if (why !== null) return { outcome: "invalid", sentence: why };
  const before = readable(await parts.webhooks.of(person.id));
  const stays = before !== null && parts.serviceAt(before.address) === null;
  const isSigned = parts.serviceAt(address) === null;
  const secret = stays ? before.secret : parts.newWebhookSecret();
  const earlier = stays ? earlierOf(before) : { earlierSecret: null, earlierUntil: null };
  // Of another robot it would be the wrong one.
  const serviceSecret = before?.address === address ? before.serviceSecret : null;
  const changedAt = parts.clock.now();
  await record?.();
  await parts.webhooks.put({ person: person.id, address, secret, ...earlier, serviceSecret, off: null, changedAt });
  if (before !== null && before.address !== address) await parts.store.forget(person.id, "webhook");
  await parts.useWebhook(person);
  return { outcome: "done", secret: isSigned && !stays ? secret : null };
}

async function setServiceSecret(
  parts: ChannelParts,
  person: Person,
  secret: string,
  record?: Recorded,
): Promise<ChannelChanged> {
  const row = await parts.webhooks.of(person.id);
  const signs = row === null ? undefined : parts.serviceAt(row.address)?.signs;
  if (signs === undefined) return { outcome: "not-there" };
  if (secret !== "" && !signs.secretForm.test(secret)) return { outcome: "not-its-secret" };
  return change(parts, person, record, (before) => ({ ...before, serviceSecret: secret === "" ? null : secret }));
}

/** Of what another key has sealed there is nothing to keep, and nothing is written over it but another address. */
function readable(row: WebhookRow | null): WebhookRow | null {
  return row?.address === "" ? null : row;
}

function earlierOf({ earlierSecret, earlierUntil }: WebhookRow): Pick<WebhookRow, "earlierSecret" | "earlierUntil"> {
  return { earlierSecret, earlierUntil };
}

async function change(
  { webhooks, clock }: ChannelParts,
  person: Person,
  record: Recorded | undefined,
  changed: (row: WebhookRow, now: number) => WebhookRow,
): Promise<ChannelChanged> {
  const before = readable(await webhooks.of(person.id));
  if (before === null) return { outcome: "not-there" };
  const after = { ...changed(before, clock.now()), changedAt: clock.now() };
  await record?.();
  await webhooks.put(after);
  return { outcome: "done", secret: after.secret === before.secret ? null : after.secret };
}

function shown({ address, off, changedAt, earlierUntil, serviceSecret }: WebhookRow, now: number) {
  const until = earlierUntil !== null && earlierUntil > now ? earlierUntil : null;
  return { address, off, changedAt, earlierUntil: until, hasServiceSecret: serviceSecret !== null };
}
