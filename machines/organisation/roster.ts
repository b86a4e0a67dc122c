import type { Text } from "../playbook.ts";

/** Milliseconds; `until` is exclusive. */
export interface Period {
  readonly from: number;
  readonly until: number;
}

/**
 * What an event asks of the roster. It depends on the clocks of the organisation's zone, so the machine does not compute it: whoever
 * sends the event passes it in, for the very state that the event is sent to. A replay does not ask again.
 */
export interface Roster {
  /** The instant of a local date (`2026-11-22`) and time (`08:00`). */
  instantOf(date: string, time: string): number;
  /** Why a person cannot have this duty, or not then; null when they can. `by` is spoken to when it is about themselves. */
  cannotHave(layer: string, person: string, period: Period, by: string): Text | null;
  /** Why a person can take no turn in all of the period: absent for as long as it lasts. */
  awayThroughout(person: string, period: Period, by: string): Text | null;
  /** Why a person cannot give this duty away: they are not rostered for the whole period. Null when they are. */
  notHeld(layer: string, person: string, period: Period): Text | null;
  /** Who has the duty at `at`, after absences and overrides. */
  onDuty(layer: string, at: number): string | null;
  /** Until when a person who takes over at `at` has the duty; null when that is far away. */
  takeOverUntil(layer: string, at: number): number | null;
  handoverAt(layer: string, moment: number): { readonly from: string | null; readonly to: string | null } | null;
  /** Why a line of the escalation cannot be notified of incidents; null when every line can. */
  unreadableLevel(lines: readonly string[]): Text | null;
}
