/** Which clocks a batch decides, or decides otherwise: what is stored of the others stays as it is. */
import { isSameJson } from "../../kernel/json.ts";
import type { DecidedClock, DecidedClockRow } from "../decided-clock.ts";
import type { InstanceRow } from "../ports.ts";
import type { Host } from "./host.ts";

export function newlyDecided(
  { decidedClocks }: Pick<Host, "decidedClocks">,
  before: InstanceRow | null,
  row: InstanceRow,
): readonly DecidedClockRow[] {
  if (before?.state === row.state) return [];
  const stored = new Map((before ? decidedClocks(before.machine, before.state) : []).map((one) => [one.clock, one]));
  const decided = decidedClocks(row.machine, row.state);
  const now = new Set(decided.map(({ clock }) => clock));
  const runAgain = [...stored.values()]
    .filter(({ clock }) => !now.has(clock))
    .map((one): DecidedClock => ({ ...one, outcome: "running" }));
  return [...decided.filter((one) => !isSame(one, stored.get(one.clock))), ...runAgain].map((one) => ({
    ...one,
    instance: row.id,
  }));
}

const isSame = (one: DecidedClock, other: DecidedClock | undefined): boolean =>
  other !== undefined && isSameJson({ ...one }, { ...other });
