/**
 * Everything that says who is on duty in a layer, in sources of which the first that says something counts: what was
 * changed by hand, then the rotations, the one set last before the others. A source is asked moment by moment, so that a
 * page costs what it shows and not what is rostered.
 */
import { zoneAt } from "../directory/directory.ts";
import type { Directory } from "../directory/types.ts";
import type { Rotation, Swap } from "../directory/entries.ts";
import { piecesOf } from "./pieces.ts";
import { turnsOf, type Turns } from "./turns.ts";

export type ClaimSource = "rotation" | "shift" | "override" | "takeover" | "swap";

export type Claim = {
  readonly source: ClaimSource;
  /** Of the rotation, shift, override or swap. */
  readonly id: string;
  readonly person: string;
  readonly from: number;
  readonly until: number;
  readonly reason: string | null;
};

export type Source = {
  /** The claim at a moment, as long as it is; null when there is none. */
  readonly at: (at: number) => Claim | null;
  /** Asked where there is no claim: when the next begins (`Infinity`: never), when the last ended (`-Infinity`: never). */
  readonly nextBegin: (at: number) => number;
  readonly lastEnd: (at: number) => number;
};

/** A directory is never changed, only followed by another: what was worked out of one holds. */
const known = new WeakMap<Directory, Map<string, readonly Source[]>>();

/** Of a layer, the one that counts before the others first. */
export function sourcesOf(directory: Directory, layer: string): readonly Source[] {
  const layers = known.get(directory) ?? new Map<string, readonly Source[]>();
  known.set(directory, layers);
  const sources = layers.get(layer) ?? [changesOf(directory, layer), ...rotationsOf(directory, layer)];
  layers.set(layer, sources);
  return sources;
}

function rotationsOf(directory: Directory, layer: string): readonly Source[] {
  const rotations = directory.rotations.filter((one) => one.layer === layer && one.people.length > 0);
  return rotations.reverse().flatMap((rotation) => byZones(directory, rotation));
}

/** By the clocks of each zone for as long as the organisation went by them. */
function byZones(directory: Directory, rotation: Rotation): readonly Source[] {
  const bounds = [-Infinity, ...(directory.earlierZones ?? []).map(({ until }) => until), Infinity];
  const end = rotation.until ?? Infinity;
  return bounds.slice(1).flatMap((bound, index) => {
    const [from, until] = [Math.max(rotation.since, bounds[index] ?? -Infinity), Math.min(end, bound)];
    if (from >= until) return [];
    return [within(turnsOf(rotation, zoneAt(directory, from)), rotation.id, from, until)];
  });
}

/** The turns from `begin` (inclusive) to `end` (exclusive), cut there. */
function within(turns: Turns, id: string, begin: number, end: number): Source {
  return {
    at: (at) => {
      const turn = begin <= at && at < end ? turns.at(at) : null;
      if (!turn) return null;
      const [from, until] = [Math.max(turn.from, begin), Math.min(turn.until, end)];
      return { source: "rotation", id, person: turn.person, from, until, reason: null };
    },
    nextBegin: (at) => {
      const next = at >= begin ? turns.nextBegin(at) : turns.at(begin) ? begin : turns.nextBegin(begin);
      return at < end && at < next && next < end ? next : Infinity;
    },
    lastEnd: (at) => {
      const last = at < end ? turns.lastEnd(at) : turns.at(end - 1) ? end : turns.lastEnd(end - 1);
      return begin < at && begin < last ? last : -Infinity;
    },
  };
}

/** Overrides and swaps count before single shifts, and of two the later. */
const ranks = { shift: 0, change: 1 } as const;

function changesOf(directory: Directory, layer: string): Source {
  const ofLayer = <Part extends { readonly layer: string }>(parts: readonly Part[]) =>
    parts.filter((part) => part.layer === layer);
  const pieces = piecesOf<Claim>([
    ...ofLayer(directory.shifts).map((shift, order) => ({
      claim: { ...extent(shift), source: "shift" as const, reason: null },
      rank: [ranks.shift, order] as const,
    })),
    ...ofLayer(directory.overrides).map((override) => ({
      claim: { ...extent(override), source: override.kind, reason: override.reason },
      rank: [ranks.change, override.number] as const,
    })),
    ...ofLayer(directory.swaps).flatMap(swapped),
  ]);
  /** Of the last piece that begins at or before that moment; -1 when none does. */
  const indexAt = (at: number): number => {
    let [low, high] = [0, pieces.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pieces[middle]?.from ?? Infinity) <= at) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  return {
    at: (at) => {
      const piece = pieces[indexAt(at)];
      return piece && at < piece.until ? piece : null;
    },
    nextBegin: (at) => pieces[indexAt(at) + 1]?.from ?? Infinity,
    lastEnd: (at) => pieces[indexAt(at)]?.until ?? -Infinity,
  };
}

type Extent = Pick<Claim, "id" | "person" | "from" | "until">;
const extent = ({ id, person, from, until }: Extent): Extent => ({ id, person, from, until });

function swapped(swap: Swap) {
  if (swap.state !== "accepted") return [];
  const common = { id: swap.id, source: "swap", reason: null } as const;
  const rank = [ranks.change, swap.number] as const;
  const given = { claim: { ...common, person: swap.to, from: swap.from, until: swap.until }, rank };
  return swap.inReturn ? [given, { claim: { ...common, person: swap.person, ...swap.inReturn }, rank }] : [given];
}
