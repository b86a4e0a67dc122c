/** Who is on duty when: the claims of a layer laid over each other, and the absences over them. */
import { absenceAt, isActiveAt, personById } from "../people/directory.ts";
import type { Directory } from "../people/types.ts";
import { claimsBetween, type Claim, type ClaimSource } from "./claims.ts";

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

export type Missing = "absent" | "deactivated" | "without-role";

/** The slots that touch `from` (inclusive) to `until` (exclusive), oldest first, each as long as it really is. */
export function dutyBetween(directory: Directory, layer: string, from: number, until: number): readonly Slot[] {
  if (!(from < until)) return [];
  const near = claimsBetween(directory, layer, from, until);
  if (near.length === 0) return [];
  // A slot at the edge goes on outside of the window, and what ends it there must be looked at too.
  const first = Math.min(from, ...near.map((claim) => claim.from));
  const last = Math.max(until, ...near.map((claim) => claim.until));
  const claims = claimsBetween(directory, layer, first, last);
  return laidOver(claims)
    .flatMap((piece) => withAbsences(directory, layer, piece))
    .filter((slot) => slot.from < until && slot.until > from);
}

/** The slot at a moment, or null when the roster names nobody. */
export function dutyAt(directory: Directory, layer: string, at: number): Slot | null {
  return dutyBetween(directory, layer, at, at + 1)[0] ?? null;
}

/** Pieces that do not overlap, each with the claim that counts there. */
function laidOver(claims: readonly Claim[]): readonly Claim[] {
  const bounds = sorted(claims.flatMap((claim) => [claim.from, claim.until]));
  const begins = [...claims].sort((a, b) => a.from - b.from);
  const pieces: Claim[] = [];
  let open: readonly Claim[] = [];
  let next = 0;
  bounds.forEach((from, index) => {
    const until = bounds[index + 1];
    if (until === undefined) return;
    const entering: Claim[] = [];
    for (let claim = begins[next]; claim !== undefined && claim.from <= from; claim = begins[++next])
      entering.push(claim);
    open = [...open, ...entering].filter((claim) => claim.until > from);
    const winner = highest(open);
    if (!winner) return;
    const before = pieces.at(-1);
    if (before?.until === from && isSame(before, winner)) pieces[pieces.length - 1] = { ...before, until };
    else pieces.push({ ...winner, from, until });
  });
  return pieces;
}

/** A rotation that gives one person two turns running has two slots: only pieces of one and the same claim are joined. */
function isSame(piece: Claim, claim: Claim): boolean {
  return (
    piece.source === claim.source && piece.id === claim.id && piece.person === claim.person && claim.from < piece.until
  );
}

function highest(claims: readonly Claim[]): Claim | null {
  return claims.reduce<Claim | null>((best, claim) => (best === null || outranks(claim, best) ? claim : best), null);
}

function outranks(one: Claim, other: Claim): boolean {
  return one.rank[0] - other.rank[0] > 0 || (one.rank[0] === other.rank[0] && one.rank[1] >= other.rank[1]);
}

function sorted(instants: readonly number[]): readonly number[] {
  return [...new Set(instants)].sort((a, b) => a - b);
}

/** One slot for each part of the piece in which the same person has the duty for the same reason. */
function withAbsences(directory: Directory, layer: string, piece: Claim): readonly Slot[] {
  const cuts = cutsWithin(directory, piece);
  const slots: Slot[] = [];
  cuts.forEach((from, index) => {
    const until = cuts[index + 1] ?? piece.until;
    const slot = { ...slotOf(layer, piece), from, until, ...holderAt(directory, layer, piece.person, from) };
    const before = slots.at(-1);
    if (before?.onDuty === slot.onDuty && before.missing === slot.missing)
      slots[slots.length - 1] = { ...before, until };
    else slots.push(slot);
  });
  return slots;
}

type Plain = Omit<Slot, "onDuty" | "missing" | "from" | "until">;
const slotOf = (layer: string, { person, source, id, reason }: Claim): Plain => ({
  layer,
  person,
  source,
  sourceId: id,
  reason,
});

/** Where somebody may become absent, or stop to be: of the person, and of whoever acts for them. */
function cutsWithin(directory: Directory, piece: Claim): readonly number[] {
  const own = directory.absences.filter((absence) => absence.person === piece.person);
  const deputies = own.map((absence) => absence.deputy);
  const concerned = [piece.person, ...deputies];
  const bounds = [
    ...directory.absences
      .filter((absence) => concerned.includes(absence.person))
      .flatMap((absence) => [absence.from, absence.until]),
    ...directory.people.filter(({ id }) => concerned.includes(id)).map((person) => person.until),
  ].filter((at) => at !== null);
  return [piece.from, ...sorted(bounds).filter((at) => at > piece.from && at < piece.until)];
}

/** A deputy's own deputy is not asked: one hand-over by absence, and then it shows. */
function holderAt(
  directory: Directory,
  layer: string,
  id: string,
  at: number,
): { readonly onDuty: string | null; readonly missing: Missing | null } {
  const person = personById(directory, id);
  if (!person || !isActiveAt(person, at)) return { onDuty: null, missing: "deactivated" };
  const role = directory.layers.find((one) => one.id === layer)?.role;
  if (role !== undefined && !person.roles.includes(role)) return { onDuty: null, missing: "without-role" };
  const absence = absenceAt(directory, id, at);
  if (!absence) return { onDuty: id, missing: null };
  const deputy = absence.deputy === null ? null : personById(directory, absence.deputy);
  const acts = deputy !== null && isActiveAt(deputy, at) && absenceAt(directory, deputy.id, at) === null;
  return { onDuty: acts ? deputy.id : null, missing: "absent" };
}
