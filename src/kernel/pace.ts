/** How much somebody may do in a time: a bucket for each of them, which fills up again steadily. */
import type { Clock } from "./clock.ts";

export interface PaceLimits {
  /** What fills up again. */
  readonly perMinute: number;
  /** What somebody may do at once who has done nothing for a while. */
  readonly atOnce: number;
}

export interface Pace {
  /** 0: it may be done, and is counted. Else how long to wait (ms), and nothing is counted. */
  take(who: string): number;
  /** It was not done after all. */
  giveBack(who: string): void;
}

interface Bucket {
  left: number;
  at: number;
}

const minuteMs = 60_000;
/** Full buckets are forgotten when there are more than these: whoever has one begins with a full one anyway. */
const bucketsMax = 10_000;

export function pace({ perMinute, atOnce }: PaceLimits, clock: Clock): Pace {
  const buckets = new Map<string, Bucket>();
  const bucketOf = (who: string): Bucket => {
    const now = clock.now();
    const before = buckets.get(who);
    // A clock that was put back fills nothing and takes nothing away.
    const passed = before ? Math.max(0, now - before.at) : 0;
    const left = before ? Math.min(atOnce, before.left + (passed * perMinute) / minuteMs) : atOnce;
    const bucket = { left, at: now };
    buckets.set(who, bucket);
    return bucket;
  };
  let sweptAbove = bucketsMax;
  const forgetFull = () => {
    if (buckets.size <= sweptAbove) return;
    for (const who of buckets.keys()) if (bucketOf(who).left >= atOnce) buckets.delete(who);
    sweptAbove = Math.max(bucketsMax, 2 * buckets.size);
  };
  return {
    take: (who) => {
      forgetFull();
      const bucket = bucketOf(who);
      if (bucket.left < 1) return Math.ceil(((1 - bucket.left) * minuteMs) / perMinute);
      bucket.left -= 1;
      return 0;
    },
    giveBack: (who) => {
      const bucket = bucketOf(who);
      bucket.left = Math.min(atOnce, bucket.left + 1);
    },
  };
}

/** Somebody does more than their share. Nothing was recorded; after `retryAfterMs` it can be sent again. */
export class TooManyError extends Error {
  override name = "TooManyError";
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    const seconds = Math.ceil(retryAfterMs / 1000);
    super(`Too many entries in a short time: nothing was recorded. Try again in ${seconds} s.`);
    this.retryAfterMs = retryAfterMs;
  }
}
