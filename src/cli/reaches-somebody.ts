import type { Person } from "../directory/person.ts";
import type { Json } from "../kernel/json.ts";

/** Whether somebody here is meant: by name, by role, or by the role that takes a post's place. */
export function reachesSomebody(params: Json, people: readonly Person[]): boolean {
  const to = toOf(params);
  return (
    Array.isArray(to) &&
    to.some((one: unknown) => {
      const { role, person, orElse } = (one ?? {}) as { role?: unknown; person?: unknown; orElse?: unknown };
      return people.some(({ id, roles }) => person === id || roles.some((held) => held === role || held === orElse));
    })
  );
}

export function toOf(params: Json): unknown {
  return typeof params === "object" && params !== null && "to" in params ? params.to : null;
}
