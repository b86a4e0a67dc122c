/** Who a level of the ladder means at a moment, and whom it passes over, with the reason. */
import { roleWords, type Actor, type Post, type Recipient, type Role, type Text } from "../../machines/playbook.ts";
import {
  absenceAt,
  actorWords,
  holdersOf,
  layerById,
  nameOf,
  personById,
  postById,
  rolesAt,
  whyInactive,
} from "../directory/directory.ts";
import type { Directory } from "../directory/types.ts";
import type { ChannelKind } from "../directory/entries.ts";
import { whySkipped } from "./gaps.ts";
import { reachableAt, type Reachable, type Unreachable } from "./reachable.ts";
import { dutyAt, type Slot } from "./slots.ts";

export type LadderStep = {
  /** 1 is the first. */
  readonly level: number;
  readonly people: readonly RosterRecipient[];
  /** Shown beside the people, and alone when there are none: then the next level is taken at once. */
  readonly skipped: readonly Skipped[];
};

export type RosterRecipient = {
  readonly person: string;
  readonly channels: readonly ChannelKind[];
  readonly why: Text;
  /** For whom they act as a deputy. */
  readonly insteadOf: string | null;
  /** The role or the duty in words; null for whoever is named by name. */
  readonly as: Text | null;
  /** Every role in which they are told; none for whoever is named by name. */
  readonly roles: readonly Role[];
};

export type Skipped = { readonly person: string | null; readonly why: Text };

/** Who is told when nobody whom a notification is for can be: somebody who can act is always told. All of them may read incidents. */
export const lastResort: readonly (readonly Recipient[])[] = [
  [{ role: "lead" }, { role: "duty-officer" }],
  [{ role: "superior" }, { role: "spokesperson" }],
];

/** Null above the highest level. */
export function ladderAt(directory: Directory, level: number, at: number): LadderStep | null {
  const entry = directory.ladder[level - 1];
  return entry ? { level, ...recipientsAt(directory, entry.recipients, at) } : null;
}

/** Nobody twice, in the order of the recipients. */
export function recipientsAt(
  directory: Directory,
  recipients: readonly Recipient[],
  at: number,
): Pick<LadderStep, "people" | "skipped"> {
  const found = merged(recipients.flatMap((recipient) => [...resolve(directory, recipient, at)]));
  const roles = new Map<string, Set<Role>>();
  const called = new Map<string, RosterRecipient>();
  for (const one of found.people) {
    if (!called.has(one.person)) called.set(one.person, one);
    const all = roles.get(one.person) ?? new Set();
    roles.set(one.person, all);
    for (const role of one.roles) all.add(role);
  }
  const people = [...called.values()].map((one) => ({ ...one, roles: [...(roles.get(one.person) ?? [])] }));
  return { people, skipped: found.skipped };
}

/** Whether there is anybody among them: looks no further than to the first. */
export function reachesSomebody(directory: Directory, recipients: readonly Recipient[], at: number): boolean {
  for (const recipient of recipients)
    for (const { people } of resolve(directory, recipient, at)) if (people.length > 0) return true;
  return false;
}

type Resolved = Pick<LadderStep, "people" | "skipped">;

/** Person by person: a role may have thousands, of whom the first may be enough. */
type Parts = Iterable<Resolved>;

function* resolve(directory: Directory, recipient: Recipient, at: number): Parts {
  if ("layer" in recipient) yield* ofLayer(directory, recipient.layer, at);
  else if ("role" in recipient) yield* ofRole(directory, recipient.role, at);
  else yield* ofNamed(directory, recipient, at);
}

type NamedRecipient = Exclude<Recipient, { readonly layer: string } | { readonly role: Role }>;

function* ofNamed(directory: Directory, recipient: NamedRecipient, at: number): Parts {
  const { orElse = null } = recipient;
  const byName = { why: { zh: "指定通知", en: "notified by name" }, role: orElse, isByName: true };
  let isReached = false;
  const named =
    "post" in recipient ? ofPost(directory, recipient, at) : [personOrDeputy(directory, recipient.person, at, byName)];
  for (const part of named) {
    isReached ||= part.people.length > 0;
    yield part;
  }
  if (!isReached && orElse !== null) yield* ofRole(directory, orElse, at);
}

function* ofPost(directory: Directory, post: Post, at: number): Parts {
  const record = postById(directory, post.post);
  const inactive = whyInactive(directory, post);
  if (inactive) {
    yield { people: [], skipped: [{ person: null, why: inactive }] };
    return;
  }
  if (record) {
    yield* ofHolders(directory, post, record.role, at);
    return;
  }
  const why = actorWords(directory, post);
  yield {
    people: [],
    skipped: [{ person: null, why: { zh: `没有职务“${why.zh}”`, en: `there is no post “${why.en}”` } }],
  };
}

/** A layer in which nobody has ever been rostered means everybody who could be: a desk without a roster is not mute. */
function* ofLayer(directory: Directory, id: string, at: number): Parts {
  const layer = layerById(directory, id);
  if (layer && !isRostered(directory, id)) {
    yield* layer.post ? ofPost(directory, layer.post, at) : ofHolders(directory, layer.role, layer.role, at);
    return;
  }
  const label = layer?.label ?? { zh: id, en: id };
  const slot = dutyAt(directory, id, at);
  if (slot && isForPost(slot)) {
    const { person, from, missing } = slot;
    const why = whySkipped(directory, { layer: id, from, person, missing });
    yield { people: [], skipped: [{ person, why }] };
    return;
  }
  if (slot) {
    yield personOrDeputy(directory, slot.person, at, { why: label, role: layer?.role ?? null });
    return;
  }
  const why: Text = { zh: `${label.zh}：值班表未排人`, en: `${label.en}: no one is rostered` };
  yield { people: [], skipped: [{ person: null, why }] };
}

