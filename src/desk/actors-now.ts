import type { Actor, EventForm } from "../../machines/playbook.ts";

/** The roles and posts that count in this incident. */
export function actorsNow(form: Pick<EventForm, "by" | "byNow">, context: unknown): readonly Actor[] {
  return form.byNow?.(context) ?? form.by;
}
