/**
 * The one list of everything that lets a person in or leads out to them, and the one place that ends any of it: each entry by
 * itself, and together whatever an act has to end. It is on record before it ends, and ends together with the notice of it: what
 * fails half-way leaves it as it was, and at most one row too many.
 */
import type { Clock } from "../kernel/clock.ts";
import { limits } from "./limits.ts";
import type { Notices, NoticeWhat, TellSoFar } from "./notices.ts";
import type { AccountChange, AccountStorage, MembershipStore, SignInPart } from "./ports.ts";
import type { EndKind, Ended, Ending, NoticeRow, Way, WayKind } from "./way-ports.ts";

/** What somebody did that ends more than itself; docs/security.md has it as a table. */
export type EndingAct =
  "password-set" | "password-by-link" | "address-changed" | "deactivated" | "administrator-no-more" | "started-over";

/** Handed out and good by itself: whoever holds it needs nothing else. */
const handedOut: readonly EndKind[] = ["session", "device", "unfinished", "link", "token", "calendar", "acknowledge"];

export const endedBy: Readonly<Record<EndingAct, readonly EndKind[]>> = {
  // Tokens and the calendar address too, unless the person says that they stay.
  "password-set": ["session", "device", "unfinished", "link"],
  "password-by-link": ["session", "device", "unfinished", "link", "token", "calendar"],
  "address-changed": ["unfinished", "link", "acknowledge"],
  // What they would sign in with again, should they come back, stays; it opens nothing meanwhile.
  deactivated: [...handedOut, "links-made", "webhook"],
  "administrator-no-more": ["links-made"],
  "started-over": [...handedOut, "links-made", "webhook", "password", "codes", "passkey", "provider"],
};

export interface EndOptions {
  readonly by: string;
  /** The session that stays. */
  readonly keepSession?: string | null;
}

export interface EndByOptions {
  readonly by: string;
  readonly notices?: readonly NoticeRow[];
}

export type EndedOne =
  | { readonly outcome: "ended" }
  /** It is not there, or not any more. */
  | { readonly outcome: "not-there" }
  /** Nothing else would let this person in. */
  | { readonly outcome: "last-way-in" };

export interface Ways {
  /** In the order in which they are shown. */
  of(person: string): Promise<readonly Way[]>;
  /** One entry. Of their own ways in, nobody ends the last one. */
  endOne(person: string, kind: EndableKind, id: string, options: EndOptions): Promise<EndedOne>;
  /** Whatever this act ends, and writes the notices of the act down with it. */
  endBy(act: EndingAct, person: string, options: EndByOptions): Promise<void>;
  /** Puts on record what such an act is about to end. */
  noteEnding(act: EndingAct, person: string, kinds: readonly EndKind[], by: string): Promise<void>;
  /** Puts an account of a provider that was refused or ended in the place of the one that is linked. */
  relink(person: string, issuer: string, subject: string, by: string): Promise<boolean>;
  soFar(person: string): Promise<TellSoFar>;
}

export type EndableKind = Exclude<WayKind, "unlinked" | "mail" | "phone">;

export interface WayParts {
  readonly storage: Pick<AccountStorage, "ways" | "identities">;
  readonly members: MembershipStore;
  readonly clock: Clock;
  readonly notices: Notices;
}

export function openWays(parts: WayParts): Ways {
  const { storage, members, clock, notices } = parts;
  const list = async (person: string) => storage.ways.of(person, stillGood(clock.now()));
  const noteEnding: Ways["noteEnding"] = async (act, person, kinds, by) => {
    const worth = kinds.filter((kind) => isWorthNoting(act, kind));
    if (worth.length === 0) return;
    await note(
      parts,
      person,
      endedAmong(
        await list(person),
        worth.map((kind) => ({ kind })),
      ),
      by,
    );
  };
  return {
    of: list,
    endOne: async (person, kind, id, options) => {
      const before = await list(person);
      if (!before.some((way) => way.kind === kind && way.id === id)) return { outcome: "not-there" };
      if (options.by === person && isLastWayIn(before, kind, id)) return { outcome: "last-way-in" };
      await endNoted(parts, { person, by: options.by, before, endings: endingsOfOne(person, kind, id, options) });
      return { outcome: "ended" };
    },
    endBy: async (act, person, { by, notices: drafts }) => {
      await noteEnding(act, person, endedBy[act], by);
      const endings = endedBy[act].map((kind) => ({ kind }));
      await storage.ways.end(person, endings, clock.now(), drafts);
    },
    noteEnding,
    relink: async (person, issuer, subject, by) => {
      const isThere = ({ kind, id, detail }: Way) => kind === "unlinked" && id === issuer && detail === subject;
      if (!(await list(person)).some(isThere)) return false;
      const tell = await notices.soFar(person);
      await members.note({ what: "sign-in", person, part: "provider", change: "set" }, by);
      // Whoever came by the other account is out, and comes in no more.
      const other: readonly Ending[] = [{ kind: "provider", id: issuer }, ...leftOpen.map((kind) => ({ kind }))];
      await storage.ways.end(person, other, clock.now());
      const told = tell.draft("provider-set", { by, detail: subject });
      if (!(await storage.identities.relink(person, issuer, subject, clock.now(), told))) return false;
      tell.wake();
      return true;
    },
    soFar: (person) => notices.soFar(person),
  };
}

