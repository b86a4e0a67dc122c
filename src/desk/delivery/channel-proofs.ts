/**
 * Whether a channel is known to reach its person. A test carries a link of its own, or a code where there is no place for one; only
 * when its reader has confirmed it does the channel count. Another address has to be proven anew.
 */
import type { ChannelKind } from "../../directory/entries.ts";
import type { Person } from "../../directory/person.ts";
import type { Clock } from "../../kernel/clock.ts";
import { secretHash, type NewSecret } from "../../kernel/secret.ts";
import {
  addressHash,
  type ChannelAt,
  type ChannelProofRow,
  type ChannelProofStore,
} from "../../organisation/channel-proof-ports.ts";
import type { WebhookStore } from "../../organisation/webhook-ports.ts";
import type { TestProof } from "../delivery-ports.ts";
import { makeTestLink, type LinkParts } from "./acknowledge-link.ts";
import type { BrokenChannel, ProofView, ProvenChannel, RecognisedService } from "./types.ts";

export interface ChannelProofParts {
  readonly proofs: ChannelProofStore;
  readonly webhooks: Pick<WebhookStore, "of">;
  readonly person: (id: string) => Person | null;
  readonly serviceAt: (address: string) => RecognisedService | null;
  /** Mail is written to files here: it reaches nobody. */
  readonly isMailKept: boolean;
  readonly links: LinkParts;
  readonly clock: Clock;
  readonly newSecret: NewSecret;
}

export interface ChannelProofs {
  readonly stateOf: (at: ChannelAt) => Promise<"open" | "proven" | "changed">;
  readonly prove: (at: ChannelAt) => Promise<void>;
  readonly proveByCode: (person: Person, kind: ChannelKind, code: string) => Promise<boolean>;
  /** What the next test of this channel carries; null: nothing that could prove it. */
  readonly forTest: (person: Person, kind: ChannelKind) => Promise<TestProof | null>;
  readonly viewOf: (person: Person) => Promise<Readonly<Record<ChannelKind, ProofView>>>;
  readonly proven: (people: readonly Person[]) => Promise<readonly ProvenChannel[]>;
  readonly broken: () => Promise<readonly BrokenChannel[]>;
}

const codeLastsMs = 60 * 60_000;
const codeTriesMax = 5;
const brokenMax = 50;

export function channelProofs(parts: ChannelProofParts): ChannelProofs {
  const { proofs, clock } = parts;
  return {
    stateOf: async (at) => {
      const person = parts.person(at.person);
      const address = person === null ? null : await addressOf(parts, person, at.channel);
      if (address === null || addressHash(address) !== at.addressHash) return "changed";
      const row = (await proofs.of(at.person)).find((one) => isAt(one, at));
      return (row?.provenAt ?? null) === null ? "open" : "proven";
    },
    prove: (at) => proofs.proven(at, clock.now()),
    proveByCode: async (person, kind, code) => {
      const at = await channelAt(parts, person, kind);
      if (at === null || !(await proofs.tryCode(at, codeHash(at, code), clock.now(), codeTriesMax))) return false;
      await proofs.proven(at, clock.now());
      return true;
    },
    forTest: (person, kind) => forTest(parts, person, kind),
    viewOf: async (person) => {
      const rows = await proofs.of(person.id);
      return { mail: await viewOf(parts, person, "mail", rows), webhook: await viewOf(parts, person, "webhook", rows) };
    },
    proven: async (people) => (await Promise.all(people.map((person) => provenOf(parts, person)))).flat(),
    broken: async () =>
      (await proofs.broken(brokenMax)).filter(({ person }) => parts.person(person) !== null).map(toBroken),
  };
}

const toBroken = ({ person, channel }: ChannelProofRow): BrokenChannel => ({ person, channel });

const isAt = (row: ChannelProofRow, at: Omit<ChannelAt, "person">): boolean =>
  row.channel === at.channel && row.addressHash === at.addressHash;

async function addressOf({ webhooks }: ChannelProofParts, person: Person, kind: ChannelKind): Promise<string | null> {
  return kind === "mail" ? person.email || null : ((await webhooks.of(person.id))?.address ?? null);
}

async function channelAt(parts: ChannelProofParts, person: Person, kind: ChannelKind): Promise<ChannelAt | null> {
  const address = await addressOf(parts, person, kind);
  return address === null ? null : { person: person.id, channel: kind, addressHash: addressHash(address) };
}

async function forTest(parts: ChannelProofParts, person: Person, kind: ChannelKind): Promise<TestProof | null> {
  const address = await addressOf(parts, person, kind);
  if (address === null || (kind === "mail" && parts.isMailKept)) return null;
  const at = { person: person.id, channel: kind, addressHash: addressHash(address) };
  const service = kind === "mail" ? null : parts.serviceAt(address);
  if (service === null || service.carriesLinks) return { link: await makeTestLink(parts.links, at), code: null };
  const code = codeOf(parts.newSecret());
  await parts.proofs.askCode(at, codeHash(at, code), parts.clock.now() + codeLastsMs);
  return { link: null, code };
}

const codeDigits = 6;

/** Typed by somebody who is signed in, about a channel of their own: it need not keep anybody out. */
function codeOf(secret: string): string {
  const number = Number.parseInt(Buffer.from(secretHash(secret), "base64url").toString("hex").slice(0, 12), 16);
  return String(number % 10 ** codeDigits).padStart(codeDigits, "0");
}

function codeHash({ person, channel, addressHash: hash }: ChannelAt, code: string): string {
  return secretHash(`${person} ${channel} ${hash} ${code.replace(/\s/g, "")}`);
}

async function viewOf(
  parts: ChannelProofParts,
  person: Person,
  kind: ChannelKind,
  rows: readonly ChannelProofRow[],
): Promise<ProofView> {
  const at = await channelAt(parts, person, kind);
  const row = at && rows.find((one) => isAt(one, at));
  if (!row) return { provenAt: null, broken: null, asksCode: false };
  const isAsked = row.codeHash !== null && row.codeUntil !== null && row.codeUntil > parts.clock.now();
  return { provenAt: row.provenAt, broken: row.broken, asksCode: isAsked && row.codeTries < codeTriesMax };
}

/** A channel that is set up wrongly has been proven and proves nothing now. */
async function provenOf(parts: ChannelProofParts, person: Person): Promise<readonly ProvenChannel[]> {
  const rows = (await parts.proofs.of(person.id)).filter((row) => row.provenAt !== null && row.broken === null);
  const proven = await Promise.all(
    rows.map(async (row) => {
      const address = await addressOf(parts, person, row.channel);
      if (address === null || addressHash(address) !== row.addressHash) return [];
      const wakes = row.channel === "mail" ? "writes" : (parts.serviceAt(address)?.wakes ?? "pushes");
      return [{ person: person.id, channel: row.channel, wakes } as const];
    }),
  );
  return proven.flat();
}
