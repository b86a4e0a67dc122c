/** Chance that comes out the same every time (mulberry32). For walks, never for secrets. */
export interface Seeded {
  /** From 0 up to 1. */
  next(): number;
  oneIn(count: number): boolean;
  /** Null when there is nothing to choose from. */
  oneOf<Item>(items: readonly Item[]): Item | null;
}

const range = 2 ** 32;

export function seededRandom(seed: number): Seeded {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / range;
  };
  return {
    next,
    oneIn: (count) => next() * count < 1,
    oneOf: (items) => items[Math.floor(next() * items.length)] ?? null,
  };
}
