/**
 * Looks through everything that is stored, beside the work and seldom: a damaged page or a row that does not fit is known
 * before somebody needs it. What was found stands on every page until a later look no longer finds it.
 */
import type { QuarantinedRow } from "../kernel/unreadable-row.ts";
import type { Clock } from "../kernel/clock.ts";

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
  let isStopped = false;
  let looking: Looking | null = null;
  let takeBack = steady.after(afterMs, () => void again());
  const again = async (): Promise<void> => {
    looking = look();
    const { result, stop } = looking;
    const giveUp = steady.after(longestMs, stop);
    const looked = await result.then(
      (found) => ({ found }),
      (failed: unknown) => ({ failed }),
    );
    giveUp();
    looking = null;
    if (isStopped) return;
    onLooked(looked);
    takeBack = steady.after("found" in looked ? everyMs : againAfterMs, () => void again());
  };
  return () => {
    isStopped = true;
    takeBack();
    looking?.stop();
  };
}
