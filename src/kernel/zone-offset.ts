/** By how much the wall clock of a zone is ahead of UTC. */
import { IANAZone } from "luxon";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Asking the zone takes longer than everything else here, and most days the clocks do not change. */
const offsets = new Map<string, Map<number, number | null>>();
/** Of one zone. */
const daysMax = 20_000;
const zonesMax = 100;

export function offsetMs(zone: string, at: number): number {
  return offsetOfDay(zone, Math.floor(at / dayMs)) ?? askedOffsetMs(zone, at);
}

/** What holds all day (UTC), or null on a day on which the clocks change. */
function offsetOfDay(zone: string, day: number): number | null {
  const days = daysOf(zone);
  const known = days.get(day);
  if (known !== undefined) return known;
  const begin = askedOffsetMs(zone, day * dayMs);
  const offset = begin === askedOffsetMs(zone, (day + 1) * dayMs) ? begin : null;
  if (days.size >= daysMax) days.clear();
  days.set(day, offset);
  return offset;
}

function daysOf(zone: string): Map<number, number | null> {
  const known = offsets.get(zone);
  if (known !== undefined) return known;
  if (offsets.size >= zonesMax) offsets.clear();
  const days = new Map<number, number | null>();
  offsets.set(zone, days);
  return days;
}

function askedOffsetMs(zone: string, at: number): number {
  return Math.round(IANAZone.create(zone).offset(at) * minuteMs);
}
