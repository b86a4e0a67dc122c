/** Who holds which post at a moment, and what it is called: pure views that the machine's own guards use too. */
import { isRole, roleWords, type Actor, type Post, type Role, type Text } from "../playbook.ts";
import type { Holding, OrganisationContext, PersonRecord, PostRecord, Unit } from "./context.ts";
import { actsForAt, isDelegated, personById } from "./people.ts";

type Known = Pick<OrganisationContext, "people" | "units" | "posts" | "holdings">;

export function unitById({ units }: Pick<OrganisationContext, "units">, id: string): Unit | null {
  return units.find((unit) => unit.id === id) ?? null;
}

export function postById({ posts }: Pick<OrganisationContext, "posts">, id: string): PostRecord | null {
  return posts.find((post) => post.id === id) ?? null;
}

/** What a post that is asked for takes in: without a unit it is held anywhere. */
const isAsked = ({ post, unit }: Pick<Post, "post" | "unit">, held: Holding): boolean =>
  held.post === post && (unit === undefined || held.unit === unit);

/** Who holds a post now, absent or not, each once. Whoever has lost the base role or has left holds it in vain. */
export function holdersOfPost(known: Known, asked: Pick<Post, "post" | "unit">): readonly PersonRecord[] {
  const held = known.holdings.filter((one) => one.until === null && isAsked(asked, one));
  const ids = new Set(held.map(({ person }) => person));
  return ids.size === 0 ? [] : known.people.filter(({ id }) => ids.has(id));
}

/** The posts that somebody holds now, of their own. */
export function postsOf({ holdings }: Pick<OrganisationContext, "holdings">, id: string): readonly Holding[] {
  return holdings.filter((one) => one.until === null && one.person === id);
}

/** Those that somebody held at a moment, by what was on record then. */
export function postsHeldAt(
  { holdings }: Pick<OrganisationContext, "holdings">,
  id: string,
  at: number,
): readonly Holding[] {
  return holdings.filter((one) => one.person === id && one.since <= at && (one.until === null || at < one.until));
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
  const deputies = [...new Set(context.absences.flatMap(({ deputy }) => deputy ?? []))].filter(
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
