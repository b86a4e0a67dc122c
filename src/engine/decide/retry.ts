/** When a message that could not be delivered is tried again. */

const firstDelayMs = 5_000;
export const retryDelayMaxMs = 15 * 60_000;
/** At half a quarter of an hour each, which is the least that chance may leave, so many tries still outlast a whole day. */
export const outboxTriesMax = 240;

/**
 * Milliseconds to wait after `tries` failed tries, or null to park the message for a person to look at. `chance` in 0 … 1
 * spreads the tries of many messages: between half the delay and all of it.
 */
export function retryDelayMs(tries: number, chance: number): number | null {
  if (tries >= outboxTriesMax) return null;
  const delay = Math.min(firstDelayMs * 2 ** Math.min(tries - 1, 20), retryDelayMaxMs);
  return Math.round(delay * (0.5 + 0.5 * chance));
}
