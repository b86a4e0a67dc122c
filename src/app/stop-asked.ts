/** docs/operating.md names it, and the unit there waits longer. */
export const endLimitSeconds = 10;

/**
 * Resolves at the first SIGTERM or SIGINT. Another one changes nothing: a terminal, npm and a supervisor may all pass the
 * same wish on, and the end has its limit.
 */
export function stopAsked(out: (text: string) => void): Promise<null> {
  let isAsked = false;
  return new Promise((resolve) => {
    const ask = () => {
      if (isAsked) out(`Closing already; it takes ${endLimitSeconds} seconds at most.`);
      isAsked = true;
      resolve(null);
    };
    process.on("SIGTERM", ask);
    process.on("SIGINT", ask);
  });
}
