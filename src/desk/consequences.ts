/** What a change would do to the roster, said before it is made. */
import { nameOf, personById } from "../people/directory.ts";
import type { Directory } from "../people/types.ts";
import { gapsBetween, type Gap } from "../roster/gaps.ts";

export interface Consequences {
  /** Times in which nobody would have the duty and somebody has it now, and the other way round. */
  readonly newGaps: readonly Gap[];
  readonly closedGaps: readonly Gap[];
  /** About somebody who would be deactivated; null for every other change. */
  readonly leaving: Leaving | null;
}

export interface Leaving {
  readonly rotations: number;
  /** Names of those whose deputy they are, now or to come. */
  readonly deputyOf: readonly string[];
  /** Names of the units whose head or contact they are. */
  readonly unitsOf: readonly string[];
}

const lookAheadMs = 30 * 24 * 60 * 60_000;

export function consequencesOf(before: Directory, after: Directory, now: number): Consequences {
  const left = before.people.find((person) => person.active && personById(after, person.id)?.active === false);
  return {
    newGaps: withoutThose(gapsOf(after, now), gapsOf(before, now)),
    closedGaps: withoutThose(gapsOf(before, now), gapsOf(after, now)),
    leaving: left ? leavingOf(before, left.id, now) : null,
  };
}

function gapsOf(directory: Directory, now: number): readonly Gap[] {
  return directory.layers.flatMap((layer) => gapsBetween(directory, layer.id, now, now + lookAheadMs));
}

/** What is left of the gaps when those are taken away. */
function withoutThose(gaps: readonly Gap[], those: readonly Gap[]): readonly Gap[] {
  return gaps.flatMap((gap) =>
    those
      .filter((other) => other.layer === gap.layer)
      .reduce<readonly Gap[]>((rest, other) => rest.flatMap((piece) => cut(piece, other)), [gap]),
  );
}

function cut(gap: Gap, { from, until }: Gap): readonly Gap[] {
  if (until <= gap.from || from >= gap.until) return [gap];
  const before = from > gap.from ? [{ ...gap, until: from }] : [];
  const after = until < gap.until ? [{ ...gap, from: until }] : [];
  return [...before, ...after];
}

function leavingOf(directory: Directory, id: string, now: number): Leaving {
  const running = ({ until }: { readonly until: number | null }) => until === null || until > now;
  return {
    rotations: directory.rotations.filter((one) => running(one) && one.people.includes(id)).length,
    deputyOf: directory.absences
      .filter((one) => running(one) && one.deputy === id)
      .map((one) => nameOf(directory, one.person)),
    unitsOf: directory.units.filter((one) => one.head === id || one.contact === id).map((one) => one.name),
  };
}