function stillGood(now: number) {
  return { now, sessionsSeenSince: now - limits.sessionIdleMs, devicesSeenSince: now - limits.knownDeviceMs };
}

const leftOpen: readonly EndKind[] = ["session", "device", "unfinished"];
const waysIn: readonly WayKind[] = ["password", "passkey", "provider"];

function isLastWayIn(all: readonly Way[], kind: WayKind, id: string): boolean {
  if (!waysIn.includes(kind)) return false;
  return !all.some((way) => waysIn.includes(way.kind) && !(way.kind === kind && way.id === id));
}

/** A password beside codes may be a short one, so for somebody else it goes with them. */
function endingsOfOne(person: string, kind: EndableKind, id: string, { by, keepSession = null }: EndOptions) {
  const one: Ending = { kind, ...(id === "" ? {} : { id }), keepSession };
  return kind === "codes" && by !== person ? [one, { kind: "password", keepSession } as const] : [one];
}

/** What of the list such endings end. */
function endedAmong(before: readonly Way[], endings: readonly Ending[]): readonly Ended[] {
  return endings.flatMap(({ kind, id, keepSession = null }) =>
    before
      .filter((way) => way.kind === kind && (id === undefined || way.id === id))
      .filter((way) => kind !== "session" || way.id !== keepSession)
      .map((way): Ended => ({ kind, label: kind === "provider" ? way.detail : way.label })),
  );
}

/** Sessions, devices and links that end with a password, an address or an account are not worth a row each. */
function isWorthNoting(act: EndingAct, kind: EndKind): boolean {
  return !isSmall(kind) && (act !== "deactivated" || kind === "token");
}

function isSmall(kind: EndKind): boolean {
  return ["session", "device", "link", "links-made", "acknowledge"].includes(kind);
}

interface OneEnding {
  readonly person: string;
  readonly by: string;
  readonly before: readonly Way[];
  readonly endings: readonly Ending[];
}

async function endNoted(parts: WayParts, { person, by, before, endings }: OneEnding): Promise<void> {
  const { storage, clock, notices } = parts;
  const tell = await notices.soFar(person);
  const ended = endedAmong(before, endings);
  // Where somebody is signed in themselves is nobody else's business.
  await note(parts, person, by === person ? ended.filter(({ kind }) => !isSmall(kind)) : ended, by);
  const drafts = ended.flatMap(({ kind, label }) => {
    const what = told[kind] ?? (by === person ? undefined : toldWhenByAnother[kind]);
    return what === undefined ? [] : tell.draft(what, { by, detail: label });
  });
  await storage.ways.end(person, endings, clock.now(), drafts);
  tell.wake();
}

/** Less is open than before: only what the person would miss is told. */
const told: Partial<Record<EndKind, NoticeWhat>> = {
  password: "password-removed",
  codes: "codes-removed",
  passkey: "passkey-removed",
  provider: "provider-removed",
  token: "token-removed",
  calendar: "calendar-removed",
  webhook: "webhook-removed",
};

/** Whoever ends these themselves sees it happen. */
const toldWhenByAnother: Partial<Record<EndKind, NoticeWhat>> = {
  session: "session-removed",
  device: "device-removed",
  link: "link-removed",
  acknowledge: "acknowledge-removed",
};

/** Once for each kind, tokens by their names. */
async function note({ members }: WayParts, person: string, ended: readonly Ended[], by: string): Promise<void> {
  const noted = new Set<EndKind>();
  for (const one of ended) {
    if (noted.has(one.kind) && one.kind !== "token") continue;
    noted.add(one.kind);
    const change = changeOf(person, one);
    if (change !== null) await members.note(change, by);
  }
}

const partOf: Partial<Record<EndKind, SignInPart>> = {
  password: "password",
  codes: "one-time-codes",
  passkey: "passkey",
  provider: "provider",
  device: "device",
  link: "link",
  calendar: "calendar",
  acknowledge: "acknowledge-links",
};

function changeOf(person: string, { kind, label }: Ended): AccountChange | null {
  if (kind === "token") return { what: "token-revoked", person, token: label };
  if (kind === "session") return { what: "sessions-ended", person };
  if (kind === "webhook") return { what: "contact", person, part: "webhook", change: "removed" };
  const part = partOf[kind];
  return part === undefined ? null : { what: "sign-in", person, part, change: "removed" };
}
