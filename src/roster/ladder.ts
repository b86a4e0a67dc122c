/** Who a level of the ladder means at a moment, and whom it passes over, with the reason. */
import { roleOptions, wordsOf } from "../../machines/organisation/vocabulary.ts";
import type { Recipient, Role, Text } from "../../machines/playbook.ts";
import { absenceAt, holdersOf, layerById, nameOf, personById } from "../people/directory.ts";
import type { ChannelKind, Directory } from "../people/types.ts";
import { reachableAt } from "./reachable.ts";
import { dutyAt } from "./slots.ts";

export type LadderStep = {
  /** 1 is the first. */
  readonly level: number;
  readonly people: readonly Called[];
  /** Shown beside the people, and alone when there are none: then the level is skipped and the next is taken at once. */
  readonly passedOver: readonly PassedOver[];
};

export type Called = {
  readonly person: string;
  readonly channels: readonly ChannelKind[];
  readonly why: Text;
  /** For whom they act as a deputy. */
  readonly insteadOf: string | null;
};

export type PassedOver = { readonly person: string | null; readonly why: Text };

/** Null above the highest level. */
export function ladderAt(directory: Directory, level: number, at: number): LadderStep | null {
  const entry = directory.ladder[level - 1];
  return entry ? { level, ...recipientsAt(directory, entry.recipients, at) } : null;
}

/** The first level from `level` on that reaches somebody, with the levels that were skipped on the way. */
export function climbFrom(
  directory: Directory,
  level: number,
  at: number,
): { readonly step: LadderStep | null; readonly skipped: readonly LadderStep[] } {
  const steps = directory.ladder.slice(level - 1).flatMap((_, index) => ladderAt(directory, level + index, at) ?? []);
  const found = steps.findIndex((step) => step.people.length > 0);
  return found < 0 ? { step: null, skipped: steps } : { step: steps[found] ?? null, skipped: steps.slice(0, found) };
}

/** Nobody twice, in the order of the recipients. */
export function recipientsAt(
  directory: Directory,
  recipients: readonly Recipient[],
  at: number,
): Pick<LadderStep, "people" | "passedOver"> {
  const found = recipients.map((recipient) => resolve(directory, recipient, at));
  const people = found.flatMap((one) => one.people);
  const called = people.filter((one, index) => people.findIndex(({ person }) => person === one.person) === index);
  return { people: called, passedOver: found.flatMap((one) => one.passedOver) };
}

type Resolved = Pick<LadderStep, "people" | "passedOver">;

function resolve(directory: Directory, recipient: Recipient, at: number): Resolved {
  if ("layer" in recipient) return ofLayer(directory, recipient.layer, at);
  if ("role" in recipient) return ofRole(directory, recipient.role, at);
  const named = personOrDeputy(directory, recipient.person, at, { zh: "点名通知", en: "told by name" });
  if (named.people.length > 0 || recipient.orElse === undefined) return named;
  return merged([named, ofRole(directory, recipient.orElse, at)]);
}

/** A layer in which nobody has ever been rostered means everybody who could be: a desk without a roster is not mute. */
function ofLayer(directory: Directory, id: string, at: number): Resolved {
  const layer = layerById(directory, id);
  if (layer && !isRostered(directory, id)) return ofHolders(directory, layer.role, at);
  const label = layer?.label ?? { zh: id, en: id };
  const slot = dutyAt(directory, id, at);
  if (slot) return personOrDeputy(directory, slot.person, at, label);
  const why: Text = { zh: `${label.zh}：值班表未排人`, en: `${label.en}: the roster names nobody` };
  return { people: [], passedOver: [{ person: null, why }] };
}

/** False while nobody has ever been rostered there. */
export function isRostered({ rotations, shifts, overrides }: Directory, layer: string): boolean {
  return [...rotations, ...shifts, ...overrides].some((one) => one.layer === layer);
}

/** "The duty officer" is whoever has that duty now; only when nobody has it are all who could have it told. */
function ofRole(directory: Directory, role: Role, at: number): Resolved {
  const layer = role === "duty-officer" ? directory.layers.find((one) => one.role === role) : undefined;
  const onDuty = layer && dutyAt(directory, layer.id, at) ? ofLayer(directory, layer.id, at) : null;
  if (onDuty && onDuty.people.length > 0) return onDuty;
  return ofHolders(directory, role, at);
}

function ofHolders(directory: Directory, role: Role, at: number): Resolved {
  const holders = holdersOf(directory, role);
  const words = wordsOf(roleOptions, role);
  if (holders.length > 0) return merged(holders.map((holder) => personOrDeputy(directory, holder.id, at, words)));
  const why: Text = { zh: `没有人担任${words.zh}`, en: `nobody holds the role ${words.en}` };
  return { people: [], passedOver: [{ person: null, why }] };
}

/** The person; and when they are absent their deputy, who is passed over in turn when they cannot be told either. */
function personOrDeputy(directory: Directory, id: string, at: number, why: Text): Resolved {
  const own = reachableAt(directory, id, at);
  if (own.reachable) return { people: [{ person: id, channels: own.channels, why, insteadOf: null }], passedOver: [] };
  const passed: PassedOver = { person: id, why: own.why };
  const deputy = personById(directory, id) ? (absenceAt(directory, id, at)?.deputy ?? null) : null;
  if (own.reason !== "absent" || deputy === null) return { people: [], passedOver: [passed] };
  const theirs = reachableAt(directory, deputy, at);
  if (!theirs.reachable) return { people: [], passedOver: [passed, { person: deputy, why: theirs.why }] };
  const name = nameOf(directory, id);
  const acting: Text = { zh: `代理${name}（${why.zh}）`, en: `acting for ${name} (${why.en})` };
  return {
    people: [{ person: deputy, channels: theirs.channels, why: acting, insteadOf: id }],
    passedOver: [passed],
  };
}

function merged(parts: readonly Resolved[]): Resolved {
  return {
    people: parts.flatMap((part) => part.people),
    passedOver: parts.flatMap((part) => part.passedOver),
  };
}
