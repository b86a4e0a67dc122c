/**
 * Every time and duration that a person reads, whatever the door. Instants are milliseconds since 1970; they are shown in
 * the organisation's zone, absolute first, the zone named. Elapsed time is always the difference of two instants.
 */
import { DateTime, FixedOffsetZone } from "luxon";
import type { Language, Text } from "../../machines/playbook.ts";
import type { Organisation } from "../directory/person.ts";
import { offsetMs } from "../kernel/zone-offset.ts";

type Zoned = Pick<Organisation, "zone" | "zoneLabel">;

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Limits are agreed in hours up to two days ("24 h"), in days beyond. */
const hoursUpToMs = 2 * dayMs;

/** zh `2026-11-22 22:56（北京时间）`, en `22 Nov 2026, 22:56 (GMT+8)`. */
export function formatTime(at: number, language: Language, organisation: Zoned): string {
  return say(at, language, organisation, "minutes");
}

/** The same with seconds: for the audit pages. */
export function formatTimeWithSeconds(at: number, language: Language, organisation: Zoned): string {
  return say(at, language, organisation, "seconds");
}

/** `22:56` on the day of `now` in the organisation's zone, else `23 Nov, 09:10`. Where it stands alone the zone is named: `formatTime`. */
export function formatShortTime(
  at: number,
  now: number,
  language: Language,
  { zone }: Pick<Organisation, "zone">,
): string {
  const [then, present] = [at, now].map((instant) => new Date(instant + offsetMs(zone, instant)));
  if (!then || !present) return "";
  const time = digitsOf(then, "minutes");
  if (Math.floor(then.getTime() / dayMs) === Math.floor(present.getTime() / dayMs)) return time;
  const [month, day] = [then.getUTCMonth(), then.getUTCDate()];
  return language === "zh" ? `${month + 1}月${day}日 ${time}` : `${day} ${months[month] ?? ""}, ${time}`;
}

/** `formatTime` in both languages. */
export function timeText(at: number, organisation: Zoned): Text {
  return { zh: formatTime(at, "zh", organisation), en: formatTime(at, "en", organisation) };
}

type Precision = "minutes" | "seconds";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function say(at: number, language: Language, { zone, zoneLabel }: Zoned, precision: Precision): string {
  const local = new Date(at + offsetMs(zone, at));
  const [year, day] = [String(local.getUTCFullYear()).padStart(4, "0"), local.getUTCDate()];
  const time = digitsOf(local, precision);
  const label = zoneLabel[language] + whichOfTwo(at, zone, language);
  return language === "zh"
    ? `${year}-${two(local.getUTCMonth() + 1)}-${two(day)} ${time}（${label}）`
    : `${day} ${months[local.getUTCMonth()] ?? ""} ${year}, ${time} (${label})`;
}

