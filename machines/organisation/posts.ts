/** Who holds which post at a moment, and what it is called: pure views that the machine's own guards use too. */
import { isRole, roleWords, type Actor, type Post, type Role, type Text } from "../playbook.ts";
import type { Holding, OrganisationContext, PersonRecord, PostRecord, Spell, Unit } from "./context.ts";
import { absencesOf, actsForAt, grouped, inTheirOrder, isDelegated, lookedThrough, personById } from "./people.ts";

type Known = Pick<OrganisationContext, "people" | "units" | "posts" | "holdings">;

const byId = <Entry extends { readonly id: string }>() =>
  lookedThrough((entries: readonly Entry[]) => new Map(entries.map((entry) => [entry.id, entry])));
const unitsById = byId<Unit>();
const postsById = byId<PostRecord>();

export function unitById({ units }: Pick<OrganisationContext, "units">, id: string): Unit | null {
  return unitsById(units).get(id) ?? null;
}

export function postById({ posts }: Pick<OrganisationContext, "posts">, id: string): PostRecord | null {
  return postsById(posts).get(id) ?? null;
}

type Deactivatable = { readonly inactive?: readonly Spell[] };

export const isActive = ({ inactive = [] }: Deactivatable): boolean => inactive.at(-1)?.until !== null;

const wasActiveAt = ({ inactive = [] }: Deactivatable, at: number): boolean =>
  !inactive.some(({ from, until }) => from <= at && (until === null || at < until));

/** Why a post means nobody now, whoever holds it: it, or its unit, has been deactivated. Null: it does not. */
export function whyInactive(
  known: Pick<OrganisationContext, "posts" | "units">,
  { post, unit }: Pick<Post, "post" | "unit">,
): Text | null {
  const [record, of] = [postById(known, post), unit === undefined ? null : unitById(known, unit)];
  if (record && !isActive(record))
    return { zh: `职务“${record.name.zh}”已停用`, en: `the post “${record.name.en}” has been deactivated` };
  if (!of || of.active) return null;
  return { zh: `部门“${of.name.zh}”已停用`, en: `the unit “${of.name.en}” has been deactivated` };
}

/** A post holds nobody while it, or the unit for which it is held, is deactivated. */
const countsNow = (known: Known, { post, unit }: Holding): boolean =>
  whyInactive(known, { post, ...(unit !== null && { unit }) }) === null;

/** What a post that is asked for takes in: without a unit it is held anywhere. */
const isAsked = ({ post, unit }: Pick<Post, "post" | "unit">, held: Holding): boolean =>
  held.post === post && (unit === undefined || held.unit === unit);

const placeOf = (post: string, unit: string | null): string => `${post} ${unit ?? ""}`;
const holdingsByPlace = lookedThrough((holdings: readonly Holding[]) =>
  grouped(holdings, ({ post, unit }) => placeOf(post, unit)),
);

/**
 * Who holds a post now, absent or not, each once: nobody while it is deactivated. Whoever has lost the base role or has left
 * holds it in vain.
 */
export function holdersOfPost(known: Known, asked: Pick<Post, "post" | "unit">): readonly PersonRecord[] {
  const { post, unit } = asked;
  const there = unit === undefined ? known.holdings : (holdingsByPlace(known.holdings).get(placeOf(post, unit)) ?? []);
  const held = there.filter((one) => one.until === null && isAsked(asked, one) && countsNow(known, one));
  const ids = new Set(held.map(({ person }) => person));
  return inTheirOrder(known, ids);
}

const holdingsByPerson = lookedThrough((holdings: readonly Holding[]) => grouped(holdings, ({ person }) => person));

/** All that is on record of one person, also what has ended or is deactivated. */
export function holdingsOf({ holdings }: Pick<OrganisationContext, "holdings">, id: string): readonly Holding[] {
  return holdingsByPerson(holdings).get(id) ?? [];
}

/** Why somebody did not hold a post at a moment: they did not, or it or its unit was deactivated; null: they did. */
export function whyNotHeldAt(
  known: Pick<Known, "holdings" | "posts" | "units">,
  id: string,
  asked: Pick<Post, "post" | "unit">,
  at: number,
): "without-post" | "inactive-post" | null {
  const held = holdingsOf(known, id).filter((one) => isAsked(asked, one) && wasHeldAt(one, at));
  if (held.length === 0) return "without-post";
  return held.some((one) => countedAt(known, one, at)) ? null : "inactive-post";
}

/** The posts that somebody holds now, of their own; none of those that are deactivated. */
export function postsOf(known: Known, id: string): readonly Holding[] {
  return holdingsOf(known, id).filter((one) => one.until === null && countsNow(known, one));
}

/** Those that somebody held at a moment, by what was on record then; one that was deactivated then was held by nobody. */
export function postsHeldAt(
  known: Pick<OrganisationContext, "holdings" | "posts" | "units">,
  id: string,
  at: number,
): readonly Holding[] {
  return holdingsOf(known, id).filter((one) => wasHeldAt(one, at) && countedAt(known, one, at));
}

const wasHeldAt = ({ since, until }: Holding, at: number): boolean => since <= at && (until === null || at < until);

function countedAt(known: Pick<Known, "posts" | "units">, { post, unit }: Holding, at: number): boolean {
  const [record, of] = [postById(known, post), unit === null ? null : unitById(known, unit)];
  return (!record || wasActiveAt(record, at)) && (!of || wasActiveAt(of, at));
}

/**
 * Who acts in a post now: its holders who are active and have its base role, and as a named deputy whoever acts for one. The
 * absent keep theirs, as they keep their roles.
 */
export function actingInPost(
  context: OrganisationContext,
  asked: Pick<Post, "post" | "unit">,
  at: number,
): readonly string[] {
  const role = postById(context, asked.post)?.role;
  if (role === undefined) return [];
  const own = holdersOfPost(context, asked).filter((one) => one.active && one.roles.includes(role));
  const ids = new Set(own.map(({ id }) => id));
  if (!isDelegated(role)) return [...ids];
  const named = own.flatMap(({ id }) => absencesOf(context, id).flatMap(({ deputy }) => deputy ?? []));
  const deputies = [...new Set(named)].filter(
    (id) => personById(context, id)?.active && actsForAt(context, id, at).some((absent) => ids.has(absent.id)),
  );
  return [...new Set([...ids, ...deputies])];
}

/** "commander", "contact of IT services": the organisation's own names; a playbook's where it has none. */
export function postWords(
  known: Pick<OrganisationContext, "posts" | "units">,
  { post, unit, label }: Omit<Post, "orElse">,
): Text {
  const name = postById(known, post)?.name ?? label ?? { zh: post, en: post };
  if (unit === undefined) return name;
  const of = unitById(known, unit)?.name ?? { zh: unit, en: unit };
  return { zh: `${of.zh}${name.zh}`, en: `${name.en} of ${of.en}` };
}

export function actorWords(known: Pick<OrganisationContext, "posts" | "units">, actor: Actor): Text {
  return typeof actor === "string" ? roleOrWord(actor) : postWords(known, actor);
}

/** A newer server may know further roles. */
const roleOrWord = (role: Role): Text => (isRole(role) ? roleWords[role] : { zh: role, en: role });
