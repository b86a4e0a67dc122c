/**
 * Notices when somebody moves the clock on the wall. The time since boot goes on through a standstill of the machine and
 * nobody can set it: whatever the wall has gained on it was a step.
 */
import { uptime } from "node:os";
import type { Clock } from "./clock.ts";

export interface ClockStep {
  /** Positive: forward. */
  readonly stepMs: number;
  /** When it was seen, by the clock as it is now. */
  readonly at: number;
}

/** The clock was moved while the desk ran. Deadlines are instants, so it may have made some of them fire. */
export class ClockStepError extends Error implements ClockStep {
  override name = "ClockStepError";
  readonly stepMs: number;
  readonly at: number;

  constructor({ stepMs, at }: ClockStep) {
    const way = stepMs > 0 ? "forward" : "back";
    const next =
      stepMs > 0
        ? "What is due by the new time fires now; look at the clocks that have just fired."
        : "Nothing fires twice; what has not fired waits until the clock is there again.";
    super(`The clock of this machine was put ${way} by ${Math.round(Math.abs(stepMs) / 1000)} s. ${next}`);
    this.stepMs = stepMs;
    this.at = at;
  }
}

export interface ClockWatchOptions {
  readonly clock: Clock;
  readonly onStep: (step: ClockStepError) => void;
  /** Time since boot (ms), standstills of the machine included. */
  readonly sinceBoot?: () => number;
  readonly everyMs?: number;
  /** Less than this is a clock that is being kept right. */
  readonly toleranceMs?: number;
}

/** Looks now and then until the returned function is called. */
export function watchClock(options: ClockWatchOptions): () => void {
  const { clock, onStep, sinceBoot = () => uptime() * 1000, everyMs = 10_000, toleranceMs = 1_000 } = options;
  const aheadNow = (): number => clock.now() - sinceBoot();
  let ahead = aheadNow();
  const look = (): void => {
    const now = aheadNow();
    const stepMs = now - ahead;
    ahead = now;
    if (Math.abs(stepMs) > toleranceMs) onStep(new ClockStepError({ stepMs, at: clock.now() }));
    takeBack = clock.after(everyMs, look);
  };
  let takeBack = clock.after(everyMs, look);
  return () => takeBack();
}
