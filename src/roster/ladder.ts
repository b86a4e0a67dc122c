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
import { whyPassedOver } from "./gaps.ts";
import { reachableAt, type Reachable, type Unreachable } from "./reachable.ts";
import { dutyAt } from "./slots.ts";

export type LadderStep = {
  /** 1 is the first. */
  readonly level: number;
  readonly people: readonly RosterRecipient[];
  /** Shown beside the people, and alone when there are none: then the next level is taken at once. */
  readonly passedOver: readonly Skipped[];
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
): Pick<LadderStep, "people" | "passedOver"> {
  const found = recipients.map((recipient) => resolve(directory, recipient, at));
  const people = found.flatMap((one) => one.people);
  const called = people
    .filter((one, index) => people.findIndex(({ person }) => person === one.person) === index)
    .map((one) => ({ ...one, roles: rolesOf(people, one.person) }));
  return { people: called, passedOver: found.flatMap((one) => one.passedOver) };
}

function rolesOf(people: readonly RosterRecipient[], id: string): readonly Role[] {
  return [...new Set(people.filter(({ person }) => person === id).flatMap(({ roles }) => roles))];
}

type Resolved = Pick<LadderStep, "people" | "passedOver">;

function resolve(directory: Directory, recipient: Recipient, at: number): Resolved {
  if ("layer" in recipient) return ofLayer(directory, recipient.layer, at);
  if ("role" in recipient) return ofRole(directory, recipient.role, at);
  const { orElse = null } = recipient;
  const named =
    "post" in recipient
      ? ofPost(directory, recipient, at)
      : personOrDeputy(directory, recipient.person, at, {
          why: { zh: "指定通知", en: "notified by name" },
          role: orElse,
          isByName: true,
        });
  if (named.people.length > 0 || orElse === null) return named;
  return merged([named, ofRole(directory, orElse, at)]);
}

function ofPost(directory: Directory, post: Post, at: number): Resolved {
  const record = postById(directory, post.post);
  const inactive = whyInactive(directory, post);
  if (inactive) return { people: [], passedOver: [{ person: null, why: inactive }] };
  if (record) return ofHolders(directory, post, record.role, at);
  const why = actorWords(directory, post);
  return {
    people: [],
    passedOver: [{ person: null, why: { zh: `没有职务“${why.zh}”`, en: `there is no post “${why.en}”` } }],
  };
}

/** A layer in which nobody has ever been rostered means everybody who could be: a desk without a roster is not mute. */
function ofLayer(directory: Directory, id: string, at: number): Resolved {
  const layer = layerById(directory, id);
  if (layer && !isRostered(directory, id))
    return layer.post ? ofPost(directory, layer.post, at) : ofHolders(directory, layer.role, layer.role, at);
  const label = layer?.label ?? { zh: id, en: id };
  const slot = dutyAt(directory, id, at);
  if (slot?.missing === "without-post" || slot?.missing === "inactive-post") {
    const { person, from, missing } = slot;
    return {
      people: [],
      passedOver: [{ person, why: whyPassedOver(directory, { layer: id, from, person, missing }) }],
    };
  }
  if (slot) return personOrDeputy(directory, slot.person, at, { why: label, role: layer?.role ?? null });
  const why: Text = { zh: `${label.zh}：值班表未排人`, en: `${label.en}: no one is rostered` };
  return { people: [], passedOver: [{ person: null, why }] };
}

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
function ofRole(directory: Directory, role: Role, at: number): Resolved {
  const layers = role === "duty-officer" ? directory.layers.filter((one) => one.role === role) : [];
  const layer = layers.find(({ post }) => post === undefined) ?? layers[0];
  const onDuty = layer && dutyAt(directory, layer.id, at) ? ofLayer(directory, layer.id, at) : null;
  if (!onDuty) return ofHolders(directory, role, role, at);
  if (onDuty.people.length > 0) return onDuty;
  const holders = ofHolders(directory, role, role, at);
  const isSaidTwice = ({ person }: Skipped) => holders.passedOver.some((one) => one.person === person);
  return merged([{ people: [], passedOver: onDuty.passedOver.filter((one) => !isSaidTwice(one)) }, holders]);
}

/** `role`: the one that `actor` is, or that the post needs. */
function ofHolders(directory: Directory, actor: Actor, role: Role, at: number): Resolved {
  const holders = holdersOf(directory, actor);
  const why = actorWords(directory, actor);
  if (holders.length > 0)
    return merged(holders.map((holder) => personOrDeputy(directory, holder.id, at, { why, role })));
  const nobody: Text =
    typeof actor === "string"
      ? { zh: `无人担任${why.zh}`, en: `no one has the role ${why.en}` }
      : { zh: `无人担任${why.zh}`, en: `no one holds the post ${why.en}` };
  return { people: [], passedOver: [{ person: null, why: nobody }] };
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
    return { people: [{ person: id, channels: own.channels, why, insteadOf: null, ...told }], passedOver: [] };
  const passed: Skipped = { person: id, why: own.why };
  const absent = personById(directory, id);
  const deputy = absent ? (absenceAt(directory, id, at)?.deputy ?? null) : null;
  // Nobody stands in for what the absent could not do themselves.
  const isTheirs = role === null || absent?.roles.includes(role) === true;
  if (own.reason !== "absent" || deputy === null || !isTheirs) return { people: [], passedOver: [passed] };
  const theirs = actingAt(directory, deputy, at, role);
  if (!theirs.reachable) return { people: [], passedOver: [passed, { person: deputy, why: theirs.why }] };
  const name = nameOf(directory, id);
  const acting: Text = isByName
    ? { zh: `代理${name}`, en: `deputy for ${name}` }
    : { zh: `代理${name}（${why.zh}）`, en: `deputy for ${name} (${why.en})` };
  return {
    people: [{ person: deputy, channels: theirs.channels, why: acting, insteadOf: id, ...told }],
    passedOver: [passed],
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

function merged(parts: readonly Resolved[]): Resolved {
  return {
    people: parts.flatMap((part) => part.people),
    passedOver: parts.flatMap((part) => part.passedOver),
  };
}
