/** The value, when it is a whole number from `min`. Throws `RangeError`: a limit that is none would mean something else to each database. */
export function wholeNumber(name: string, value: unknown, min = 0): number {
  if (isWholeNumber(value, min)) return value;
  const given = typeof value === "number" ? String(value) : `a ${value === null ? "null" : typeof value}`;
  throw new RangeError(`${name} is a whole number${min === -Infinity ? "" : ` from ${min}`}, not ${given}.`);
}

export function isWholeNumber(value: unknown, min = 0): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= min;
}
