/**
 * The arithmetic of clocks: pure functions over instants (ms since 1970) and lengths (ms). A due time is anchor + limit as
 * elapsed time. A clock never reads the time: `at` is the moment of the event that is being decided.
 */
import type { TextRef } from "../text-ref.ts";
import { unique } from "../sentences.ts";
import { recipientOf, type Actor, type LadderLevel, type Recipient, type Text } from "../../playbook.ts";

/** Who is told when a clock is missed, and how fast it escalates. */
export interface Ladder {
  /** Level 1 first. */
  readonly levels: readonly LadderLevel[];
  /** Until the next level is told (ms). */
  readonly interval: number;
  /** After an acknowledgement, when nothing has moved since (ms). */
  readonly realert: number;
  /** How often the highest level is told again when nobody acknowledges. */
  readonly repeatMax: number;
  /** By kind of clock: the highest level that it escalates to; left out: all of them. */
  readonly top: Readonly<Record<string, number>>;
}

/** What a clock runs from, for how long, and by which rule. */
export interface ClockPlan {
  /** A word of the playbook: `discovered`. */
  readonly anchor: string;
  readonly anchorAt: number;
  readonly limitMs: number;
  /** Share of the limit after which the holder is warned. */
  readonly warnFraction: number;
  readonly rule: Text;
  /** The limit as it was set, where it is no elapsed time: `3 wd`, `1 mo`. */
  readonly length?: string;
}

export interface Acknowledgement {
  readonly by: string;
  readonly at: number;
  readonly level: number;
}

export interface Clock extends ClockPlan {
  /** `fast-report`, `reply`, `question-2` … */
  readonly id: string;
  /** A word of the playbook: `fastReport`. */
  readonly kind: string;
  /** Who has to act before it is due. */
  readonly holders: readonly Actor[];
  readonly state: "running" | "warned" | "missed" | "met" | "met-late" | "cancelled";
  readonly dueAt: number;
  readonly warnAt: number;
  readonly stoppedAt: number | null;
  /** Ladder level reached; 0 when nobody was escalated to. */
  readonly level: number;
  /** The highest level that this clock escalates to; 0: it calls nobody. */
  readonly top: number;
  /** How often the top level was told again. */
  readonly repeats: number;
  /** When the ladder last told somebody. */
  readonly toldAt: number | null;
  /** The acknowledgement in force, null when the last level told has not answered. */
  readonly acknowledged: Acknowledgement | null;
  readonly acknowledgements: readonly Acknowledgement[];
  readonly earlier: readonly { readonly dueAt: number; readonly changedAt: number; readonly reason: TextRef }[];
  /** Changed since its region last looked: the region then moves on and arms its timer anew. */
  readonly changed: boolean;
}

export type Fired = "warning" | "escalation" | null;

const dueOf = (plan: ClockPlan): number => plan.anchorAt + plan.limitMs;
const warnOf = (plan: ClockPlan): number => plan.anchorAt + Math.round(plan.limitMs * plan.warnFraction);

/** A clock that starts; its region evaluates it at once, so that one already past opens as missed. */
export function openClock(id: string, kind: string, holders: readonly Actor[], ladder: Ladder, plan: ClockPlan): Clock {
  return {
    ...plan,
    id,
    kind,
    holders,
    state: "running",
    dueAt: dueOf(plan),
    warnAt: warnOf(plan),
    stoppedAt: null,
    level: 0,
    top: Math.min(ladder.top[kind] ?? Infinity, ladder.levels.length),
    repeats: 0,
    toldAt: null,
    acknowledged: null,
    acknowledgements: [],
    earlier: [],
    changed: true,
  };
}

export const isStopped = (clock: Clock): boolean => clock.stoppedAt !== null;
/** Missed, and the last level told has not acknowledged. */
export const isEscalating = (clock: Clock): boolean =>
  clock.state === "missed" && clock.level > 0 && clock.acknowledged === null;

/** The same clock under another plan. The due time it replaces is kept with the reason. */
export function moveClock(clock: Clock, plan: ClockPlan, at: number, reason: TextRef): Clock {
  const moved = { ...clock, ...plan, dueAt: dueOf(plan), warnAt: warnOf(plan) };
  if (moved.dueAt === clock.dueAt) return moved;
  const earlier = [...clock.earlier, { dueAt: clock.dueAt, changedAt: at, reason }];
  if (clock.state === "cancelled") return { ...moved, earlier };
  if (clock.stoppedAt !== null)
    return { ...moved, earlier, state: clock.stoppedAt <= moved.dueAt ? "met" : "met-late" };
  if (clock.state === "missed" && at >= moved.dueAt) return { ...moved, earlier, changed: true };
  return { ...moved, earlier, ...notFired };
}

const notFired = { state: "running", level: 0, repeats: 0, toldAt: null, acknowledged: null, changed: true } as const;

