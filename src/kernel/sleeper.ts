import type { Clock } from "./clock.ts";
import { yieldToEventLoop } from "./turn.ts";

/** A wait that can be cut short: until a time, until woken, or until stopped. */
export class Sleeper {
  readonly #clock: Clock;
  #wake: (() => void) | null = null;
  #wakeAt = Infinity;
  #woken = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves at `until` (ms of this clock) at the latest. Returns at once when somebody woke the sleeper while it was up. */
  sleep(until: number): Promise<void> {
    if (this.#woken) {
      this.#woken = false;
      return Promise.resolve();
    }
    const waitMs = until - this.#clock.now();
    // A clock that stands still would never call back.
    if (waitMs <= 0) return yieldToEventLoop();
    return new Promise((resolve) => {
      const takeBack = this.#clock.after(waitMs, () => this.#wake?.());
      this.#wakeAt = until;
      this.#wake = () => {
        takeBack();
        this.#wake = null;
        this.#wakeAt = Infinity;
        this.#woken = false;
        resolve();
      };
    });
  }

  wake(): void {
    this.#woken = true;
    this.#wake?.();
  }

  /** Wakes only when `at` is before the time it would wake by itself. */
  wakeBefore(at: number): void {
    if (this.#wake === null || at < this.#wakeAt) this.wake();
  }
}
