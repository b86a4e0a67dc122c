/** Claims laid over each other: pieces that do not overlap, oldest first, each of the claim that ranks highest there. */
type Extent = { readonly from: number; readonly until: number };

export type Ranked<Claim> = {
  readonly claim: Claim;
  /** Compared part by part; of two that are equal the later in the list. */
  readonly rank: readonly [kind: number, order: number];
};

export function piecesOf<Claim extends Extent>(ranked: readonly Ranked<Claim>[]): readonly Claim[] {
  const claims = ranked.filter(({ claim }) => claim.from < claim.until);
  const bounds = [...new Set(claims.flatMap(({ claim }) => [claim.from, claim.until]))].sort((a, b) => a - b);
  const begins = [...claims].sort((a, b) => a.claim.from - b.claim.from);
  const pieces: Claim[] = [];
  let open: Ranked<Claim>[] = [];
  let next = 0;
  let before: Ranked<Claim> | null = null;
  bounds.forEach((from, index) => {
    const until = bounds[index + 1];
    if (until === undefined) return;
    open = open.filter(({ claim }) => claim.until > from);
    for (let one = begins[next]; one !== undefined && one.claim.from <= from; one = begins[++next]) open.push(one);
    const winner = highest(open);
    const last = pieces.at(-1);
    if (winner && winner === before && last?.until === from) pieces[pieces.length - 1] = { ...last, until };
    else if (winner) pieces.push({ ...winner.claim, from, until });
    before = winner;
  });
  return pieces;
}

function highest<Claim>(claims: readonly Ranked<Claim>[]): Ranked<Claim> | null {
  return claims.reduce<Ranked<Claim> | null>(
    (best, one) => (best === null || outranks(one.rank, best.rank) ? one : best),
    null,
  );
}

function outranks(one: Ranked<unknown>["rank"], other: Ranked<unknown>["rank"]): boolean {
  return one[0] > other[0] || (one[0] === other[0] && one[1] >= other[1]);
}
