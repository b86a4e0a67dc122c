/** How the clocks of an instance were decided: read by the host, stored in the commit that decides it. */
import type { InstanceState, MachineName } from "./types.ts";

/**
 * A clock of an instance that was met, missed or cancelled, as the host reads it from the state. One that was decided and runs
 * again, because its due time has moved, is `running`. Times in ms since 1970.
 */
export interface DecidedClock {
  /** Unique within its instance. */
  readonly clock: string;
  /** What statistics count together, in the host's own words. */
  readonly kind: string;
  readonly outcome: "met" | "met-late" | "missed" | "cancelled" | "running";
  readonly anchorAt: number;
  readonly dueAt: number;
  readonly stoppedAt: number | null;
}

export interface DecidedClockRow extends DecidedClock {
  readonly instance: string;
}

/** Returns every clock that is decided in a state. Pure; what changed since the state before is stored in the same commit. */
export type DecidedClocksOf = (machine: MachineName, state: InstanceState) => readonly DecidedClock[];
