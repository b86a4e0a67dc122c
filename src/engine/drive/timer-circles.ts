import type { TimerRow } from "../types.ts";

/** A timer that is armed to fire sooner than this after the timer before it may be part of a circle. */
export const soonMs = 1_000;
/** So many in a row, each armed by the one before, are a circle. */
const linksMax = 1_000;
/** Rows remembered. A circle's own are always the newest. */
const rowsMax = 10_000;

/**
 * Circles through timers, such as `after: { 0: self }`: no step of theirs is wrong, and together they would fill the disk. What
 * is remembered is how long a chain each step of a timer is the end of, when it has armed another one that is due soon. A chain
 * that is too long is slowed down more and more, and its timer quarantined in the end. A person's step begins anew.
 */
export class TimerCircles {
  readonly #links = new Map<string, number>();

  /** How many timers, each armed by the one before, have led to this one. */
  linksTo(timer: TimerRow): number {
    return this.#links.get(`${timer.instance}:${timer.id.slice(0, timer.id.indexOf("."))}`) ?? 0;
  }

  /** This timer has fired as row `seq` of its instance, and that has armed another one. */
  fired(timer: TimerRow, seq: number): void {
    this.#links.set(`${timer.instance}:${seq}`, this.linksTo(timer) + 1);
    for (const key of this.#links.keys()) {
      if (this.#links.size <= rowsMax) break;
      this.#links.delete(key);
    }
  }

  /** As the how many-th this timer is to be set back, or null when it may fire now. */
  setBackOf(timer: TimerRow): number | null {
    const links = this.linksTo(timer);
    return links < linksMax || timer.failure !== undefined ? null : links - linksMax + 1;
  }
}
