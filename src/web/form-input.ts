/** What stands in the fields of a form: strings, as a person typed them, whether they are good values or not. */
import { readInstant } from "../../machines/kit/instant.ts";
import type { Language } from "../../machines/playbook.ts";
import { isList, type Field, type FormBody } from "../playbook/forms.ts";
import { localValue } from "../playbook/times.ts";

/** By field name. Nothing is dropped or improved here: a form that comes back shows what was typed. */
export type FormInput = Readonly<Record<string, readonly string[]>>;

export function typedFromBody(fields: readonly Field[], body: FormBody): FormInput {
  return Object.fromEntries(
    fields.map((field) => [field.name, stringsOf(Object.hasOwn(body, field.name) ? body[field.name] : [])]),
  );
}

function stringsOf(sent: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(sent) ? sent : [sent];
  return list.filter((one) => typeof one === "string");
}

/** From values that a playbook or an address suggests. */
export function typedFromValues(
  fields: readonly Field[],
  values: Readonly<Record<string, unknown>>,
  zone: string,
): FormInput {
  return Object.fromEntries(fields.map((field) => [field.name, suggested(field, values[field.name], zone)]));
}

function suggested(field: Field, value: unknown, zone: string): readonly string[] {
  if (value === undefined || value === null) return [];
  if (field.kind === "instant") return [instantText(value, zone)];
  if (field.kind === "flag") return value === true ? ["on"] : [];
  if (isList(field) && Array.isArray(value)) return [stringsOf(value).join("\n")];
  if (Array.isArray(value)) return stringsOf(value);
  return typeof value === "string" || typeof value === "number" ? [String(value)] : [];
}

/** Milliseconds or ISO 8601 become the wall clock that the input shows; what a person typed stays as it is. */
function instantText(value: unknown, zone: string): string {
  if (typeof value === "number") return localValue(value, zone);
  if (typeof value !== "string") return "";
  const at = readInstant(value);
  return at === null ? value : localValue(at, zone);
}

/** For a sentence or a list: what stands in one field, in words. */
export function shownValue(field: Field, typed: FormInput, language: Language, yes: string): readonly string[] {
  const entries = (typed[field.name] ?? []).filter((one) => one.trim() !== "");
  if (field.kind === "flag") return entries.length > 0 ? [yes] : [];
  if (field.kind === "instant") return entries.map((one) => one.replace("T", " "));
  return entries.map((one) => field.options.find((option) => option.value === one)?.label[language] ?? one);
}
