import type { Actor, Role } from "../../machines/playbook.ts";

/** The shipped playbooks name no post in `by`; one that did would need cases of its own. */
export function rolesIn(by: readonly Actor[]): readonly Role[] {
  return by.map((actor) => {
    if (typeof actor !== "string") throw new Error(`${actor.post} is a post, and this test knows roles only`);
    return actor;
  });
}