type ForPost = Slot & { readonly missing: "without-post" | "inactive-post" };

/** Has not got the duty for want of the post that it needs: then their role does not help. */
const isForPost = (slot: Slot): slot is ForPost => slot.missing === "without-post" || slot.missing === "inactive-post";

/** False while nobody has ever been rostered there. */
export function isRostered(directory: Directory, layer: string, at = Infinity): boolean {
  const since = layerById(directory, layer)?.rosteredSince;
  if (since !== undefined) return since <= at;
  // Of a state that was stored before layers said so themselves.
  return (
    directory.rotations.some((one) => one.layer === layer && one.since <= at) ||
    directory.overrides.some((one) => one.layer === layer && one.recordedAt <= at) ||
    directory.shifts.some((one) => one.layer === layer)
  );
}

/** "The duty officer" is whoever has that duty now; only when nobody has it are all who could have it told. */
function* ofRole(directory: Directory, role: Role, at: number): Parts {
  const layers = role === "duty-officer" ? directory.layers.filter((one) => one.role === role) : [];
  const layer = layers.find(({ post }) => post === undefined) ?? layers[0];
  const slot = layer && dutyAt(directory, layer.id, at);
  if (!slot) {
    yield* ofHolders(directory, role, role, at);
    return;
  }
  const onDuty = merged(ofLayer(directory, layer.id, at));
  if (onDuty.people.length > 0) {
    yield onDuty;
    return;
  }
  const isHolder = (id: string | null) => holdersOf(directory, role).some((holder) => holder.id === id);
  // With a holder their deputy is said again too.
  const skipped =
    isHolder(slot.person) && !isForPost(slot)
      ? []
      : onDuty.skipped.filter(({ person }) => isForPost(slot) || !isHolder(person));
  yield { people: [], skipped };
  yield* ofHolders(directory, role, role, at);
}

/** `role`: the one that `actor` is, or that the post needs. */
function* ofHolders(directory: Directory, actor: Actor, role: Role, at: number): Parts {
  const holders = holdersOf(directory, actor);
  const why = actorWords(directory, actor);
  for (const holder of holders) yield personOrDeputy(directory, holder.id, at, { why, role });
  if (holders.length > 0) return;
  const nobody: Text =
    typeof actor === "string"
      ? { zh: `无人担任${why.zh}`, en: `no one has the role ${why.en}` }
      : { zh: `无人担任${why.zh}`, en: `no one holds the post ${why.en}` };
  yield { people: [], skipped: [{ person: null, why: nobody }] };
}

type Meant = {
  readonly why: Text;
  /** What they are told as: whoever does not hold it is passed over. Null: by name alone. */
  readonly role: Role | null;
  readonly isByName?: boolean;
};

/** The person; and when they are absent their deputy, who is passed over in turn when they cannot be told either. */
function personOrDeputy(
  directory: Directory,
  id: string,
  at: number,
  { why, role, isByName = false }: Meant,
): Resolved {
  const own = actingAt(directory, id, at, role);
  const told = { as: isByName ? null : why, roles: role === null ? [] : [role] };
  if (own.reachable)
    return { people: [{ person: id, channels: own.channels, why, insteadOf: null, ...told }], skipped: [] };
  const passed: Skipped = { person: id, why: own.why };
  const absent = personById(directory, id);
  const deputy = absent ? (absenceAt(directory, id, at)?.deputy ?? null) : null;
  // Nobody stands in for what the absent could not do themselves.
  const isTheirs = role === null || absent?.roles.includes(role) === true;
  if (own.reason !== "absent" || deputy === null || !isTheirs) return { people: [], skipped: [passed] };
  const theirs = actingAt(directory, deputy, at, role);
  if (!theirs.reachable) return { people: [], skipped: [passed, { person: deputy, why: theirs.why }] };
  const name = nameOf(directory, id);
  const acting: Text = isByName
    ? { zh: `代理${name}`, en: `deputy for ${name}` }
    : { zh: `代理${name}（${why.zh}）`, en: `deputy for ${name} (${why.en})` };
  return {
    people: [{ person: deputy, channels: theirs.channels, why: acting, insteadOf: id, ...told }],
    skipped: [passed],
  };
}

/** Can be told, and may act in the role now: of their own or as somebody's deputy. */
function actingAt(directory: Directory, id: string, at: number, role: Role | null): Reachable | WithoutRole {
  const reachable = reachableAt(directory, id, at);
  if (!reachable.reachable && lasting.includes(reachable.reason)) return reachable;
  if (role === null || rolesAt(directory, id, at).includes(role)) return reachable;
  const [name, words] = [nameOf(directory, id), roleWords[role]];
  const why: Text = { zh: `${name}不具备${words.zh}角色`, en: `${name} does not have the role ${words.en}` };
  return { reachable: false, reason: "without-role", why };
}

type WithoutRole = { readonly reachable: false; readonly reason: "without-role"; readonly why: Text };
/** Said before a missing role: there they have none at all, or it does not matter meanwhile. */
const lasting: readonly Unreachable[] = ["unknown", "deactivated", "absent"];

function merged(parts: Parts): Resolved {
  const all = [...parts];
  return { people: all.flatMap(({ people }) => people), skipped: all.flatMap(({ skipped }) => skipped) };
}
