/** The person and the unit that a form names: each is one that it may name, and the unit's names stand beside its id. */
import type { EventForm } from "../../machines/playbook.ts";
import type { Person } from "../directory/person.ts";
import { organisedNow } from "./acting.ts";
import type { DeskDependencies } from "./desk-dependencies.ts";
import { personFieldError } from "./person-field.ts";
import { withUnit, type Named } from "./units.ts";

type Parts = Pick<DeskDependencies, "people" | "clock"> & Partial<Pick<DeskDependencies, "source">>;

/** `context`: of the incident; undefined for an opening. */
export function withNames(
  form: Pick<EventForm, "form" | "personField" | "unit">,
  values: Readonly<Record<string, unknown>>,
  context: unknown,
  parts: Parts,
  actor: Person,
): Named {
  const wrong = personFieldError(form, values, context, parts, actor);
  return wrong ? { ok: false, errors: wrong } : withUnit(form, values, organisedNow(parts));
}
