/** What goes on by itself: a look, and the next one when it is due, when somebody wakes the loop, or after a while at the latest. */
import type { Clock } from "./clock.ts";
import { SerialQueue } from "./serial-queue.ts";
import { Sleeper } from "./sleeper.ts";

export interface LoopParts<Found> {
  readonly clock: Clock;
  /** One look; there are never two at once. */
  readonly look: () => Promise<Found>;
  /** After a look: when (ms) the next one is due. Null, or left out: after the longest pause. */
  readonly nextAt?: () => Promise<number | null> | number | null;
  /** The same after one that failed; a second later when left out. */
  readonly nextAfterFailure?: () => number;
  /** The clock may be moved, and the machine may sleep: it looks again after so long (ms), whatever it was told. */
  readonly pauseMaxMs: number;
  readonly onProblem: (problem: unknown) => void;
  /** Before each pause, with its length (ms). */
  readonly onPause?: (pauseMs: number, failed: boolean) => void;
  /** It has ended although nobody stopped it: one of the listeners above has thrown. */
  readonly onEnded?: (error: unknown) => void;
}

const failurePauseMs = 1_000;

export class Loop<Found> {
  readonly #parts: LoopParts<Found>;
  readonly #sleeper: Sleeper;
  readonly #looks = new SerialQueue();
  #running: Promise<void> | null = null;
  #isStopped = false;

  constructor(parts: LoopParts<Found>) {
    this.#parts = parts;
    this.#sleeper = new Sleeper(parts.clock);
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** One look, beside the loop or without it. Throws what the look throws. */
  runOnce(): Promise<Found> {
    return this.#looks.run(this.#parts.look);
  }

  run(): void {
    const { onEnded = this.#parts.onProblem } = this.#parts;
    this.#running ??= this.#loop().catch(onEnded);
  }

  wake(): void {
    this.#sleeper.wake();
  }

  /** Something is due at `at` (ms). */
  wakeBefore(at: number): void {
    this.#sleeper.wakeBefore(at);
  }

  /** Resolves when no look is under way. */
  idle(): Promise<void> {
    return this.#looks.idle();
  }

  /** Resolves when the last look is over. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#sleeper.wake();
    await this.#running;
    await this.#looks.idle();
  }

  #goesOn(): boolean {
    return !this.#isStopped;
  }

  async #loop(): Promise<void> {
    const { clock, pauseMaxMs, nextAt, nextAfterFailure, onProblem, onPause } = this.#parts;
    while (this.#goesOn()) {
      let until = clock.now() + pauseMaxMs;
      let failed = false;
      try {
        await this.runOnce();
        until = Math.min(until, (await nextAt?.()) ?? Infinity);
      } catch (error) {
        failed = true;
        onProblem(error);
        until = nextAfterFailure?.() ?? clock.now() + failurePauseMs;
      }
      onPause?.(Math.max(0, until - clock.now()), failed);
      // The clock may have been put back since `until` was worked out, and that far ahead nobody would wake.
      if (this.#goesOn()) await this.#sleeper.sleep(Math.min(until, clock.now() + pauseMaxMs));
    }
  }
}
