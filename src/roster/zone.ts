/**
 * Local times of an organisation as instants. A local time is a number: what the wall clock shows, counted in ms as if it
 * were UTC. Turning one into an instant keeps the order whatever the clocks do, so that turns of duty never overlap.
 */
import { assert } from "../kernel/assert.ts";
import { offsetMs } from "../kernel/zone-offset.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** `2026-11-22` and `08:00` as a local time; throws when either is not one. */
export function localTime(date: string, timeOfDay: string): number {
  const local = Date.parse(`${date}T${timeOfDay}:00Z`);
  assert(Number.isFinite(local), `${date} ${timeOfDay} is no local time`);
  return local;
}

/** What the wall clock in `zone` shows at an instant. */
export function localAt(zone: string, at: number): number {
  return at + offsetMs(zone, at);
}

/** The local date at an instant: `2026-11-22`. */
export function localDate(zone: string, at: number): string {
  return new Date(localAt(zone, at)).toISOString().slice(0, 10);
}

/** Minutes since midnight on the wall clock. */
export function minuteOfDay(zone: string, at: number): number {
  return Math.floor((((localAt(zone, at) % dayMs) + dayMs) % dayMs) / minuteMs);
}

/**
 * When the wall clock shows `local`. Of a time that comes twice the first; a time that the clocks skip is the moment at
 * which they skip it.
 */
export function instantOf(zone: string, local: number): number {
  const before = offsetMs(zone, local - dayMs);
  const after = offsetMs(zone, local + dayMs);
  const found = [local - Math.max(before, after), local - Math.min(before, after)].filter(
    (at) => at + offsetMs(zone, at) === local,
  );
  return found.length > 0 ? Math.min(...found) : skippedAt(zone, local - after, local - before);
}

/** The clocks go forward between the two: when exactly. */
function skippedAt(zone: string, earliest: number, latest: number): number {
  const before = offsetMs(zone, earliest);
  let [low, high] = [earliest, latest];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMs(zone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** `2026-11-22 22:56` on the wall clock, for sentences in either language. */
export function formatLocal(zone: string, at: number): string {
  return new Date(localAt(zone, at)).toISOString().slice(0, 16).replace("T", " ");
}
