import type { EventForm, Role } from "../../machines/playbook.ts";

/** The roles that count in this incident. */
export function rolesNow(form: Pick<EventForm, "by" | "byNow">, context: unknown): readonly Role[] {
  return form.byNow?.(context) ?? form.by;
}
