/** The posts that a playbook's events and notifications name. */
import type { Post, Role, Text } from "../playbook.ts";

interface Declared {
  /** What it is called where the organisation has no name for it. */
  readonly label: Text;
  /** Acts, and is told, while nobody holds the post. */
  readonly fallsBackTo: Role;
}

/** `posts({ commander: { label, fallsBackTo: "lead" } })`: each as `by` and `to` take it. */
export function posts<Id extends string>(declared: Readonly<Record<Id, Declared>>): Readonly<Record<Id, Post>> {
  const named = Object.entries<Declared>(declared).map(([post, { label, fallsBackTo }]) => [
    post,
    { post, label, orElse: fallsBackTo },
  ]);
  return Object.fromEntries(named) as Readonly<Record<Id, Post>>;
}

/** The same post, of one unit. */
export const inUnit = (post: Post, unit: string): Post => ({ ...post, unit });
