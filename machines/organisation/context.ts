/**
 * What the organisation is at one moment: people, units, roster, ladder, limits. The fold of its own stream in the log, so
 * it holds no address, telephone number or secret: those live in tables that can be erased. Instants are ms since 1970;
 * a local date is `2026-11-22`, a local time of day `08:00`, both in the organisation's zone.
 */
import type { TextRef, TextRefs } from "../kit/text-ref.ts";
import type { Language, Post, Role } from "../playbook.ts";

export type OrganisationContext = {
  /** False until the set-up: then there is nobody, and nothing but the set-up is accepted. */
  readonly established: boolean;
  readonly organisation: OrganisationRecord;
  /** Zones that counted before the present one, oldest first; each until then. Left out where there was no other. */
  readonly earlierZones?: readonly { readonly until: number; readonly zone: string }[];
  readonly people: readonly PersonRecord[];
  readonly units: readonly Unit[];
  readonly posts: readonly PostRecord[];
  /** Who holds which post; those that have ended too, for a while. */
  readonly holdings: readonly Holding[];
  readonly absences: readonly Absence[];
  readonly layers: readonly RosterLayer[];
  readonly rotations: readonly Rotation[];
  readonly shifts: readonly Shift[];
  readonly overrides: readonly Override[];
  readonly swaps: readonly Swap[];
  readonly handovers: readonly Handover[];
  readonly holidays: readonly Holiday[];
  /** Level 1 first. */
  readonly ladder: readonly LadderLevel[];
  /** By playbook id: its section of the settings as somebody wrote it; a playbook's schema fills in the rest. */
  readonly policies: Readonly<Record<string, PolicySection>>;
  /** Texts that somebody wants erased, and those that were, for a while. Left out where there was none. */
  readonly erasures?: readonly ErasureProposal[];
  /** Versions of playbooks that came as files and were active here, the one that counts last. Left out where there was none. */
  readonly playbooks?: readonly ShelvedPlaybook[];
  /** Files that somebody wants active, and those that were activated, for a while. Left out where there was none. */
  readonly playbookProposals?: readonly PlaybookProposal[];
  /** Counts up with every thing that gets an id of its own: a later number was recorded later. */
  readonly lastNumber: number;
};

export interface PolicySection {
  readonly [key: string]: PolicyValue;
}
type PolicyValue = null | boolean | number | string | readonly PolicyValue[] | PolicySection;

export type OrganisationRecord = {
  readonly name: TextRefs;
  /** IANA name, for instance `Asia/Shanghai`. */
  readonly zone: string;
  /** What people call that zone. */
  readonly zoneLabel: TextRefs;
  readonly languages: readonly Language[];
};

export type PersonRecord = {
  readonly id: string;
  readonly name: TextRef;
  /** As it was written, where `name` says more to tell two people apart; never recorded. */
  readonly writtenName?: TextRef;
  readonly language: Language;
  readonly roles: readonly Role[];
  /** Ids of their units. */
  readonly units: readonly string[];
  readonly active: boolean;
  /** When they were added, or made active again. */
  readonly since: number;
  /** When they were deactivated; null while active. Nobody is ever deleted. */
  readonly until: number | null;
  /** In the order in which they are tried. One that is off is kept for its place. */
  readonly channels: readonly ChannelChoice[];
  readonly quietHours: QuietHours | null;
  /** What held before, oldest first: a change of today changes nothing of yesterday. Left out where nothing was. */
  readonly earlier?: readonly Standing[];
};

/** Whether somebody belonged here, in which roles and units, from `from` (inclusive) to `until` (exclusive). */
export type Standing = {
  readonly from: number;
  readonly until: number;
  readonly active: boolean;
  readonly roles: readonly Role[];
  readonly units: readonly string[];
};

export type ChannelKind = "mail" | "webhook";
export type ChannelChoice = { readonly kind: ChannelKind; readonly on: boolean };

/** Local times of day; `from` after `until` means over midnight. Never mutes whoever is on duty. */
export type QuietHours = { readonly from: string; readonly until: string };

export type Unit = {
  readonly id: string;
  readonly name: TextRefs;
  /** False: offered to nobody any more; its people and posts are kept. */
  readonly active: boolean;
  /** When it was deactivated, oldest first. Left out: never. */
  readonly inactive?: readonly Spell[];
};

/** From `from` (inclusive) to `until` (exclusive; null: it still lasts). */
export type Spell = { readonly from: number; readonly until: number | null };

/** `contact`, `commander`, `school-doctor` … */
export type PostRecord = {
  readonly id: string;
  readonly name: TextRefs;
  /** Whoever holds the post needs this role: a post alone opens nothing. */
  readonly role: Role;
  /** When it was deactivated, oldest first: then nobody holds it, and its holders are kept. Left out: never. */
  readonly inactive?: readonly Spell[];
};

/** Somebody holds a post from `since` on until `until` (exclusive; null: they still do). */
export type Holding = {
  readonly post: string;
  /** Null: of the whole organisation. */
  readonly unit: string | null;
  readonly person: string;
  readonly since: number;
  readonly until: number | null;
};

/**
 * From `from` (inclusive) to `until` (exclusive; null: until it is ended). Recorded afterwards it counts from `recordedAt`
 * on: until then they had the duty, whatever is said later.
 */
