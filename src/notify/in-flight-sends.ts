/**
 * Tries that take longer than anybody should wait for them go on by themselves; whoever asks again meanwhile joins them. A
 * slow receiver so keeps no other notification from leaving, and nothing is sent twice because of it.
 */
import type { Clock } from "../kernel/clock.ts";

/** What was broken off is still to be written down. */
const writingMs = 1_000;

export class InFlightSends<Outcome> {
  readonly #tries = new Map<string, Promise<Outcome>>();
  readonly #patienceMs: number;
  readonly #wall: Clock;
  /** Those who wait, each to be told that it is not over yet. */
  readonly #waiting = new Set<() => void>();
  #isInAHurry = false;

  constructor(patienceMs: number, wall: Clock) {
    this.#patienceMs = patienceMs;
    this.#wall = wall;
  }

  has(key: string): boolean {
    return this.#tries.has(key);
  }

  /** Begins the try, or joins the one that is on its way. Null: it is not over yet. Throws what the try throws. */
  async join(key: string, begin: () => Promise<Outcome>): Promise<Outcome | null> {
    const running = this.#tries.get(key) ?? this.#begin(key, begin);
    let forget: () => void = () => undefined;
    const impatience = new Promise<null>((resolve) => {
      const giveUp = () => resolve(null);
      const takeBack = this.#wall.after(this.#isInAHurry ? 0 : this.#patienceMs, giveUp);
      this.#waiting.add(giveUp);
      forget = () => {
        takeBack();
        this.#waiting.delete(giveUp);
      };
    });
    return Promise.race([running, impatience]).finally(forget);
  }

  /** Whoever waits for a try, now or later, is told that it is not over yet. */
  hurry(): void {
    this.#isInAHurry = true;
    for (const giveUp of this.#waiting) giveUp();
  }

  /** Resolves when nothing is on its way any more, or a little after the limit. */
  async idle(limit: AbortSignal): Promise<void> {
    const late = new Promise<void>((resolve) => {
      const wait = () => this.#wall.after(writingMs, resolve);
      if (limit.aborted) wait();
      else limit.addEventListener("abort", wait, { once: true });
    });
    await Promise.race([this.#untilIdle(), late]);
  }

  async #untilIdle(): Promise<void> {
    while (this.#tries.size > 0) await Promise.allSettled(this.#tries.values());
  }

  #begin(key: string, begin: () => Promise<Outcome>): Promise<Outcome> {
    const running = begin().finally(() => this.#tries.delete(key));
    this.#tries.set(key, running);
    // Whoever has lost patience hears of it at the next try.
    running.catch(() => undefined);
    return running;
  }
}
