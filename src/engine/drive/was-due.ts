import type { EngineStorage } from "../ports.ts";
import type { TimerRow } from "../types.ts";
import { timerKey } from "./timer-key.ts";

/** More than wait for a storage that is away. */
const overdueMax = 10_000;

/**
 * Timers that were due when the clock was put back, and had not fired: a full disk or a backlog had kept them. Their time has
 * been, so they fire all the same, dated with it. What was still to come waits until the clock is there again.
 */
export class WasDue {
  readonly #storage: Pick<EngineStorage, "dueTimers">;
  readonly #byKey = new Map<string, TimerRow>();
  #lookedAt = -Infinity;

  constructor(storage: Pick<EngineStorage, "dueTimers">) {
    this.#storage = storage;
  }

  /** Those that are not due by `now`, and were at an earlier look. */
  async at(now: number): Promise<readonly TimerRow[]> {
    if (now < this.#lookedAt) {
      const before = await this.#storage.dueTimers(this.#lookedAt, overdueMax);
      for (const timer of before) this.#byKey.set(timerKey(timer), timer);
    }
    this.#lookedAt = now;
    return [...this.#byKey.values()].filter(({ dueAt }) => dueAt > now);
  }

  has(key: string): boolean {
    return this.#byKey.has(key);
  }

  fired(key: string): void {
    this.#byKey.delete(key);
  }

  /** Another node fires what is due now; its clock may be another. */
  forget(): void {
    this.#byKey.clear();
    this.#lookedAt = -Infinity;
  }
}
