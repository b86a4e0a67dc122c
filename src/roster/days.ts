/** The roster cut into local days: what a page shows of it, on one day and layer after the other. */
import type { Directory } from "../directory/types.ts";
import { dutyBetween, type Slot } from "./slots.ts";
import { instantOf, localTime } from "./zone.ts";

export type RosterDay = {
  /** `2026-11-22` */
  readonly date: string;
  readonly from: number;
  readonly until: number;
  readonly holidays: readonly string[];
  /** In their order, cut to the day. */
  readonly parts: readonly DayPart[];
};

export type DayPart = {
  readonly from: number;
  readonly until: number;
  /** Null: the roster names nobody. Its `onDuty` is null when somebody is named who has not got the duty. */
  readonly slot: Slot | null;
};

const dayMs = 24 * 60 * 60_000;

/** `count` days from a local date on. */
export function daysOf(directory: Directory, layer: string, first: string, count: number): readonly RosterDay[] {
  const { zone } = directory.organisation;
  const dates = Array.from({ length: count + 1 }, (_, index) => addDays(first, index));
  const bounds = dates.map((date) => instantOf(zone, localTime(date, "00:00")));
  const [begin, end] = [bounds[0] ?? 0, bounds.at(-1) ?? 0];
  const parts = partsBetween(directory, layer, begin, end);
  return dates.slice(0, count).map((date, index) => {
    const [from, until] = [bounds[index] ?? 0, bounds[index + 1] ?? 0];
    return {
      date,
      from,
      until,
      holidays: directory.holidays.filter((holiday) => holiday.date === date).map((holiday) => holiday.name),
      parts: parts
        .filter((part) => part.from < until && part.until > from)
        .map((part) => ({ ...part, from: Math.max(part.from, from), until: Math.min(part.until, until) })),
    };
  });
}

/** Slots, and between them the times for which the roster names nobody. */
function partsBetween(directory: Directory, layer: string, begin: number, end: number): readonly DayPart[] {
  let reached = begin;
  const parts = dutyBetween(directory, layer, begin, end).flatMap((slot): readonly DayPart[] => {
    const part = { from: slot.from, until: slot.until, slot };
    const empty = slot.from > reached ? [{ from: reached, until: slot.from, slot: null }] : [];
    reached = slot.until;
    return [...empty, part];
  });
  return reached < end ? [...parts, { from: reached, until: end, slot: null }] : parts;
}

export function addDays(date: string, count: number): string {
  return new Date(Date.parse(`${date}T00:00Z`) + count * dayMs).toISOString().slice(0, 10);
}
