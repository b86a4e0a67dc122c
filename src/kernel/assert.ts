/** Thrown when we erred: a broken promise of our own code. Never caught to carry on, except at the outermost edge. */
class AssertionError extends Error {
  override name = "AssertionError";
}

/** Stops before the damage: stays on in production. */
export function assert(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new AssertionError(sentence);
}
