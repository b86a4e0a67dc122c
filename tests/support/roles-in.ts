import type { Actor, Role } from "../../machines/playbook.ts";

/** Where nobody holds a post the role acts that it falls back to. */
export function rolesIn(by: readonly Actor[]): readonly Role[] {
  const roles = by.map((actor) => {
    if (typeof actor === "string") return actor;
    if (actor.orElse === undefined)
      throw new Error(`${actor.post} falls back to no role, and this test knows roles only`);
    return actor.orElse;
  });
  return [...new Set(roles)];
}
