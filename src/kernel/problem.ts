/**
 * What went wrong, in words. Anything at all can be thrown: nothing here throws in its turn, whatever a thing says of itself or
 * refuses to say.
 */

const silent = "something failed without saying what";
/** Characters kept. */
const textMax = 500;

/** `TypeError: x is not a function`, or as much of it as there is. */
export function textOfProblem(problem: unknown): string {
  return textOf(problem, (error) => String(error));
}

/** The message alone, or the name where there is none. */
export function messageOfProblem(problem: unknown): string {
  return textOf(problem, (error) => error.message || error.name);
}

/** `instanceof`, also of a thing that answers no questions. */
export function isA<Kind>(problem: unknown, kind: abstract new (...parts: never[]) => Kind): problem is Kind {
  try {
    return problem instanceof kind;
  } catch {
    return false;
  }
}

function textOf(problem: unknown, ofError: (error: Error) => unknown): string {
  try {
    const text = isA(problem, Error) ? ofError(problem) : ofAnything(problem);
    return typeof text === "string" && text.trim() !== "" ? storable(text) : silent;
  } catch {
    return silent;
  }
}

function ofAnything(problem: unknown): unknown {
  if (problem === undefined) return silent;
  // eslint-disable-next-line @typescript-eslint/no-base-to-string -- what it makes of a plain object is mended below
  const text = String(problem);
  return text === "[object Object]" ? JSON.stringify(problem) : text;
}

/** A database cannot hold NUL or half a surrogate pair as text. */
function storable(text: string): string {
  const kept = Array.from(text.slice(0, 4 * textMax))
    .slice(0, textMax)
    .join("");
  return kept.replaceAll("\0", "\ufffd").replace(/\p{Surrogate}/gu, "\ufffd");
}
