import type { Clock } from "../../kernel/clock.ts";
import type { LoopName, Observe } from "../observations.ts";

/** A loop that only puts off its next look by less than this need not say so again. */
const worthSayingMs = 1_000;

/** Tells a watcher that a loop lives: when it will look again at the latest. A loop turns often, so not each turn is told. */
export class Heartbeat {
  readonly #loop: LoopName;
  readonly #steady: Clock;
  readonly #observe: Observe;
  #promised = -Infinity;
  #failed = false;

  constructor(loop: LoopName, steady: Clock, observe: Observe) {
    this.#loop = loop;
    this.#steady = steady;
    this.#observe = observe;
  }

  /** It never began, or looked when it said it would, give or take a while. */
  isAlive(graceMs: number): boolean {
    return this.#promised === -Infinity || this.#steady.now() < this.#promised + graceMs;
  }

  beat(nextInMs: number, failed = false): void {
    const promise = this.#steady.now() + nextInMs;
    if (failed === this.#failed && promise < this.#promised + worthSayingMs) return;
    this.#promised = promise;
    this.#failed = failed;
    this.#observe({ what: "looked", loop: this.#loop, nextInMs, failed });
  }
}
