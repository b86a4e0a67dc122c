/** Times beside which the day stands already, or is today. Deadlines are never said like this: there the zone is named. */
import { DateTime } from "luxon";
import { offsetMs } from "../kernel/zone-offset.ts";
import type { PageContext } from "./page-context.ts";

type Where = Pick<PageContext, "language" | "organisation">;

const patterns = {
  zh: { time: "HH:mm", day: "M月d日 HH:mm", date: "M月d日 cccc" },
  en: { time: "HH:mm", day: "d LLL, HH:mm", date: "ccc d LLL" },
} as const;

/** `08:00` on the day of `now`, else `23 Nov, 08:00`. */
export function sayShort(where: Where, at: number, now: number): string {
  const [then, present] = [local(where, at), local(where, now)];
  return then.toFormat(patterns[where.language][then.hasSame(present, "day") ? "time" : "day"]);
}

/** `Mon 23 Nov` for a local date. */
export function sayDay({ language }: Where, date: string): string {
  return DateTime.fromISO(date, { zone: "utc" })
    .setLocale(language === "zh" ? "zh-CN" : "en-US")
    .toFormat(patterns[language].date);
}

/** `08:00`; the end of a day is its 24:00. */
export function sayHour({ organisation: { zone } }: Where, at: number, dayEnd: number): string {
  return at === dayEnd ? "24:00" : new Date(at + offsetMs(zone, at)).toISOString().slice(11, 16);
}

function local({ language, organisation: { zone } }: Where, at: number): DateTime {
  return DateTime.fromMillis(at, { zone }).setLocale(language === "zh" ? "zh-CN" : "en-US");
}
