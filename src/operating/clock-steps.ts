/** Steps of the clock on the wall that still matter to whoever reads the desk. */
import type { ClockStep } from "../kernel/clock-watch.ts";
import type { Clock } from "../kernel/clock.ts";

const shownMs = 5 * 60_000;

export class ClockSteps<Step extends ClockStep> {
  readonly #steady: Clock;
  #steps: readonly { readonly until: number; readonly step: Step }[] = [];

  constructor(steady: Clock) {
    this.#steady = steady;
  }

  add(step: Step): void {
    this.#steps = [...this.#current(), { until: this.#steady.now() + shownMs, step }];
  }

  /** Oldest first. */
  recent(): readonly Step[] {
    return this.#current().map(({ step }) => step);
  }

  #current() {
    const now = this.#steady.now();
    return this.#steps.filter(({ until }) => until > now);
  }
}
