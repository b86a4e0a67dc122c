/**
 * The turns of one rotation by the clocks of one zone, each found from any moment in a few steps, however far its beginning
 * lies back and however short its turns are. Turns are steps on the wall clock, so eight in the morning stays eight in the
 * morning.
 */
import type { Rotation, Weekday } from "../directory/entries.ts";
import { instantOf, localAt, localTime } from "./zone.ts";

export type Turn = { readonly person: string; readonly from: number; readonly until: number };

/** All turns that a rotation would ever have; `since` and `until` are not looked at. */
export type Turns = {
  /** The turn at a moment; null when there is none. */
  readonly at: (at: number) => Turn | null;
  /** When the first turn after a moment without one begins. */
  readonly nextBegin: (at: number) => number;
  /** When the last turn before a moment without one ended; `-Infinity` when there was none. */
  readonly lastEnd: (at: number) => number;
};

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
const unitMs = { hours: hourMs, days: dayMs, weeks: 7 * dayMs } as const;

export function turnsOf(rotation: Rotation, zone: string): Turns {
  const isRoundTheClock = rotation.weekdays === undefined && rotation.dailyUntil === undefined;
  return isRoundTheClock ? withoutBreak(rotation, zone) : onSomeDays(rotation, zone);
}

/** One turn after the other. */
function withoutBreak(rotation: Rotation, zone: string): Turns {
  const { people } = rotation;
  const steps = stepsOf(rotation);
  const begin = (turn: number) => instantOf(zone, steps.local(turn));
  return {
    at: (at) => {
      if (at < begin(0)) return null;
      // A local time that comes twice stands for the first of the two, and one that is skipped for no time at all.
      let turn = Math.max(0, steps.near(localAt(zone, at)) - 1);
      while (turn > 0 && begin(turn) > at) turn -= 1;
      while (begin(turn + 1) <= at) turn += 1;
      return { person: people[turn % people.length] ?? "", from: begin(turn), until: begin(turn + 1) };
    },
    nextBegin: () => begin(0),
    lastEnd: () => -Infinity,
  };
}

type Steps = {
  /** When a turn begins, on the wall clock. */
  readonly local: (turn: number) => number;
  /** About the turn at that local time. */
  readonly near: (local: number) => number;
};

function stepsOf({ unit, every, startDate, handoverTime }: Rotation): Steps {
  const start = localTime(startDate, handoverTime);
  if (unit !== "months") {
    const step = every * unitMs[unit];
    return { local: (turn) => start + turn * step, near: (local) => Math.floor((local - start) / step) };
  }
  return {
    local: (turn) => monthsLater(start, turn * every),
    near: (local) => Math.floor(monthsBetween(start, local) / every),
  };
}

/** So many months later on the wall clock; a day that the month lacks is its last. */
function monthsLater(local: number, count: number): number {
  const date = new Date(local);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + count];
  const daysOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Math.min(date.getUTCDate(), daysOfMonth);
  return Date.UTC(year, month, day) + (local - Math.floor(local / dayMs) * dayMs);
}

/** Whole months from one local time to a later one. */
function monthsBetween(from: number, until: number): number {
  const [begin, end] = [new Date(from), new Date(until)];
  const months = (end.getUTCFullYear() - begin.getUTCFullYear()) * 12 + end.getUTCMonth() - begin.getUTCMonth();
  return monthsLater(from, months) <= until ? months : months - 1;
}

/** In this order a day's number, counted from a Thursday in 1970, gives its name. */
const weekdays: readonly Weekday[] = ["thu", "fri", "sat", "sun", "mon", "tue", "wed"];
/** So far the next day of duty can be, and a week more should the clocks skip the only hours of one. */
const searchDays = 15;

type Day = { readonly person: string; readonly turn: number; readonly from: number; readonly until: number };

/** Days of duty with breaks between them; those of one turn that join are one. */
function onSomeDays(rotation: Rotation, zone: string): Turns {
  const { dailyUntil, handoverTime, weekdays: chosen } = rotation;
  const begin = localTime("1970-01-01", handoverTime);
  const end = localTime("1970-01-01", dailyUntil ?? handoverTime);
  const length = end > begin ? end - begin : end - begin + dayMs;
  const first = localTime(rotation.startDate, "00:00") / dayMs;
  const turnOf = turnNumbers(rotation, first);
  const dayAt = (day: number): Day | null => {
    if (day < first || (chosen && !chosen.includes(weekdays[((day % 7) + 7) % 7] ?? "mon"))) return null;
    const [from, until] = [instantOf(zone, day * dayMs + begin), instantOf(zone, day * dayMs + begin + length)];
    const turn = turnOf(day);
    return from < until ? { person: rotation.people[turn % rotation.people.length] ?? "", turn, from, until } : null;
  };
  const near = (at: number) => Math.max(first, Math.floor((localAt(zone, at) - begin) / dayMs));
  const found = (day: number, step: 1 | -1, wanted: (one: Day) => boolean): Day | null => {
    for (let tries = 0; tries <= searchDays; tries += 1) {
      const one = dayAt(day + tries * step);
      if (one && wanted(one)) return one;
    }
    return null;
  };
  const joined = (day: number, one: Day, step: 1 | -1): Day => {
    const next = dayAt(day + step);
    const joins = next?.turn === one.turn && (step === 1 ? next.from === one.until : next.until === one.from);
    return joins ? joined(day + step, next, step) : one;
  };
  return {
    at: (at) => {
      const day = [near(at) - 1, near(at), near(at) + 1].find((one) => covers(dayAt(one), at));
      const one = day === undefined ? null : dayAt(day);
      if (day === undefined || one === null) return null;
      return { person: one.person, from: joined(day, one, -1).from, until: joined(day, one, 1).until };
    },
    nextBegin: (at) => found(near(at) - 1, 1, ({ from }) => from > at)?.from ?? Infinity,
    lastEnd: (at) => found(near(at) + 1, -1, ({ until }) => until <= at)?.until ?? -Infinity,
  };
}

function covers(day: Day | null, at: number): boolean {
  return day !== null && day.from <= at && at < day.until;
}

/** Which turn a local day belongs to, both counted from the first day. */
function turnNumbers({ unit, every, weekdays: chosen }: Rotation, first: number): (day: number) => number {
  if (unit === "weeks") return (day) => Math.floor((day - first) / 7 / every);
  if (unit === "months") return (day) => Math.floor(monthsBetween(first * dayMs, day * dayMs) / every);
  if (chosen === undefined) return (day) => Math.floor((day - first) / every);
  return (day) => {
    const weeks = Math.floor((day - first) / 7);
    let count = weeks * chosen.length;
    for (let one = first + weeks * 7; one < day; one += 1)
      if (chosen.includes(weekdays[((one % 7) + 7) % 7] ?? "mon")) count += 1;
    return Math.floor(count / every);
  };
}
