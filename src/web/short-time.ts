/** Times beside which the day stands already, or is today. Deadlines are never said like this: there the zone is named. */
import { DateTime } from "luxon";
import { formatShortTime } from "../playbook/times.ts";
import { offsetMs } from "../kernel/zone-offset.ts";
import type { PageContext } from "./page-context.ts";

type Where = Pick<PageContext, "language" | "organisation">;

const dayPatterns = {
  zh: "M月d日 cccc",
  en: "ccc d LLL",
} as const;

/** `08:00` on the day of `now`, else `23 Nov, 08:00`. */
export function formatShort(where: Where, at: number, now: number): string {
  return formatShortTime(at, now, where.language, where.organisation);
}

/** `Mon 23 Nov` for a local date. */
export function formatDay({ language }: Where, date: string): string {
  return DateTime.fromISO(date, { zone: "utc" })
    .setLocale(language === "zh" ? "zh-CN" : "en-US")
    .toFormat(dayPatterns[language]);
}

/** `08:00`; the end of a day is its 24:00. */
export function formatHour({ organisation: { zone } }: Where, at: number, dayEnd: number): string {
  return at === dayEnd ? "24:00" : new Date(at + offsetMs(zone, at)).toISOString().slice(11, 16);
}
