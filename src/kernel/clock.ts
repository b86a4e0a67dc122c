/**
 * Time is passed in. A clock says what time it is and calls back later; nothing else in the project asks the machine
 * for the time.
 */
import { wholeNumber } from "./whole-number.ts";

export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Calls `run` once, `delayMs` of this clock's time from now; returns what takes it back. */
  after(delayMs: number, run: () => void): () => void;
}

/** setTimeout fires at once beyond this many milliseconds, so a longer wait is made of parts. */
const longestWaitMs = 2 ** 31 - 1;

/** The clock on the wall. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, run) => {
    let timer: NodeJS.Timeout;
    const wait = (leftMs: number) => {
      const partMs = Math.min(leftMs, longestWaitMs);
      timer = setTimeout(() => (partMs < leftMs ? wait(leftMs - partMs) : run()), partMs);
    };
    wait(Math.max(0, delayMs));
    return () => {
      clearTimeout(timer);
    };
  },
};

/**
 * The real thing, `speed` times as fast: a twelve-hour night in twelve minutes at 60. `originMs` is the wall-clock time at
 * which both clocks agreed; keep it across restarts, or the fast clock would jump back.
 */
export function acceleratedClock(speed: number, originMs: number, wall: Clock = systemClock): Clock {
  if (!(speed > 0 && Number.isFinite(speed))) throw new RangeError(`A clock's speed is more than 0, not ${speed}.`);
  wholeNumber("A clock's origin in ms", originMs, -Infinity);
  return {
    now: () => Math.floor(originMs + (wall.now() - originMs) * speed),
    after: (delayMs, run) => wall.after(Math.ceil(delayMs / speed), run),
  };
}

/** A clock that stands still until somebody winds it: for tests, drills and demonstrations. */
export class WindingClock implements Clock {
  #now: number;
  #waiting: readonly { readonly at: number; readonly run: () => void }[] = [];

  constructor(startMs: number) {
    this.#now = wholeNumber("A clock's time in ms", startMs, -Infinity);
  }

  now(): number {
    return this.#now;
  }

  after(delayMs: number, run: () => void): () => void {
    const entry = { at: this.#now + Math.max(0, delayMs), run };
    this.#waiting = [...this.#waiting, entry];
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry);
    };
  }

  /** Moves the time forward by `ms` (back when negative) and calls whatever has come due, oldest first. */
  wind(ms: number): void {
    this.#now += wholeNumber("What a clock is wound by, in ms,", ms, -Infinity);
    const due = this.#waiting.filter((entry) => entry.at <= this.#now).sort((a, b) => a.at - b.at);
    for (const entry of due) {
      // One that was called before may have taken this one back.
      if (!this.#waiting.includes(entry)) continue;
      this.#waiting = this.#waiting.filter((other) => other !== entry);
      entry.run();
    }
  }
}

/** Time that only goes forwards, for measuring how long something takes. Its zero means nothing. */
export const steadyClock: Clock = { now: () => performance.now(), after: (...wait) => systemClock.after(...wait) };
