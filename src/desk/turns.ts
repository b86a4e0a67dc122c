/** Whose turn it is, as lists are asked about it: roles, and posts each with the role that takes its place. */
import type { Playbook, Post } from "../../machines/playbook.ts";
import { actorText } from "../../machines/playbook.ts";
import type { Person } from "../directory/person.ts";
import { may, type Organised } from "./permissions.ts";

/** `post:contact@it-services`, and behind a stroke who acts while nobody holds it: `post:commander/lead`. */
export const turnOf = (post: Post): string => `${actorText(post)}${post.orElse === undefined ? "" : `/${post.orElse}`}`;

/** All the turns that are this person's now. */
export function turnsOf(
  playbooks: readonly Playbook[],
  person: Pick<Person, "id" | "roles">,
  organised: Organised,
): readonly string[] {
  const theirs = postsIn(playbooks)
    .flatMap((post) => [post, ...inEachUnit(post, organised)])
    .filter((post) => may(person, { by: [post] }, organised));
  return [...person.roles, ...new Set(theirs.map(turnOf))];
}

function postsIn(playbooks: readonly Playbook[]): readonly Post[] {
  const named = playbooks.flatMap(({ events }) => events.flatMap((form) => form.by));
  return named.flatMap((actor) => (typeof actor === "string" ? [] : [actor]));
}

const inEachUnit = (post: Post, { directory }: Organised): readonly Post[] =>
  (directory?.units ?? []).map(({ id }) => ({ ...post, unit: id }));
