/** The calendar that a new incident freezes: how its zone's clocks change, and which days are off. */
import type { Calendar } from "../../machines/playbook.ts";
import { offsetMs } from "../kernel/zone-offset.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Nothing runs longer than ten years. */
const yearsAhead = 11;

interface Days {
  readonly zone: string;
  readonly holidays?: readonly string[];
  /** Working days although at a weekend. */
  readonly workdays?: readonly string[];
}

/** `at` (ms): when the incident begins. It is the same all year, so that the same form sent twice asks for the same. */
export function frozenCalendar({ zone, holidays = [], workdays = [] }: Days, at: number): Calendar {
  const year = new Date(at).getUTCFullYear();
  const [first, last] = [Date.UTC(year - 1, 0), Date.UTC(year + yearsAhead, 0)];
  return { zone, offsets: offsetsBetween(zone, first, last), holidays: [...holidays], workdays: [...workdays] };
}

const tables = new Map<string, Calendar["offsets"]>();
const tablesMax = 1000;

/** Looking at each day of twelve years takes long enough to do it once. */
function offsetsBetween(zone: string, first: number, last: number): Calendar["offsets"] {
  const key = `${zone} ${String(first)}`;
  const known = tables.get(key);
  if (known) return known;
  const table = changesBetween(zone, first, last);
  if (tables.size >= tablesMax) tables.clear();
  tables.set(key, table);
  return table;
}

function changesBetween(zone: string, first: number, last: number): Calendar["offsets"] {
  const found: [number, number][] = [[first, offsetMs(zone, first) / minuteMs]];
  for (let day = first; day < last; day += dayMs) {
    const [before, after] = [offsetMs(zone, day), offsetMs(zone, day + dayMs)];
    if (before !== after) found.push([changeBetween(zone, day, day + dayMs), after / minuteMs]);
  }
  return found;
}

/** To the minute: no clock changes within one. */
function changeBetween(zone: string, from: number, to: number): number {
  const before = offsetMs(zone, from);
  let [low, high] = [from, to];
  while (high - low > minuteMs) {
    const middle = low + Math.floor((high - low) / 2 / minuteMs) * minuteMs;
    if (offsetMs(zone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}