export type Absence = {
  readonly id: string;
  readonly person: string;
  /** Who acts instead; null when nobody does, which shows. */
  readonly deputy: string | null;
  readonly from: number;
  readonly until: number | null;
  readonly by: string;
  readonly recordedAt: number;
};

export type RosterLayer = {
  /** `officer`, `leader` … */
  readonly id: string;
  readonly label: TextRefs;
  /** Whoever is rostered here must have this role. Of a position that needs a post: the post's base role. */
  readonly role: Role;
  /** Whoever is rostered here must hold this post, of that unit where it names one. Left out: the role is enough. */
  readonly post?: NeededPost;
  /** When it was added; left out of those that came with the organisation. */
  readonly since?: number;
  /** When somebody was rostered here for the first time; left out while nobody ever was. */
  readonly rosteredSince?: number;
  /** What was needed before, oldest first; each until then. */
  readonly earlier?: readonly (Needed & { readonly until: number })[];
};

type NeededPost = Pick<Post, "post" | "unit">;
/** What somebody needs who is rostered in a layer. */
export type Needed = Pick<RosterLayer, "role" | "post">;

export type RotationUnit = "hours" | "days" | "weeks" | "months";
export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

/** Takes turns from the hand-over time on the start date. Where two rotations of a layer overlap, the later one counts. */
export type Rotation = {
  readonly id: string;
  readonly layer: string;
  /** In their order; one may stand there more than once. */
  readonly people: readonly string[];
  readonly unit: RotationUnit;
  /** Length of a turn so many units. */
  readonly every: number;
  readonly handoverTime: string;
  /** Each day of duty ends then (over midnight when not after `handoverTime`); left out: with the next hand-over. */
  readonly dailyUntil?: string;
  /** Days on which a day of duty begins; left out: every day. Turns in days then count these days only. */
  readonly weekdays?: readonly Weekday[];
  readonly startDate: string;
  /** When it was set: before that it changes nothing, wherever its turns are counted from. */
  readonly since: number;
  /** Exclusive; null: without an end. */
  readonly until: number | null;
};

/** A single turn beside the rotations; counts before them. */
export type Shift = {
  readonly id: string;
  readonly layer: string;
  readonly person: string;
  readonly from: number;
  readonly until: number;
};

/** Somebody else for a while; the one recorded last counts. */
export type Override = Shift & {
  readonly kind: "override" | "takeover";
  /** Recorded as the so-manieth: of two that overlap the higher counts, overrides and swaps alike. */
  readonly number: number;
  readonly reason: TextRef | null;
  readonly by: string;
  readonly recordedAt: number;
};

export type SwapState = "offered" | "accepted" | "cancelled";

/** `person` gives their time from `from` to `until` to `to`; and may take a time of theirs in return. */
export type Swap = {
  readonly id: string;
  readonly layer: string;
  readonly person: string;
  readonly from: number;
  readonly until: number;
  readonly to: string;
  readonly inReturn: { readonly from: number; readonly until: number } | null;
  readonly state: SwapState;
  /** As an override's; given when it is accepted. */
  readonly number: number;
  readonly offeredBy: string;
  readonly offeredAt: number;
  /** Who accepted or cancelled it, and when. */
  readonly settledBy: string | null;
  readonly settledAt: number | null;
};

/** A change of duty that somebody has signed. `moment` is when it was due. */
export type Handover = {
  readonly layer: string;
  readonly moment: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly signedFrom: Signature | null;
  readonly signedTo: Signature | null;
};

export type Signature = { readonly at: number; readonly by: string; readonly note: TextRef | null };

export type Holiday = { readonly date: string; readonly name: TextRef };

export type LadderRecipient =
  { readonly role: Role } | { readonly layer: string } | { readonly person: string } | Pick<Post, "post" | "unit">;
export type LadderLevel = { readonly recipients: readonly LadderRecipient[] };

/** Texts that are to be erased together, for one reason. */
export type ErasureProposal = {
  readonly id: string;
  /** Number of the incident; `organisation` for this record itself. */
  readonly incident: string;
  /** References without their `t1:`, so that nobody takes them for the texts. */
  readonly texts: readonly string[];
  readonly reason: "request" | "order" | "mistake" | "retention-ended";
  readonly by: string;
  readonly at: number;
  /** Null until somebody else has approved it. */
  readonly approved: { readonly by: string; readonly at: number } | null;
};

export type ShelvedPlaybook = {
  readonly id: string;
  readonly version: number;
  /** SHA-256 of the text that counts. */
  readonly digest: string;
  /** Of what it does: the same under one version for ever. */
  readonly behaviour: string;
  /** New incidents begin with it. */
  readonly active: boolean;
  /** Who activated it, and when. */
  readonly by: string;
  readonly at: number;
  /** Null: it came out of the data folder. */
  readonly proposedBy: string | null;
  /** Texts with other words that counted before, oldest first. Left out: none. */
  readonly earlier?: readonly string[];
};

export type PlaybookProposal = {
  readonly id: string;
  readonly playbook: string;
  readonly version: number;
  readonly digest: string;
  readonly behaviour: string;
  readonly by: string;
  readonly at: number;
  /** Null until somebody else has activated it. */
  readonly activated: { readonly by: string; readonly at: number } | null;
};
