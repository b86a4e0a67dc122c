/** When what has failed is tried again: a message that could not be delivered, a timer whose step failed. */

const firstDelayMs = 5_000;
export const retryDelayMaxMs = 15 * 60_000;
/** At half a quarter of an hour each, which is the least that chance may leave, so many tries still outlast a whole day. */
export const outboxTriesMax = 240;

/**
 * Milliseconds to wait after `tries` failed tries, or null to dead-letter the message for a person to look at. `chance` in 0 … 1
 * spreads the tries of many messages: between half the delay and all of it.
 */
export function retryDelayMs(tries: number, random: number): number | null {
  if (tries >= outboxTriesMax) return null;
  const delay = Math.min(firstDelayMs * 2 ** Math.min(tries - 1, 20), retryDelayMaxMs);
  // A chance that is none must not keep a message for ever.
  const share = random >= 0 && random <= 1 ? random : 1;
  return Math.round(delay * (0.5 + 0.5 * share));
}

const firstTimerDelayMs = 1_000;
/** So many tries take half an hour: what passes by itself has passed by then. */
const timerTriesMax = 12;

/**
 * Milliseconds to wait after `tries` failed tries of a timer, or null to quarantine it. Without chance: a step is computed
 * here, so there is no receiver whom many tries at once could overrun.
 */
export function timerRetryDelayMs(tries: number): number | null {
  return tries >= timerTriesMax ? null : Math.min(firstTimerDelayMs * 2 ** (tries - 1), retryDelayMaxMs);
}
