/** Chance is passed in: a number from 0 up to 1, for jitter. */
export type Random = () => number;

export const systemRandom: Random = () => Math.random();
