import type { Clock } from "../../kernel/clock.ts";

/** After its first failure; twice as long after each more. */
const firstMs = 1_000;
const longestMs = 60_000;

/** Things that failed by themselves, and when each is tried again: they must not keep the others from their turn. */
export class Quarantine {
  readonly #clock: Clock;
  readonly #until = new Map<string, { readonly until: number; readonly failures: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#until.size;
  }

  /** Failed: to be tried again after a growing time. */
  forAWhile(key: string): void {
    const failures = this.#until.get(key)?.failures ?? 0;
    const delayMs = Math.min(firstMs * 2 ** failures, longestMs);
    this.#until.set(key, { until: this.#clock.now() + delayMs, failures: failures + 1 });
  }

  /** Nothing that can happen while this process lives will help. */
  forGood(key: string): void {
    this.#until.set(key, { until: Infinity, failures: 0 });
  }

  /** When it may be tried (ms). A time further off than anybody is set aside means that the clock was put back. */
  until(key: string): number {
    const until = this.#until.get(key)?.until ?? -Infinity;
    return until !== Infinity && until > this.#clock.now() + longestMs ? -Infinity : until;
  }

  has(key: string): boolean {
    return this.until(key) > this.#clock.now();
  }

  forget(key: string): void {
    this.#until.delete(key);
  }

  /** Forgets whatever is not among `keys`. */
  keepOnly(keys: readonly string[]): void {
    const kept = new Set(keys);
    for (const key of this.#until.keys()) if (!kept.has(key)) this.#until.delete(key);
  }
}
