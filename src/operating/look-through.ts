/**
 * Looks through everything that is stored, beside the work and seldom: a damaged page or a row that does not fit is known
 * before somebody needs it. What was found stands on every page until a later look no longer finds it.
 */
import type { QuarantinedRow } from "../kernel/unreadable-row.ts";
import type { Clock } from "../kernel/clock.ts";
import { Loop } from "../kernel/loop.ts";

export interface Look {
  /** Sentences: pages of the database that do not hold together. */
  readonly damage: readonly string[];
  readonly wrong: readonly QuarantinedRow[];
}

export interface Looking {
  readonly result: Promise<Look>;
  /** It is no longer wanted. */
  readonly stop: () => void;
}

export interface LookThroughParts {
  readonly look: () => Looking;
  readonly steady: Clock;
  /** Hears each time what was found, or why nothing could be. */
  readonly onLooked: (looked: { readonly found: Look } | { readonly failed: unknown }) => void;
  /** From the start until the first look (ms). */
  readonly afterMs?: number;
}

/** A start has other things to do, and so has whoever waits for it. */
const firstAfterMs = 10_000;
const everyMs = 24 * 3_600_000;
/** The database was away, or held. */
const againAfterMs = 10 * 60_000;
/** Whatever takes longer than this will not end. */
const longestMs = 12 * 3_600_000;

/** Returns how to stop it. */
export function lookThrough({ look, steady, onLooked, afterMs = firstAfterMs }: LookThroughParts): () => void {
  let looking: Looking | null = null;
  const loop = new Loop({
    clock: steady,
    look: async () => {
      looking = look();
      const giveUp = steady.after(longestMs, looking.stop);
      const found = await looking.result.finally(() => {
        giveUp();
        looking = null;
      });
      if (!loop.isStopped) onLooked({ found });
    },
    nextAfterFailure: () => steady.now() + againAfterMs,
    pauseMaxMs: everyMs,
    onProblem: (failed) => {
      if (!loop.isStopped) onLooked({ failed });
    },
  });
  const notYet = steady.after(afterMs, () => {
    loop.run();
  });
  return () => {
    notYet();
    void loop.stop();
    looking?.stop();
  };
}
