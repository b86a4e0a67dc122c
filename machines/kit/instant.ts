/** A moment as programs and people write it: ISO 8601 with an offset, with or without seconds. */

/** `2026-11-22T22:56+08:00`, `2026-11-22 14:56:03.25Z`, `2026-11-22t22:56:03,5+0800`, `…+08`. */
const pattern =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+\-\u2212]\d{2}(?::?\d{2})?)$/i;

const minuteMs = 60_000;
/** No place on earth is further from UTC. */
const offsetMaxMinutes = 14 * 60;

/** The years that ISO 8601 writes with four digits, in UTC as well. */
const earliestMs = Date.parse("0000-01-01T00:00:00.000Z");
const latestMs = Date.parse("9999-12-31T23:59:59.999Z");

/** Milliseconds since 1970; null when it is not a moment: without an offset, a day that never was, a leap second. */
export function readInstant(text: string): number | null {
  const match = pattern.exec(text.trim());
  if (!match) return null;
  const part = (place: number): number => Number(match[place] ?? 0);
  const [year, month, day, hour, minute, second] = [part(1), part(2), part(3), part(4), part(5), part(6)];
  const offset = offsetMinutes(match[8] ?? "");
  if (offset === null || hour > 23 || minute > 59 || second > 59) return null;
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day);
  if (at.getUTCFullYear() !== year || at.getUTCMonth() + 1 !== month || at.getUTCDate() !== day) return null;
  at.setUTCHours(hour, minute, second, Number((match[7] ?? "").slice(0, 3).padEnd(3, "0")));
  const moment = at.getTime() - offset * minuteMs;
  return moment < earliestMs || moment > latestMs ? null : moment;
}

function offsetMinutes(text: string): number | null {
  if (/^z$/i.test(text)) return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(3).replace(":", "") || 0);
  const total = hours * 60 + minutes;
  if (minutes > 59 || total > offsetMaxMinutes) return null;
  return text.startsWith("+") ? total : -total;
}

/** What is missing when it is not a moment: a day alone, or a time of an unnamed zone. */
export function instantFault(text: string): "day-alone" | "no-offset" | "malformed" {
  const typed = text.trim();
  if (/^\d{4}-\d{2}-\d{2}$/.test(typed)) return "day-alone";
  return readInstant(`${typed}Z`) === null ? "malformed" : "no-offset";
}
