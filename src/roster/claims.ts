/** Everything that says who is on duty in a layer, each with its rank: the highest at a moment counts. */
import type { Directory, Rotation, Swap } from "../people/types.ts";
import { instantOf, localAt, localTime } from "./zone.ts";

export type ClaimSource = "rotation" | "shift" | "override" | "takeover" | "swap";

export type Claim = {
  readonly source: ClaimSource;
  /** Of the rotation, shift, override or swap. */
  readonly id: string;
  readonly person: string;
  readonly from: number;
  readonly until: number;
  readonly reason: string | null;
  /** Compared part by part. */
  readonly rank: readonly [kind: number, order: number];
};

const hourMs = 60 * 60_000;
const unitMs = { hours: hourMs, days: 24 * hourMs, weeks: 7 * 24 * hourMs } as const;

const ranks = { rotation: 0, shift: 1, change: 2 } as const;

/** The claims of a layer that touch `from` (inclusive) to `until` (exclusive), in no particular order. */
export function claimsBetween(directory: Directory, layer: string, from: number, until: number): readonly Claim[] {
  const ofLayer = <Part extends { readonly layer: string }>(parts: readonly Part[]) =>
    parts.filter((part) => part.layer === layer);
  return [
    ...ofLayer(directory.rotations).flatMap((rotation, order) => turnsBetween(directory, rotation, order, from, until)),
    ...ofLayer(directory.shifts).map((shift, order): Claim => ({
      ...extent(shift),
      source: "shift",
      reason: null,
      rank: [ranks.shift, order],
    })),
    ...ofLayer(directory.overrides).map((override): Claim => ({
      ...extent(override),
      source: override.kind,
      reason: override.reason,
      rank: [ranks.change, override.number],
    })),
    ...ofLayer(directory.swaps).flatMap(swapped),
  ].filter((claim) => claim.from < until && claim.until > from && claim.from < claim.until);
}

type Extent = Pick<Claim, "id" | "person" | "from" | "until">;
const extent = ({ id, person, from, until }: Extent): Extent => ({ id, person, from, until });

function swapped(swap: Swap): readonly Claim[] {
  if (swap.state !== "accepted") return [];
  const common = { id: swap.id, source: "swap", reason: null, rank: [ranks.change, swap.number] } as const;
  const given: Claim = { ...common, person: swap.to, from: swap.from, until: swap.until };
  return swap.inReturn ? [given, { ...common, person: swap.person, ...swap.inReturn }] : [given];
}

/** Turns are steps on the wall clock, so eight in the morning stays eight in the morning. */
function turnsBetween(
  { organisation: { zone } }: Directory,
  rotation: Rotation,
  order: number,
  from: number,
  until: number,
): readonly Claim[] {
  const { people, every, unit } = rotation;
  if (people.length === 0) return [];
  const step = every * unitMs[unit];
  const start = localTime(rotation.startDate, rotation.handoverTime);
  const end = rotation.until ?? Infinity;
  const begins = Math.max(from, rotation.since);
  const stop = Math.min(until, end);
  const turns: Claim[] = [];
  // Never too late: a local time that comes twice stands for the first of the two.
  let turn = Math.max(0, Math.floor((localAt(zone, begins) - start) / step));
  for (let begin = instantOf(zone, start + turn * step); begin < stop; turn += 1) {
    const next = instantOf(zone, start + (turn + 1) * step);
    if (next > begins)
      turns.push({
        source: "rotation",
        id: rotation.id,
        person: people[turn % people.length] ?? "",
        from: Math.max(begin, rotation.since),
        until: Math.min(next, end),
        reason: null,
        rank: [ranks.rotation, order],
      });
    begin = next;
  }
  return turns;
}
