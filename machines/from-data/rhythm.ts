/** When something that comes again is due next. */
import { instantOf, isWorkday, lastDayOf, localTime } from "./calendar.ts";
import type { Calendar } from "../playbook.ts";
import type { RecurringSpec } from "./format/index.ts";

const dayMs = 86_400_000;
const minuteMs = 60_000;

const weekdays: Readonly<Record<string, number>> = { sun: 0, mon: 1, tue: 2, wed: 3, thu: 4, fri: 5, sat: 6 };

/** A leap day comes after eight years at the latest. */
const daysMax = 8 * 366;

type Rhythm = Pick<RecurringSpec, "every" | "on" | "time">;

/** The first time after `at`. */
export function nextTime(calendar: Calendar, rhythm: Rhythm, at: number): number {
  const [hour = 0, minute = 0] = rhythm.time.split(":").map(Number);
  const wall = localTime(calendar, at);
  const today = wall - (wall % dayMs);
  for (let ahead = 0; ahead <= daysMax; ahead += 1) {
    const day = today + ahead * dayMs;
    if (!falls(calendar, rhythm, new Date(day))) continue;
    const due = instantOf(calendar, day + (60 * hour + minute) * minuteMs);
    if (due > at) return due;
  }
  throw new Error(`nothing that comes every ${rhythm.every} comes within eight years`);
}

function falls(calendar: Calendar, { every, on = [] }: Rhythm, day: Date): boolean {
  const date = day.toISOString().slice(0, 10);
  switch (every) {
    case "day":
      return true;
    case "workday":
      return isWorkday(calendar, date);
    case "week":
      return (on.length === 0 ? ["fri"] : on).some((name) => weekdays[String(name)] === day.getUTCDay());
    case "month":
      return isDay(on, day);
    case "quarter":
      return day.getUTCMonth() % 3 === 2 && isDay(on, day);
    case "half-year":
      return (on.length === 0 ? ["06-30", "12-31"] : on).includes(date.slice(5));
    case "year":
      return (on.length === 0 ? ["12-31"] : on).includes(date.slice(5));
  }
}

/** A day that the month does not have is its last. */
function isDay(on: NonNullable<Rhythm["on"]>, day: Date): boolean {
  const last = lastDayOf(day.getUTCFullYear(), day.getUTCMonth());
  const days = (on.length === 0 ? ["last"] : on).map((one) => (typeof one === "number" ? Math.min(one, last) : last));
  return days.includes(day.getUTCDate());
}
