/** Lengths of time as an operator writes them (`30 min`, `12 h`, `2 d`) and as a page says them. Elapsed time, never wall-clock time. */
import { z } from "zod";
import type { Language, Text } from "../playbook.ts";

const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** The longest delay that the engine accepts. */
export const delayMaxMs = 400 * dayMs;

const units: Readonly<Record<string, number>> = { s: secondMs, min: minuteMs, h: hourMs, d: dayMs };
const pattern = /^(\d{1,5}) ?(s|min|h|d)$/;

/** `"30 min"` → 1,800,000; null for anything that is not a length between 1 s and 400 d. */
export function parseDuration(written: string): number | null {
  const match = pattern.exec(written.trim());
  const [, digits, unit] = match ?? [];
  const unitMs = units[unit ?? ""];
  if (digits === undefined || unitMs === undefined) return null;
  const length = Number(digits) * unitMs;
  return length > 0 && length <= delayMaxMs ? length : null;
}

/** A setting that is a length of time: written as text, milliseconds inside. */
export const duration = () =>
  z
    .string()
    .refine((written) => parseDuration(written) !== null, {
      error: "write a length of time such as 30 min, 12 h or 2 d (at most 400 d)",
    })
    .transform((written) => parseDuration(written) ?? 0);

const unitWords: readonly { readonly ms: number; readonly zh: string; readonly en: string; readonly many: string }[] = [
  { ms: dayMs, zh: "天", en: "day", many: "days" },
  { ms: hourMs, zh: "小时", en: "hour", many: "hours" },
  { ms: minuteMs, zh: "分钟", en: "minute", many: "minutes" },
  { ms: secondMs, zh: "秒", en: "second", many: "seconds" },
];

/** 5,400,000 → 1 小时 30 分钟 · 1 hour 30 minutes. Parts below a second are dropped; two parts at most. */
export function formatDuration(lengthMs: number): Text {
  return { zh: saidIn(lengthMs, "zh"), en: saidIn(lengthMs, "en") };
}

function saidIn(lengthMs: number, language: Language, units = unitWords): string {
  const parts: string[] = [];
  let rest = Math.max(0, lengthMs);
  for (const unit of units) {
    const count = Math.floor(rest / unit.ms);
    rest -= count * unit.ms;
    if (count === 0) continue;
    parts.push(
      language === "zh" ? `${String(count)} ${unit.zh}` : `${String(count)} ${count === 1 ? unit.en : unit.many}`,
    );
    if (parts.length === 2) break;
  }
  return parts.join(" ") || (language === "zh" ? "0 秒" : "0 seconds");
}

const shortUnits: Readonly<Record<string, string>> = { day: "d", hour: "h", minute: "min", second: "s" };

/** Limits are agreed in hours up to two days: "24 h". */
const hoursUpToMs = 2 * dayMs;

/** The same for a subject line, where every character counts: 1 小时 30 分钟 · 1 h 30 min. */
export function shortDuration(lengthMs: number): Text {
  const units = lengthMs <= hoursUpToMs ? unitWords.slice(1) : unitWords;
  const short = saidIn(lengthMs, "en", units).replace(
    /(day|hour|minute|second)s?/g,
    (_, unit: string) => shortUnits[unit] ?? unit,
  );
  return { zh: saidIn(lengthMs, "zh", units), en: short };
}

/** Whole minutes, once there is one: what is left is rounded up, what has passed is rounded down. */
export function wholeMinutes(lengthMs: number, round: "up" | "down"): number {
  if (lengthMs < minuteMs) return Math.max(0, lengthMs);
  return (round === "up" ? Math.ceil(lengthMs / minuteMs) : Math.floor(lengthMs / minuteMs)) * minuteMs;
}
