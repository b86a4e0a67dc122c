/**
 * Sums with local time on a calendar that an incident keeps from its opening: offsets of the zone, days off, and working days
 * at weekends. No step asks for a time zone, so what was due stays due when the law of a zone or a holiday changes.
 */
import { parseDuration } from "../kit/duration.ts";
import type { Calendar } from "../playbook.ts";

export const plainCalendar: Calendar = { zone: "UTC", offsets: [[0, 0]], holidays: [], workdays: [] };

const minuteMs = 60_000;
const dayMs = 86_400_000;

function offsetAt({ offsets }: Calendar, at: number): number {
  const minutes = offsets.findLast(([from]) => from <= at)?.[1] ?? offsets[0]?.[1] ?? 0;
  return minutes * minuteMs;
}

/** The wall clock, written as if it were UTC (ms). */
export const localTime = (calendar: Calendar, at: number): number => at + offsetAt(calendar, at);

export const dateOf = (calendar: Calendar, at: number): string => isoDate(localTime(calendar, at));

const isoDate = (wall: number): string => new Date(wall).toISOString().slice(0, 10);

/** Of an hour that there are two of, the first; of one that a change of the clock skips, the moment after. */
export function instantOf(calendar: Calendar, wall: number): number {
  const first = wall - offsetAt(calendar, wall - dayMs);
  const second = wall - offsetAt(calendar, wall + dayMs);
  const fitting = [Math.min(first, second), Math.max(first, second)].find((at) => localTime(calendar, at) === wall);
  return fitting ?? Math.max(first, second);
}

export function isWorkday({ holidays, workdays }: Calendar, date: string): boolean {
  if (workdays.includes(date)) return true;
  if (holidays.includes(date)) return false;
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

export const lastDayOf = (year: number, month: number): number => new Date(Date.UTC(year, month + 1, 0)).getUTCDate();

/** `3 wd` → 3 and `wd`. */
function partsOf(length: string): readonly [count: number, unit: string] {
  const [, digits = "0", unit = ""] = /^([0-9]{1,4}) ?(s|min|h|d|wd|mo|y)$/.exec(length) ?? [];
  return [Number(digits), unit];
}

/**
 * When a length of time from `anchor` is over. Hours and days elapse; working days end at 23:59 of the last of them, the day of
 * the anchor not counted; months and years end at the same time of the same date, or of the month's last.
 */
export function addLength(calendar: Calendar, anchor: number, length: string): number {
  const [count, unit] = partsOf(length);
  switch (unit) {
    case "wd":
      return endOfWorkday(calendar, anchor, count);
    case "mo":
      return sameDate(calendar, anchor, count);
    case "y":
      return sameDate(calendar, anchor, 12 * count);
    default:
      return anchor + (parseDuration(length) ?? 0);
  }
}

function sameDate(calendar: Calendar, anchor: number, months: number): number {
  const wall = new Date(localTime(calendar, anchor));
  const [year, month] = [wall.getUTCFullYear(), wall.getUTCMonth() + months];
  const date = Math.min(wall.getUTCDate(), lastDayOf(year, month));
  return instantOf(calendar, Date.UTC(year, month, date) + (wall.getTime() % dayMs));
}

/** Ten days in a row without a working day are no calendar of this earth; then every day counts. */
const daysMax = 10_000;

function endOfWorkday(calendar: Calendar, anchor: number, count: number): number {
  const wall = localTime(calendar, anchor);
  let day = wall - (wall % dayMs);
  let left = count;
  for (let looked = 0; left > 0 && looked < daysMax; looked += 1) {
    day += dayMs;
    if (isWorkday(calendar, isoDate(day))) left -= 1;
  }
  return instantOf(calendar, day + dayMs - minuteMs);
}
