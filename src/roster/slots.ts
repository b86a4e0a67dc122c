/** Who is on duty when: for each moment the claim that counts, and whether whoever it names could have the duty then. */
import type { Directory } from "../directory/types.ts";
import { sourcesOf, type Claim, type ClaimSource, type Source } from "./claims.ts";
import { eligibilityOf, type Holder, type Missing } from "./eligible.ts";

export type { Missing } from "./eligible.ts";

export type Slot = {
  readonly layer: string;
  /** Inclusive. */
  readonly from: number;
  /** Exclusive. */
  readonly until: number;
  /** Who was given the duty. */
  readonly person: string;
  /** Who has it: the person, the deputy while they are absent, or null when nobody does. */
  readonly onDuty: string | null;
  /** Why `onDuty` is not `person`. */
  readonly missing: Missing | null;
  readonly source: ClaimSource;
  /** Id of the rotation, shift, override or swap. */
  readonly sourceId: string;
  readonly reason: string | null;
};

/** The slots that touch `from` (inclusive) to `until` (exclusive), oldest first, each as long as it really is. */
export function dutyBetween(directory: Directory, layer: string, from: number, until: number): readonly Slot[] {
  return [...slotsFrom(directory, layer, from, until)];
}

/** The slot at a moment, or null when the roster names nobody. */
export function dutyAt(directory: Directory, layer: string, at: number): Slot | null {
  return dutyBetween(directory, layer, at, at + 1)[0] ?? null;
}

/** The same one by one, worked out as far as they are asked for. */
export function* slotsFrom(directory: Directory, layer: string, from: number, until: number): Generator<Slot> {
  if (!(from < until)) return;
  const eligible = eligibilityOf(directory, layer);
  for (const piece of piecesBetween(sourcesOf(directory, layer), from, until)) {
    const { person, source, id: sourceId, reason } = piece;
    for (const part of eligible.parts(person, piece, { from, until }))
      yield { layer, ...extentOf(part), person, ...heldBy(part), source, sourceId, reason };
  }
}

const extentOf = ({ from, until }: Claim | Holder) => ({ from, until });
const heldBy = ({ onDuty, missing }: Holder) => ({ onDuty, missing });

/** A source with the last that it answered: until then there is nothing new to ask. */
type Cursor = { readonly source: Source; claim: Claim | null; until: number };

/** Pieces that do not overlap, each with the claim that counts there. */
function* piecesBetween(sources: readonly Source[], from: number, until: number): Generator<Claim> {
  const cursors = sources.map((source): Cursor => ({ source, claim: null, until: -Infinity }));
  let begin = -Infinity;
  for (let at = from; at < until;) {
    const found = firstAt(cursors, at);
    if (found.claim) {
      // The first goes on outside of the window; of all others the beginning has just been seen.
      begin = begin === -Infinity ? beganAt(sources, found.claim, found.index, at) : at;
      yield { ...found.claim, from: begin, until: found.until };
    } else begin = at;
    at = found.until;
  }
}

/** The claim that counts at a moment, and until when nothing comes before it. */
function firstAt(cursors: readonly Cursor[], at: number) {
  let until = Infinity;
  for (const [index, cursor] of cursors.entries()) {
    if (at >= cursor.until) {
      cursor.claim = cursor.source.at(at);
      cursor.until = cursor.claim?.until ?? cursor.source.nextBegin(at);
    }
    until = Math.min(until, cursor.until);
    if (cursor.claim) return { claim: cursor.claim, index, until };
  }
  return { claim: null, index: -1, until };
}

function beganAt(sources: readonly Source[], claim: Claim, index: number, at: number): number {
  return sources.slice(0, index).reduce((begin, source) => Math.max(begin, source.lastEnd(at)), claim.from);
}
