/** No timer may wait longer: 400 days. */
const delayMaxMs = 400 * 24 * 60 * 60 * 1000;

/** Why nothing can wait this long, or null. XState takes anything else for "at once". */
export function whyNotDelay(delay: unknown): string | null {
  return typeof delay === "number" && delay >= 0 && delay <= delayMaxMs
    ? null
    : `is ${String(delay)}; it must be 0 … 400 days in ms`;
}
