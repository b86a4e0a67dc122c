/** The roster as events of the organisation ask for it, computed from the directory that the event is sent to. */
import type { Period, Roster } from "../../machines/organisation/roster.ts";
import type { Text } from "../../machines/playbook.ts";
import { nameOf } from "../directory/directory.ts";
import type { Directory } from "../directory/types.ts";
import { awayThroughout, cannotHave } from "./can-have.ts";
import { handoversBetween } from "./handovers.ts";
import { unreadableLevel } from "./ladder-check.ts";
import { dutyAt, slotsFrom } from "./slots.ts";
import { instantOf, localTime } from "./zone.ts";

export function rosterOf(directory: Directory): Roster {
  return {
    instantOf: (date, time) => instantOf(directory.organisation.zone, localTime(date, time)),
    cannotHave: (...asked) => cannotHave(directory, ...asked),
    awayThroughout: (...asked) => awayThroughout(directory, ...asked),
    notHeld: (layer, person, period) => (holds(directory, layer, person, period) ? null : notHeld(directory, person)),
    onDuty: (layer, at) => dutyAt(directory, layer, at)?.onDuty ?? null,
    takeOverUntil: (layer, at) => takeOverUntil(directory, layer, at),
    handoverAt: (layer, moment) => handoversBetween(directory, layer, moment, moment + 1)[0] ?? null,
    unreadableLevel: (lines) => unreadableLevel(directory, lines),
  };
}

/** Until when somebody who takes over at `at` has the duty: the end of the slot, or of the gap; null when that is far away. */
export function takeOverUntil(directory: Directory, layer: string, at: number): number | null {
  const slot = dutyAt(directory, layer, at);
  if (slot) return slot.until;
  for (const slot of slotsFrom(directory, layer, at, at + gapMaxMs)) return slot.from;
  return null;
}

const gapMaxMs = 31 * 24 * 60 * 60_000;

/** Rostered without a break, whoever acts for them in between. */
function holds(directory: Directory, layer: string, person: string, { from, until }: Period): boolean {
  let reached = from;
  for (const slot of slotsFrom(directory, layer, from, until)) {
    if (slot.from > reached || slot.person !== person) return false;
    reached = slot.until;
  }
  return reached >= until;
}

const notHeld = (directory: Directory, person: string): Text => ({
  zh: `${nameOf(directory, person)}并非该时段全程当班。`,
  en: `${nameOf(directory, person)} is not on duty for the whole of that period.`,
});
