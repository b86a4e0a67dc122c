import { steadyClock } from "../kernel/clock.ts";
import type { Progress } from "./operator.ts";
import type { Terminal } from "./cli-context.ts";

const everyMs = 1_000;

/** Tells how far something has come, on standard error, once a second and at the end of each part. */
export function progressOn({ err }: Terminal): Progress {
  let toldAt = -Infinity;
  return (doing, done, total) => {
    const now = steadyClock.now();
    if (done < total && now - toldAt < everyMs) return;
    toldAt = now;
    err(`${doing}: ${done} of ${total}`);
  };
}
