import type { Clock } from "../../kernel/clock.ts";

/** Resolves when all of `work` is over, or has taken longer than `slowMs`; what is slow goes on by itself. */
export function overOrSlow(work: Iterable<Promise<unknown>>, slowMs: number, steady: Clock): Promise<void> {
  return new Promise((resolve) => {
    const takeBack = steady.after(slowMs, resolve);
    void Promise.allSettled(work).then(() => {
      takeBack();
      resolve();
    });
  });
}
