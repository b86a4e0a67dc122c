/** By how much the wall clock of a zone is ahead of UTC. */
import { IANAZone } from "luxon";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Asking the zone takes longer than everything else here, and most days the clocks do not change. */
const offsets = new Map<string, number | null>();
const offsetsMax = 20_000;

export function offsetMs(zone: string, at: number): number {
  return offsetOfDay(zone, Math.floor(at / dayMs)) ?? askedOffsetMs(zone, at);
}

/** What holds all day (UTC), or null on a day on which the clocks change. */
function offsetOfDay(zone: string, day: number): number | null {
  const key = `${zone} ${day}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const begin = askedOffsetMs(zone, day * dayMs);
  const offset = begin === askedOffsetMs(zone, (day + 1) * dayMs) ? begin : null;
  if (offsets.size >= offsetsMax) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

function askedOffsetMs(zone: string, at: number): number {
  return Math.round(IANAZone.create(zone).offset(at) * minuteMs);
}
