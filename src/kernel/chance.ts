/** Chance is passed in: a number from 0 up to 1, for jitter. */
export type Chance = () => number;

export const systemChance: Chance = () => Math.random();
