/**
 * Who of those that a roster names can have the duty: whoever belongs here, holds the role that the layer needs and is not
 * absent, by what was on record at that moment; or their deputy while they are absent. One rule for every reader.
 */
import {
  absenceAt,
  absencesOf,
  absentFrom,
  isDelegated,
  layerById,
  personById,
  holdingsOf,
  neededAt,
  postById,
  standingAt,
  unitById,
  whyNotHeldAt,
} from "../directory/directory.ts";
import type { Role } from "../../machines/playbook.ts";
import type { Directory } from "../directory/types.ts";

/** Why somebody who was named has not got the duty. */
export type Missing = "absent" | "deactivated" | "without-role" | "without-post" | "inactive-post";

type Extent = { readonly from: number; readonly until: number };
type Held = { readonly onDuty: string | null; readonly missing: Missing | null };
export type Holder = Extent & Held;

export type Eligibility = {
  /** The parts of a piece in which the same person has the duty for the same reason: those that touch the window. */
  readonly parts: (person: string, piece: Extent, window: Extent) => readonly Holder[];
};

/** A directory is never changed, only followed by another. */
const known = new WeakMap<Directory, Map<string, Eligibility>>();

export function eligibilityOf(directory: Directory, layer: string): Eligibility {
  const layers = known.get(directory) ?? new Map<string, Eligibility>();
  known.set(directory, layers);
  const eligibility = layers.get(layer) ?? newEligibility(directory, layer);
  layers.set(layer, eligibility);
  return eligibility;
}

function newEligibility(directory: Directory, layer: string): Eligibility {
  const cuts = new Map<string, readonly number[]>();
  const cutsOf = (person: string) => remembered(cuts, person, () => allCuts(directory, layer, person));
  const holder = (person: string, at: number) => holderAt(directory, layer, person, at);
  return {
    parts: (person, piece, window) => {
      const bounds = cutsWithin(cutsOf(person), piece);
      return partsAround(bounds, window, (at) => holder(person, at));
    },
  };
}

function remembered<Value>(values: Map<string, Value>, key: string, make: () => Value): Value {
  const value = values.get(key) ?? make();
  values.set(key, value);
  return value;
}

/** Whenever what can be said of somebody may change: for them, for whoever acts for them, and for the layer. */
function allCuts(directory: Directory, layer: string, id: string): readonly number[] {
  const absencesHere = (person: string) => absencesOf(directory, person);
  const deputies = absencesHere(id).flatMap(({ deputy }) => deputy ?? []);
  const concerned = [...new Set([id, ...deputies])];
  const bounds = [
    ...concerned.flatMap(absencesHere).flatMap((absence) => [absentFrom(absence), absence.until ?? Infinity]),
    ...concerned.flatMap((one) => {
      const { since, until = null, earlier = [] } = personById(directory, one) ?? {};
      return [since ?? -Infinity, until ?? Infinity, ...earlier.flatMap((before) => [before.from, before.until])];
    }),
    ...(layerById(directory, layer)?.earlier ?? []).map(({ until }) => until),
    ...postCuts(directory, layer, concerned),
  ];
  return [...new Set(bounds)].filter(Number.isFinite).sort((a, b) => a - b);
}

/** Whenever what they hold may change: given, taken away, deactivated with the post or with its unit. */
function postCuts(directory: Directory, id: string, concerned: readonly string[]): readonly number[] {
  const layer = layerById(directory, id);
  const needed = new Set([layer, ...(layer?.earlier ?? [])].flatMap((one) => one?.post?.post ?? []));
  const held = concerned.flatMap((one) => holdingsOf(directory, one)).filter(({ post }) => needed.has(post));
  const spells = held.flatMap(({ post, unit }) => [
    ...(postById(directory, post)?.inactive ?? []),
    ...((unit === null ? null : unitById(directory, unit))?.inactive ?? []),
  ]);
  return [
    ...held.flatMap(({ since, until }) => [since, until ?? Infinity]),
    ...spells.flatMap(({ from, until }) => [from, until ?? Infinity]),
  ];
}

/** Those inside of the piece, between its own bounds. */
function cutsWithin(cuts: readonly number[], { from, until }: Extent): readonly number[] {
  return [from, ...cuts.slice(countUpTo(cuts, from), countUpTo(cuts, until - 1)), until];
}

/** How many of the sorted instants are not after `at`. */
function countUpTo(instants: readonly number[], at: number): number {
  let [low, high] = [0, instants.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instants[middle] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** `bounds` cut a piece; parts with the same holder are one. Only the parts of the window are looked at, as far as they go. */
function partsAround(bounds: readonly number[], window: Extent, holder: (at: number) => Held): readonly Holder[] {
  const last = bounds.length - 2;
  const held = (index: number): Held => holder(bounds[index] ?? 0);
  let index = bounds.findIndex(
    (at, one) => one <= last && (bounds[one + 1] ?? Infinity) > window.from && at < window.until,
  );
  if (index < 0) return [];
  const parts: Holder[] = [];
  let first = index;
  while (first > 0 && isSame(held(first - 1), held(index))) first -= 1;
  while (index <= last && (bounds[first] ?? 0) < window.until) {
    const present = held(index);
    while (index < last && isSame(held(index + 1), present)) index += 1;
    parts.push({ from: bounds[first] ?? 0, until: bounds[index + 1] ?? 0, ...present });
    index += 1;
    first = index;
  }
  return parts;
}

const isSame = (one: Held, other: Held): boolean => one.onDuty === other.onDuty && one.missing === other.missing;

/** A deputy's own deputy is not asked: one hand-over by absence, and then it shows. */
function holderAt(directory: Directory, layer: string, id: string, at: number): Held {
  const person = personById(directory, id);
  const standing = person && standingAt(person, at);
  if (!standing?.active) return { onDuty: null, missing: "deactivated" };
  const described = layerById(directory, layer);
  const { role = null, post = null } = described ? neededAt(described, at) : {};
  if (role && !standing.roles.includes(role)) return { onDuty: null, missing: "without-role" };
  const notHeld = post && whyNotHeldAt(directory, id, post, at);
  if (notHeld) return { onDuty: null, missing: notHeld };
  const absence = absenceAt(directory, id, at);
  if (!absence) return { onDuty: id, missing: null };
  const deputy = absence.deputy === null ? null : personById(directory, absence.deputy);
  const theirs = deputy && standingAt(deputy, at);
  const isThere = deputy !== null && theirs?.active === true && !absenceAt(directory, deputy.id, at);
  // The roles and posts of the absent go over to them, except for those that stay with the person.
  const isTheirOwn = (own: Role): boolean =>
    theirs?.roles.includes(own) === true && (!post || !deputy || whyNotHeldAt(directory, deputy.id, post, at) === null);
  const acts = isThere && (!role || isDelegated(role) || isTheirOwn(role));
  return { onDuty: acts ? deputy.id : null, missing: "absent" };
}
