/**
 * Somebody who wants to hear of something. Whoever tells them goes on as if they had listened quietly: what they throw, at once
 * or later, goes to `failed`.
 */
export function quietly<Told>(
  listener: ((told: Told) => unknown) | undefined,
  failed: (problem: unknown) => void,
): (told: Told) => void {
  return (told) => {
    try {
      const answer = listener?.(told);
      // A promise that nobody waits for would end the process when it is rejected.
      if (typeof answer === "object" && answer !== null) Promise.resolve(answer).catch(failed);
    } catch (problem) {
      failed(problem);
    }
  };
}

/** For the last in the row, after whom there is nobody to be told. */
export function toNobody(): void {
  // Here it ends.
}
