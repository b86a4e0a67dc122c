/** Times of a night, as its author writes and reads them: local to the office. */
import { instantOf, localTime } from "../../../machines/from-data/calendar.ts";
import type { Calendar } from "../../../machines/playbook/calendar.ts";

export const isoOf = (at: number): string => new Date(at).toISOString();

/** `2026-11-22 22:00` */
export const localInstant = (calendar: Calendar, written: string): number =>
  instantOf(calendar, Date.parse(`${written.replace(" ", "T")}:00Z`));

export const localText = (calendar: Calendar, at: number): string =>
  isoOf(localTime(calendar, at)).slice(0, 16).replace("T", " ");
