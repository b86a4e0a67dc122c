/**
 * Whom a role, a post or a unit's post means at a moment: one rule for who may act and whose turn it is. The role decides in
 * every case: a post only narrows those who hold its base role to those who hold the post.
 */
import { absenceAt } from "../../machines/organisation/people.ts";
import { actingInPost, actorWords, postById, whyInactive } from "../../machines/organisation/posts.ts";
import { roleWords, type Actor, type Post, type Role, type Text } from "../../machines/playbook.ts";
import type { Person } from "./person.ts";
import type { Directory } from "./types.ts";

/** Whoever acts in the role and, where `among` is not null, is one of these people. */
export interface Entitled {
  readonly role: Role;
  readonly among: ReadonlySet<string> | null;
}

type Known = Directory | null;

/** `directory` null: nothing is known of posts, so their fallback roles act. */
export function entitledBy(directory: Known, by: readonly Actor[], at: number): readonly Entitled[] {
  return by.flatMap((actor) =>
    typeof actor === "string" ? [{ role: actor, among: null }] : ofPost(directory, actor, at),
  );
}

export function isEntitled({ id, roles }: Pick<Person, "id" | "roles">, entitled: readonly Entitled[]): boolean {
  return entitled.some(({ role, among }) => roles.includes(role) && (among === null || among.has(id)));
}

/** Where no organisation is at hand: the fallback roles act for the posts. */
export const mayByRole = (person: Pick<Person, "id" | "roles">, by: readonly Actor[]): boolean =>
  isEntitled(person, entitledBy(null, by, 0));

/** Absent holders keep their post; when none of them is there, and nobody acts for one, the fallback role acts beside them. */
function ofPost(directory: Known, post: Post, at: number): readonly Entitled[] {
  const { orElse } = post;
  const fallback = orElse === undefined ? [] : [{ role: orElse, among: null }];
  const role = directory && postById(directory, post.post)?.role;
  if (!directory || !role) return fallback;
  const acting = actingInPost(directory, post, at);
  const own = acting.length === 0 ? [] : [{ role, among: new Set(acting) }];
  return acting.some((id) => absenceAt(directory, id, at) === null) ? own : [...own, ...fallback];
}

const deactivated: Text = { zh: "已停用", en: "deactivated" };
const noOneAvailable: Text = { zh: "暂无人在岗", en: "no one is available" };
const nothingKnown = { posts: [], units: [] };

/** Each actor in words; a post in which nobody acts now names the role that does. */
export function wordsOfActors(directory: Known, by: readonly Actor[], at: number): readonly Text[] {
  return by.map((actor) => {
    const words = actorWords(directory ?? nothingKnown, actor);
    if (typeof actor === "string" || actor.orElse === undefined) return words;
    // Where the role stands beside the post anyway, nothing has to be said of it.
    const isFallback = !by.includes(actor.orElse) && ofPost(directory, actor, at).some(({ among }) => among === null);
    const role = roleWords[actor.orElse];
    if (!isFallback) return words;
    const isInactive = directory !== null && whyInactive(directory, actor) !== null;
    const why = isInactive ? deactivated : noOneAvailable;
    return { zh: `${words.zh}（${why.zh}，由${role.zh}办理）`, en: `${words.en} (${why.en}, so ${role.en} acts)` };
  });
}
