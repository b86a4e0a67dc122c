/** Calendar months in the organisation's zone. */
import { DateTime } from "luxon";
import type { Period } from "../statistics-ports.ts";

const monthPattern = /^(\d{4})-(0[1-9]|1[0-2])$/;

/** More are not shown at a time. */
export const monthsMax = 24;

/** `2026-11`, as it is at `now` (ms). */
export function monthOf(now: number, zone: string): string {
  return DateTime.fromMillis(now, { zone }).toFormat("yyyy-MM");
}

/** The month so many months after another; before it, when negative. */
export function monthAfter(month: string, count: number): string {
  return DateTime.fromISO(`${month}-01`, { zone: "utc" }).plus({ months: count }).toFormat("yyyy-MM");
}

/** Null: it names no month. */
export function readMonth(text: string): string | null {
  const year = Number(monthPattern.exec(text)?.[1] ?? 0);
  return year >= 1970 ? text : null;
}

/** From the first to the last, both included; the last ones when there are more than are shown. */
export function monthsBetween(first: string, last: string, zone: string): readonly Period[] {
  const months: Period[] = [];
  for (let month = last; month >= first && months.length < monthsMax; month = monthAfter(month, -1))
    months.unshift(periodOf(month, zone));
  return months;
}

function periodOf(month: string, zone: string): Period {
  const start = (name: string) => DateTime.fromISO(`${name}-01`, { zone }).toMillis();
  return { name: month, from: start(month), until: start(monthAfter(month, 1)) };
}
