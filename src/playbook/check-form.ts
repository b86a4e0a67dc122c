/** Parses a form's values once, for every door, and says in both languages what will not do. */
import type { z } from "zod";
import type { Text } from "../../machines/playbook.ts";
import { boundsOf, fieldsOf, isList, type Field, type FormOwner } from "./fields.ts";
import { formWords, inLine, tooLong, tooMany, tooShort, unknownField, wholeNumber } from "./form-words.ts";
import { markdownFault } from "./markdown.ts";
import type { FieldErrors } from "./types.ts";

export type Checked =
  | {
      readonly ok: true;
      /** Parsed: instants are ms, texts trimmed; what was left out is absent. */ readonly values: Readonly<
        Record<string, unknown>
      >;
    }
  | { readonly ok: false; readonly errors: FieldErrors };

/** More unknown names than these are not repeated back. */
const unknownNamesMax = 10;
const unknownNameLengthMax = 60;

/** `values` are unchecked; `now` (ms) is what "in the future" is measured by. Unknown names are errors, each by its name. */
export function checkForm(owner: FormOwner, values: unknown, now: number): Checked {
  if (!isRecord(values)) return { ok: false, errors: { "": [formWords.notAForm] } };
  const fields = fieldsOf(owner);
  const unknown = unknownNames(fields, values);
  const parsed = owner.form.safeParse(withoutUndefined(values));
  const wrong = parsed.success
    ? [...futureTimes(fields, parsed.data, now), ...notForThePublic(fields, parsed.data)]
    : parsed.error.issues.map(issueWords(owner, values));
  const errors = [...unknown, ...wrong];
  if (errors.length > 0 || !parsed.success) return { ok: false, errors: byField(errors) };
  return { ok: true, values: withoutUndefined(parsed.data) };
}

type NamedText = readonly [name: string, words: Text];

function isRecord(values: unknown): values is Readonly<Record<string, unknown>> {
  return typeof values === "object" && values !== null && !Array.isArray(values);
}

function unknownNames(fields: readonly Field[], values: Readonly<Record<string, unknown>>): readonly NamedText[] {
  const names = fields.map((field) => field.name);
  return Object.keys(values)
    .filter((name) => !names.includes(name))
    .slice(0, unknownNamesMax)
    .map((name) => [name.slice(0, unknownNameLengthMax), unknownField(names)]);
}

/** The engine keeps JSON, and JSON has no undefined. */
function withoutUndefined(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** Clocks differ: what is ahead of ours by no more than this has happened. */
const aheadMaxMs = 2 * 60_000;

function futureTimes(
  fields: readonly Field[],
  values: Readonly<Record<string, unknown>>,
  now: number,
): readonly NamedText[] {
  return fields
    .filter((field) => field.past && Number(values[field.name]) > now + aheadMaxMs)
    .map((field) => [field.name, formWords.inTheFuture]);
}

/** What the public page would not show as it was typed. */
function notForThePublic(fields: readonly Field[], values: Readonly<Record<string, unknown>>): readonly NamedText[] {
  return fields.flatMap(({ name, isMarkdown }): readonly NamedText[] => {
    const value = values[name];
    const fault = isMarkdown && typeof value === "string" ? markdownFault(value) : null;
    return fault === null ? [] : [[name, fault]];
  });
}

type Issue = z.core.$ZodIssue;

function issueWords(owner: FormOwner, values: Readonly<Record<string, unknown>>): (issue: Issue) => NamedText {
  const fields = fieldsOf(owner);
  return (issue) => {
    const name = String(issue.path[0] ?? "");
    const bounds = boundsOf(owner, name);
    if (bounds) return [name, wholeNumber(bounds.least, bounds.most)];
    const field = fields.find((one) => one.name === name);
    const place = issue.path[1];
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    const entry: unknown = Array.isArray(value) && typeof place === "number" ? value[place] : value;
    const words = wordsFor(issue, field, entry);
    return [name, typeof place === "number" && field && isList(field) ? inLine(place + 1, words) : words];
  };
}

function wordsFor(issue: Issue, field: Field | undefined, value: unknown): Text {
  const left = value === undefined || value === null || value === "";
  switch (issue.code) {
    case "custom":
      return saidByThePlaybook(issue);
    case "invalid_type":
      return left ? leftEmpty(field) : wrongType(issue.expected, field);
    case "invalid_value":
      return left ? leftEmpty(field) : formWords.notAnOption;
    case "too_small":
      if (Number(issue.minimum) > 1) return tooShort(Number(issue.minimum));
      return leftEmpty(field);
    case "too_big":
      if (issue.origin === "array") return tooMany(Number(issue.maximum));
      return tooLong(Number(issue.maximum), typeof value === "string" ? value.trim().length : null);
    case "invalid_format":
      return left ? leftEmpty(field) : saidByThePlaybook(issue);
    case "not_multiple_of":
    case "unrecognized_keys":
    case "invalid_union":
    case "invalid_key":
    case "invalid_element":
      return left ? leftEmpty(field) : formWords.invalid;
  }
}

function leftEmpty(field: Field | undefined): Text {
  if (field?.kind === "choice") return formWords.chooseOne;
  return field?.kind === "choices" ? formWords.chooseSome : formWords.required;
}

function wrongType(expected: string, field: Field | undefined): Text {
  if (field?.kind === "instant") return formWords.notATime;
  if (expected === "array") return formWords.notLines;
  if (expected === "boolean") return formWords.notYesOrNo;
  return expected === "string" ? formWords.notText : formWords.invalid;
}

/**
 * A playbook's own rule. It says its words as `params: { text: { zh, en } }`, or as one message "English · 中文"; any other
 * message serves both languages.
 */
function saidByThePlaybook({
  message,
  params,
}: {
  message: string;
  params?: Record<string, unknown> | undefined;
}): Text {
  const text: unknown = params?.["text"];
  if (isText(text)) return text;
  if (message.startsWith("Invalid")) return formWords.invalid;
  const [, en, zh] = /^(.+?) · (.+)$/.exec(message) ?? [];
  return en !== undefined && zh !== undefined ? { zh, en } : { zh: message, en: message };
}

function isText(value: unknown): value is Text {
  return isRecord(value) && typeof value["zh"] === "string" && typeof value["en"] === "string";
}

/** Own properties whatever the names: a field called `__proto__` must not become a prototype. */
function byField(said: readonly NamedText[]): FieldErrors {
  const names = [...new Set(said.map(([name]) => name))];
  return Object.fromEntries(
    names.map((name) => [name, said.filter(([other]) => other === name).map(([, words]) => words)]),
  );
}
