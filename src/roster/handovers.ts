/** Changes of duty: when the next one is, and which of the past ones nobody has signed. */
import type { Directory } from "../directory/types.ts";
import type { Signature } from "../directory/entries.ts";
import { slotsFrom, type Slot } from "./slots.ts";

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

/** How far ahead the next hand-over is looked for: so long, and over so many turns of somebody who follows themselves. */
const aheadMs = 100 * dayMs;
const turnsAheadMax = 200;

/** The first change of who has the duty after `at`; null when there is none so far ahead. */
export function nextHandover(directory: Directory, layer: string, at: number): HandoverDue | null {
  // Only as far as it is: mostly it is near.
  for (const first of changesFrom(directory, layer, at + 1, at + aheadMs, turnsAheadMax))
    return signed(directory, first);
  return null;
}

/** The changes from `from` (inclusive) to `until` (exclusive), oldest first. One who follows themselves hands over nothing. */
export function handoversBetween(
  directory: Directory,
  layer: string,
  from: number,
  until: number,
): readonly HandoverDue[] {
  return [...changesFrom(directory, layer, from, until)].map((change) => signed(directory, change));
}

type Change = Pick<HandoverDue, "layer" | "moment" | "from" | "to">;

function* changesFrom(
  directory: Directory,
  layer: string,
  from: number,
  until: number,
  turnsMax = Infinity,
): Generator<Change> {
  const isAskedFor = ({ moment }: Change) => moment >= from && moment < until;
  // Before the first slot and after the last nobody has the duty.
  let before: Pick<Slot, "until" | "onDuty"> = { until: -Infinity, onDuty: null };
  let turns = 0;
  for (const slot of slotsFrom(directory, layer, from - 1, until)) {
    if (turns++ === turnsMax) return;
    const found = [...leftBefore(layer, before, slot), ...changeAt(layer, before, slot)];
    yield* found.filter(isAskedFor);
    before = slot;
  }
  yield* leftBefore(layer, before, null).filter(isAskedFor);
}

type Ended = Pick<Slot, "until" | "onDuty">;

/** Somebody's duty ended and nothing follows on it. */
function leftBefore(layer: string, before: Ended, slot: Slot | null): readonly Change[] {
  if (slot?.from === before.until || before.onDuty === null) return [];
  return [{ layer, moment: before.until, from: before.onDuty, to: null }];
}

function changeAt(layer: string, before: Ended, slot: Slot): readonly Change[] {
  const leaving = slot.from === before.until ? before.onDuty : null;
  return slot.onDuty === leaving ? [] : [{ layer, moment: slot.from, from: leaving, to: slot.onDuty }];
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

/** A signature holds for the two people that it was given for: after a later swap both sign anew. */
function signed({ handovers }: Directory, change: Change): HandoverDue {
  const found = handovers.find(
    (one) =>
      one.layer === change.layer && one.moment === change.moment && one.from === change.from && one.to === change.to,
  );
  return { ...change, signedFrom: found?.signedFrom ?? null, signedTo: found?.signedTo ?? null };
}
