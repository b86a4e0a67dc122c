/** Changes of duty: when the next one is, and which of the past ones nobody has signed. */
import type { Directory, Signature } from "../people/types.ts";
import { dutyBetween, type Slot } from "./slots.ts";

export type HandoverDue = {
  readonly layer: string;
  readonly moment: number;
  /** Who has the duty before and after; null when nobody has. */
  readonly from: string | null;
  readonly to: string | null;
  readonly signedFrom: Signature | null;
  readonly signedTo: Signature | null;
};

const dayMs = 24 * 60 * 60_000;

/** How far ahead the next hand-over is looked for, in growing steps: mostly it is near. */
const horizonsMs = [2, 16, 100].map((days) => days * dayMs);

/** The first change of who has the duty after `at`; null when there is none within 100 days. */
export function nextHandover(directory: Directory, layer: string, at: number): HandoverDue | null {
  for (const horizonMs of horizonsMs) {
    const [first] = handoversBetween(directory, layer, at + 1, at + horizonMs);
    if (first) return first;
  }
  return null;
}

/** The changes from `from` (inclusive) to `until` (exclusive), oldest first. One who follows themselves hands over nothing. */
export function handoversBetween(
  directory: Directory,
  layer: string,
  from: number,
  until: number,
): readonly HandoverDue[] {
  const changes: Change[] = [];
  // Before the first slot and after the last nobody has the duty.
  let before: Pick<Slot, "until" | "onDuty"> = { until: -Infinity, onDuty: null };
  for (const slot of [...dutyBetween(directory, layer, from - 1, until), null]) {
    const joins = slot?.from === before.until;
    if (!joins && before.onDuty !== null) changes.push({ layer, moment: before.until, from: before.onDuty, to: null });
    const leaving = joins ? before.onDuty : null;
    if (slot && slot.onDuty !== leaving) changes.push({ layer, moment: slot.from, from: leaving, to: slot.onDuty });
    if (slot) before = slot;
  }
  return changes
    .filter(({ moment }) => moment >= from && moment < until)
    .map((change) => ({ ...change, ...signaturesOf(directory, change) }));
}

/** The hand-overs between two people since `since` that lack a signature of either side. */
export function unsignedHandovers(
  directory: Directory,
  layer: string,
  since: number,
  now: number,
): readonly HandoverDue[] {
  return handoversBetween(directory, layer, since, now + 1).filter(
    ({ from, to, signedFrom, signedTo }) => from !== null && to !== null && (signedFrom === null || signedTo === null),
  );
}

type Change = Pick<HandoverDue, "layer" | "moment" | "from" | "to">;

/** A signature holds for the two people that it was given for: after a later swap both sign anew. */
function signaturesOf({ handovers }: Directory, change: Change): Pick<HandoverDue, "signedFrom" | "signedTo"> {
  const signed = handovers.find(
    (one) =>
      one.layer === change.layer && one.moment === change.moment && one.from === change.from && one.to === change.to,
  );
  return { signedFrom: signed?.signedFrom ?? null, signedTo: signed?.signedTo ?? null };
}
