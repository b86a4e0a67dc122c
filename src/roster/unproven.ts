/**
 * Who will have the duty without a channel that is known to wake them, said before it happens. By day any channel will do that its
 * owner has confirmed; at night it has to ring or to push.
 */
import type { FormatTime, Text } from "../../machines/playbook.ts";
import { layerById, nameOf, personById } from "../directory/directory.ts";
import type { ChannelKind } from "../directory/entries.ts";
import type { Directory } from "../directory/types.ts";
import { slotsFrom } from "./slots.ts";
import { instantOf, localDate, localTime } from "./zone.ts";

/** A channel whose test its owner has confirmed. */
export interface Proven {
  readonly person: string;
  readonly channel: ChannelKind;
  readonly wakes: "rings" | "pushes" | "shows" | "writes";
}

export interface UnprovenShift {
  readonly layer: string;
  readonly person: string;
  /** When the first such shift begins, or the window where it has begun. */
  readonly from: number;
  /** Nothing at all is proven, or nothing that wakes. */
  readonly missing: "any" | "waking";
}

/** Nobody is expected to look at a screen. */
const night = { from: "22:00", until: "07:00" };

/** The first such shift of each person in each layer, oldest first. */
export function unprovenShifts(
  directory: Directory,
  proven: readonly Proven[],
  from: number,
  until: number,
): readonly UnprovenShift[] {
  const found = directory.layers.flatMap(({ id }) => ofLayer(directory, id, proven, from, until));
  return found.toSorted((one, other) => one.from - other.from);
}

function ofLayer(
  directory: Directory,
  layer: string,
  proven: readonly Proven[],
  from: number,
  until: number,
): readonly UnprovenShift[] {
  const first = new Map<string, UnprovenShift>();
  for (const slot of slotsFrom(directory, layer, from, until)) {
    const { onDuty: person } = slot;
    if (person === null || first.has(person)) continue;
    const begin = Math.max(slot.from, from);
    const missing = missingOf(directory, proven, person, begin, Math.min(slot.until, until));
    if (missing !== null) first.set(person, { layer, person, from: begin, missing });
  }
  return [...first.values()];
}

function missingOf(
  directory: Directory,
  proven: readonly Proven[],
  person: string,
  from: number,
  until: number,
): UnprovenShift["missing"] | null {
  const on = personById(directory, person)?.channels.filter((one) => one.on) ?? [];
  const own = proven.filter((one) => one.person === person && on.some(({ kind }) => kind === one.channel));
  if (own.length === 0) return "any";
  const isWoken = own.some(({ wakes }) => wakes === "rings" || wakes === "pushes");
  return isWoken || !touchesNight(directory, from, until) ? null : "waking";
}

const dayMs = 24 * 60 * 60_000;

function touchesNight({ organisation: { zone } }: Directory, from: number, until: number): boolean {
  if (until - from >= dayMs) return true;
  const at = (date: string, time: string) => instantOf(zone, localTime(date, time));
  const dates = [from, until - 1].map((one) => localDate(zone, one));
  return dates.some(
    (date) =>
      (from < at(date, night.until) && until > at(date, "00:00")) ||
      (from < at(date, "23:59") && until > at(date, night.from)),
  );
}

/** One sentence: who, in which layer, from when, and what is missing. */
export function unprovenWords(directory: Directory, shift: UnprovenShift, formatTime: FormatTime): Text {
  const label = layerById(directory, shift.layer)?.label ?? { zh: shift.layer, en: shift.layer };
  const name = nameOf(directory, shift.person);
  const isWaking = shift.missing === "waking";
  return {
    zh: `${name}自 ${formatTime(shift.from, "zh")} 起任${label.zh}，${isWaking ? "没有经确认能在夜间唤醒的通知方式" : "没有经确认可用的通知方式"}。`,
    en: `${isWaking ? "Nothing confirmed rings or pushes" : "No channel is confirmed"} for ${name}, ${label.en} from ${formatTime(shift.from, "en")}.`,
  };
}
