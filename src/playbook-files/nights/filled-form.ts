/** The form of a step as somebody at the desk would send it, and in one line what is wrong with it. */
import type { Calendar } from "../../../machines/playbook/calendar.ts";
import type { EventForm } from "../../../machines/playbook.ts";
import type { Checked } from "../../playbook/check-form.ts";
import { fieldsOf } from "../../playbook/fields.ts";
import { isoOf, localInstant } from "./local-time.ts";

type Values = Readonly<Record<string, unknown>>;
type FormErrors = Extract<Checked, { readonly ok: false }>["errors"];

/** What the page fills in by itself. */
export function prefilled(form: EventForm, context: unknown, at: number): Values {
  const filled = form.prefill?.(context, at) ?? {};
  return Object.fromEntries(
    fieldsOf(form)
      .filter(({ name }) => Object.hasOwn(filled, name) && filled[name] !== undefined)
      .map(({ name, kind }) => [name, kind === "instant" ? isoOf(Number(filled[name])) : filled[name]]),
  );
}

/** As a person types it: local times become instants, numbers words. */
export function typed(form: Pick<EventForm, "form">, given: Values, calendar: Calendar): Values {
  const kinds = new Map(fieldsOf(form).map(({ name, kind }) => [name, kind]));
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      if (kinds.get(name) === "instant" && typeof value === "string")
        return [name, isoOf(localInstant(calendar, value))];
      return [name, typeof value === "number" ? String(value) : value];
    }),
  );
}

export function formSentence(errors: FormErrors): string {
  return Object.entries(errors)
    .map(([name, texts]) => `${name === "" ? "" : `${name}: `}${texts.map(({ en }) => en).join(" ")}`)
    .join(" ");
}
