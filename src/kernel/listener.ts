/** Wraps a listener so that its caller never fails: what the listener throws, at once or later, goes to `failed`. */
export function quietly<Notice>(
  listener: ((notice: Notice) => unknown) | undefined,
  failed: (problem: unknown) => void,
): (notice: Notice) => void {
  return (notice) => {
    try {
      const answer = listener?.(notice);
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
