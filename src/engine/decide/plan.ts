/** What a decision comes to: data that the shell commits, and only then acts on. */
import type { Json } from "../../kernel/json.ts";
import type { InstanceState, PendingTimer } from "../types.ts";
import type { Refusal } from "../api.ts";

/** A named effect asked for by a step; `n` is its place among the step's effects. */
export interface PlannedMessage {
  readonly n: number;
  readonly type: string;
  readonly params: Json;
}

/** The step happened: the next state, and what changes besides. */
export interface Step {
  readonly outcome: "stepped";
  readonly state: InstanceState;
  readonly messages: readonly PlannedMessage[];
}

/** The timer came due and the machine no longer accepts its event: the timer goes, visibly. */
export interface Void {
  readonly outcome: "stale";
  readonly state: InstanceState;
  readonly why: string;
}

/** The timer came due and the step failed: nothing has happened, and the timer stays. */
export interface Failed {
  readonly outcome: "failed";
  readonly why: string;
}

/** The timer is not pending (any more): nothing happens and nothing is recorded. */
export interface Gone {
  readonly outcome: "gone";
}

export interface Refused {
  readonly outcome: "refused";
  readonly reason: Refusal;
}

/** How the pending timers of two states differ: what the store must remove and add. */
export function timerChanges(
  before: readonly PendingTimer[],
  after: readonly PendingTimer[],
): { removed: readonly PendingTimer[]; armed: readonly PendingTimer[] } {
  const beforeIds = new Set(before.map((timer) => timer.id));
  const afterIds = new Set(after.map((timer) => timer.id));
  return {
    removed: before.filter((timer) => !afterIds.has(timer.id)),
    armed: after.filter((timer) => !beforeIds.has(timer.id)),
  };
}