/** `22:56`, of a wall clock that is written as if it were UTC. */
function digitsOf(local: Date, precision: Precision): string {
  const digits = [local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds()];
  return digits
    .slice(0, precision === "seconds" ? 3 : 2)
    .map(two)
    .join(":");
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** The hour that a summer time's end repeats needs its offset, or the reader could be an hour wrong. */
function whichOfTwo(at: number, zone: string, language: Language): string {
  const offset = offsetMs(zone, at);
  const isTwice = [at - dayMs, at + dayMs].some((near) => {
    const other = at + offset - offsetMs(zone, near);
    return other !== at && other + offsetMs(zone, other) === at + offset;
  });
  if (!isTwice) return "";
  const minutes = Math.round(Math.abs(offset) / minuteMs);
  const digits = [Math.floor(minutes / 60), minutes % 60].map(two).join(":");
  return `${language === "zh" ? "，UTC" : ", UTC"}${offset < 0 ? "-" : "+"}${digits}`;
}

/** `HH:MM:SS`, hours past 99 as they are. Never negative. */
function clockDigits(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / secondMs);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

export type Remaining = { readonly state: "left" | "overdue"; readonly digits: string };

/** What is left until `dueAt`, or by how much it has passed. At the due time itself it is overdue. */
export function remaining(dueAt: number, now: number): Remaining {
  if (now >= dueAt) return { state: "overdue", digits: clockDigits(now - dueAt) };
  // Rounded up, so that the last second is still shown as one.
  return { state: "left", digits: clockDigits(Math.ceil((dueAt - now) / secondMs) * secondMs) };
}

/** `00:29:57`, or "已超时 00:04:12" / "overdue by 00:04:12". */
export function formatRemaining(dueAt: number, now: number, language: Language): string {
  const { state, digits } = remaining(dueAt, now);
  if (state === "left") return digits;
  return language === "zh" ? `已超时 ${digits}` : `overdue by ${digits}`;
}

/** "30 min", "1 h 30 min", "24 h", "3 days" / "30 分钟", "1 小时 30 分钟", "24 小时", "3 天". */
export function formatDuration(ms: number, language: Language): string {
  const parts = durationParts(Math.abs(ms));
  return parts.map(({ count, unit }) => `${count} ${unitWord(unit, count, language)}`).join(" ");
}

type Unit = "day" | "hour" | "minute" | "second";

function durationParts(ms: number): readonly { count: number; unit: Unit }[] {
  const days = ms > hoursUpToMs ? Math.floor(ms / dayMs) : 0;
  const hours = Math.floor((ms - days * dayMs) / hourMs);
  const minutes = Math.floor(ms / minuteMs) % 60;
  const seconds = Math.floor(ms / secondMs) % 60;
  const all: { count: number; unit: Unit }[] = [
    { count: days, unit: "day" },
    { count: hours, unit: "hour" },
    { count: minutes, unit: "minute" },
    // Beside hours, seconds are noise.
    { count: days + hours > 0 ? 0 : seconds, unit: "second" },
  ];
  const shown = all.filter(({ count }) => count > 0);
  return shown.length > 0 ? shown : [{ count: 0, unit: "minute" }];
}

function unitWord(unit: Unit, count: number, language: Language): string {
  if (language === "zh") return { day: "天", hour: "小时", minute: "分钟", second: "秒" }[unit];
  return { day: count === 1 ? "day" : "days", hour: "h", minute: "min", second: "s" }[unit];
}

/** The value of a `datetime-local` input: the wall clock in `zone`, to the minute, without an offset. */
export function localValue(at: number, zone: string): string {
  return DateTime.fromMillis(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");
}

/** What such an input can show; it would show nothing of anything else. */
export function isLocalTime(text: string): boolean {
  return text === "" || /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?$/.test(text);
}

/** What a wall-clock time in a zone may be: an instant, one of two, none, or no time at all. */
export type LocalInstant =
  | { readonly kind: "one"; readonly at: number }
  | { readonly kind: "two"; /** The earlier. */ readonly at: number; readonly later: number }
  | {
      readonly kind: "none";
      /** The clocks went forward from here to there. */ readonly from: string;
      readonly to: string;
    }
  | { readonly kind: "malformed" };

/** 24:00 is no time here, as it is none with an offset: it names the next day. */
const localPattern = /^(\d{4}-\d{2}-\d{2})[Tt ]((?:[01]\d|2[0-3]):\d{2}(?::\d{2}(?:\.\d{1,3})?)?)$/;

const wallPattern = "yyyy-MM-dd HH:mm:ss";

/** Reads what a `datetime-local` input sends, in `zone`; says so when summer time makes it none or two. */
export function readLocal(value: string, zone: string): LocalInstant {
  const [, date, time] = localPattern.exec(value.trim()) ?? [];
  if (date === undefined || time === undefined) return { kind: "malformed" };
  const wall = `${date}T${time}`;
  const local = DateTime.fromISO(wall, { zone });
  if (!local.isValid || !DateTime.fromISO(wall, { zone: "utc" }).isValid) return { kind: "malformed" };
  const asked = DateTime.fromISO(wall, { zone: "utc" }).toFormat(wallPattern);
  if (local.toFormat(wallPattern) !== asked) return gapAround(local);
  const [first, second] = local
    .getPossibleOffsets()
    .map((one) => one.toMillis())
    .sort((a, b) => a - b);
  if (first !== undefined && second !== undefined) return { kind: "two", at: first, later: second };
  return { kind: "one", at: local.toMillis() };
}

/** Luxon has moved a time in the gap past it; the edge is within the day before. */
function gapAround(past: DateTime): LocalInstant {
  let before = past.toMillis() - dayMs;
  let after = past.toMillis();
  const offsetAt = (at: number) => DateTime.fromMillis(at, { zone: past.zone }).offset;
  const late = offsetAt(after);
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle) === late) after = middle;
    else before = middle;
  }
  const edge = DateTime.fromMillis(after, { zone: past.zone });
  const from = edge.setZone(FixedOffsetZone.instance(offsetAt(before)));
  return { kind: "none", from: from.toFormat("HH:mm"), to: edge.toFormat("HH:mm") };
}
