import type { IncidentRow } from "./ports.ts";

/** What never changes of an incident. */
export type KnownIncident = Pick<IncidentRow, "id" | "number" | "machine">;

/** Incidents kept in mind; a night has a few dozen. */
const knownMax = 2_000;

/** Finds an incident by whatever people call it, and remembers it, so that an event for it need not look it up again. */
export function knownIncidents(
  find: (idOrNumber: string) => Promise<IncidentRow | null>,
): (idOrNumber: string) => Promise<KnownIncident | null> {
  const known = new Map<string, KnownIncident>();
  return async (idOrNumber) => {
    const before = known.get(idOrNumber);
    if (before) return before;
    const row = await find(idOrNumber);
    if (!row) return null;
    const { id, number, machine } = row;
    if (known.size >= knownMax) known.clear();
    known.set(idOrNumber, { id, number, machine });
    return { id, number, machine };
  };
}
