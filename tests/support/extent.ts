/** How much is tried: a bounded part with the other tests, all of it by `npm run test:faults` and `npm run test:browser`. */
export const isFullRun = process.env["FAULTS"] === "full";

export function howMany(bounded: number, full: number): number {
  return isFullRun ? full : bounded;
}

/** One line of figures for whoever reads the output. */
export function figures(promise: string, sentence: string): void {
  process.stdout.write(`${promise}: ${sentence}\n`);
}
