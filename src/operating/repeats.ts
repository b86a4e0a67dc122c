/**
 * What goes wrong again and again is told once, and then counted: six hundred stacks a second would fill the disk, and hide
 * whatever else happens.
 */
import type { Clock } from "../kernel/clock.ts";

const windowMs = 60_000;
/** Different ones that are counted at a time; more come only from something that never says the same twice. */
const keysMax = 500;

export interface Repeated {
  readonly key: string;
  /** How many were not told. */
  readonly times: number;
}

export class Repeats {
  readonly #steady: Clock;
  readonly #byKey = new Map<string, { readonly until: number; seen: number; readonly most: number }>();

  constructor(steady: Clock) {
    this.#steady = steady;
  }

  /** Is this one to be told? Of each key so many are in a minute. */
  isNews(key: string, most = 1): boolean {
    const now = this.#steady.now();
    let one = this.#byKey.get(key);
    if (one === undefined || one.until <= now) {
      if (this.#byKey.size >= keysMax) this.#byKey.clear();
      one = { until: now + windowMs, seen: 0, most };
      this.#byKey.set(key, one);
    }
    one.seen += 1;
    return one.seen <= most;
  }

  /** Those whose minute is over, or all of them; each is told of once. */
  take(all = false): readonly Repeated[] {
    const now = this.#steady.now();
    const over = [...this.#byKey].filter(([, { until }]) => all || until <= now);
    for (const [key] of over) this.#byKey.delete(key);
    return over.flatMap(([key, { seen, most }]) => (seen > most ? [{ key, times: seen - most }] : []));
  }
}

/** The same trouble with another message, incident or number is the same. */
export function keyOf(event: string, sentence: string): string {
  return `${event}: ${sentence.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+/gi, "#").slice(0, 200)}`;
}
