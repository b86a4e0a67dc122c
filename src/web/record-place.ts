/** Places in an incident's record, as they stand in an address. What is none counts as left out. */

export function seqFrom(said: unknown): number | null {
  return typeof said === "string" && /^\d{1,15}$/.test(said) ? Number(said) : null;
}

/** The row of the log that asked for a message, and which of its messages it is. */
export function messagePlaceFrom(said: unknown): string | null {
  return typeof said === "string" && /^\d{1,15}\.\d{1,4}$/.test(said) ? said : null;
}
