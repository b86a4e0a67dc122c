import { systemClock } from "../kernel/clock.ts";
import type { Engine } from "../engine/index.ts";
import type { Post } from "./open-notify.ts";

/** Loops and deliveries come to rest, or are broken off after so long (ms). */
export async function restWithin(withinMs: number, engine: Engine, post: Post | null): Promise<void> {
  const limit = new AbortController();
  const takeBack = systemClock.after(withinMs, () => limit.abort());
  await Promise.all([engine.rest(withinMs), post?.rest(limit.signal)]).finally(takeBack);
}