/** It is owed once more. One that is still running moves; one that has stopped begins again. */
export function restartClock(clock: Clock, plan: ClockPlan, at: number, reason: TextRef): Clock {
  if (!isStopped(clock)) return moveClock(clock, plan, at, reason);
  return { ...clock, ...plan, dueAt: dueOf(plan), warnAt: warnOf(plan), ...notFired, stoppedAt: null };
}

/** What was owed has been done, at `doneAt`. A clock that stands already is left alone. */
export function stopClock(clock: Clock, doneAt: number): Clock {
  if (isStopped(clock)) return clock;
  return { ...clock, state: doneAt <= clock.dueAt ? "met" : "met-late", stoppedAt: doneAt, changed: true };
}

/** What was owed is no longer owed. */
export function cancelClock(clock: Clock, at: number): Clock {
  return isStopped(clock) ? clock : { ...clock, state: "cancelled", stoppedAt: at, changed: true };
}

/** A cancelled clock runs again from its old anchor: reopening does not give more time. */
export function resumeClock(clock: Clock): Clock {
  return clock.state === "cancelled" ? { ...clock, ...notFired, stoppedAt: null } : clock;
}

/** Somebody says: I have seen it and take it on. */
export function acknowledgeClock(clock: Clock, by: string, at: number): Clock {
  if (!isEscalating(clock)) return clock;
  const acknowledged = { by, at, level: clock.level };
  return { ...clock, acknowledged, acknowledgements: [...clock.acknowledgements, acknowledged], changed: true };
}

/** When the clock fires next; null when nothing more will happen by itself. `progressAt`: when the response last moved. */
export function nextFireAt(clock: Clock, ladder: Ladder, progressAt: number): number | null {
  if (isStopped(clock)) return null;
  if (clock.state === "running") return Math.min(clock.warnAt, clock.dueAt);
  if (clock.state === "warned") return clock.dueAt;
  if (clock.top === 0) return null;
  if (clock.acknowledged) return Math.max(clock.acknowledged.at, progressAt) + ladder.realert;
  if (clock.level >= clock.top && clock.repeats >= ladder.repeatMax) return null;
  return (clock.toldAt ?? clock.dueAt) + ladder.interval;
}

/** The clock after evaluation, and what fired. Evaluating too early changes nothing. */
export function fireClock(
  clock: Clock,
  ladder: Ladder,
  progressAt: number,
  at: number,
): { readonly clock: Clock; readonly fired: Fired } {
  const quiet: Clock = clock.changed ? { ...clock, changed: false } : clock;
  const fireAt = nextFireAt(quiet, ladder, progressAt);
  if (fireAt === null || at < fireAt) return { clock: quiet, fired: null };
  if (quiet.state === "missed") return { clock: escalate(quiet, at), fired: "escalation" };
  if (at < quiet.dueAt) return { clock: { ...quiet, state: "warned" }, fired: "warning" };
  if (quiet.top === 0) return { clock: { ...quiet, state: "missed" }, fired: null };
  return { clock: { ...quiet, state: "missed", level: 1, toldAt: at }, fired: "escalation" };
}

/** After an acknowledgement without progress the same level is notified again; otherwise the next one, or the top once more. */
function escalate(clock: Clock, at: number): Clock {
  if (clock.acknowledged) return { ...clock, acknowledged: null, repeats: 0, toldAt: at };
  if (clock.level < clock.top) return { ...clock, level: clock.level + 1, toldAt: at };
  return { ...clock, repeats: clock.repeats + 1, toldAt: at };
}

/** Who is told at the level that the clock has reached; the first level is told together with those who have to act. */
export function recipientsAtLevel(clock: Clock, ladder: Ladder): readonly Recipient[] {
  const told = ladder.levels[clock.level - 1]?.recipients ?? [];
  return clock.level > 1 ? told : unique([...told, ...clock.holders.map(recipientOf)]);
}

/** Everybody whom the clock has called so far: every level that it has reached, and those who have to act. */
export function notifiedSoFar(clock: Clock, ladder: Ladder): readonly Recipient[] {
  const levels = Array.from({ length: clock.level }, (_, below) => ({ ...clock, level: below + 1 }));
  return unique(levels.flatMap((level) => recipientsAtLevel(level, ladder)));
}

/** How it came that a clock calls nobody any more. `moved`: it has another due time, which has not come yet. */
export type CallEnd = "met" | "met-late" | "cancelled" | "moved";

/**
 * Asked of a clock that an event has just changed: was somebody called whose call this ends? A clock that was moved has
 * forgotten how far it had escalated; that it had is known by the due time that it had.
 */
export function callEnd(clock: Clock, at: number): CallEnd | null {
  if (!clock.changed) return null;
  if (clock.state === "met" || clock.state === "met-late" || clock.state === "cancelled")
    return clock.level > 0 ? clock.state : null;
  const replaced = clock.earlier.at(-1);
  const wasMissed = clock.state === "running" && replaced?.changedAt === at && replaced.dueAt <= at;
  return wasMissed && clock.dueAt > at ? "moved" : null;
}
