/** Lets everybody else have their turn: what has arrived meanwhile is heard, pages are answered. */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
