/**
 * Tries that take longer than anybody should wait for them go on by themselves; whoever asks again meanwhile joins them. A
 * slow receiver so keeps no other letter from leaving, and nothing is sent twice because of it.
 */
import type { Clock } from "../kernel/clock.ts";

export class OnTheirWay<Outcome> {
  readonly #tries = new Map<string, Promise<Outcome>>();
  readonly #patienceMs: number;
  readonly #wall: Clock;

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
    let takeBack: () => void = () => undefined;
    const impatience = new Promise<null>((resolve) => {
      takeBack = this.#wall.after(this.#patienceMs, () => resolve(null));
    });
    return Promise.race([running, impatience]).finally(takeBack);
  }

  /** Resolves when nothing is on its way any more. */
  async idle(): Promise<void> {
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
