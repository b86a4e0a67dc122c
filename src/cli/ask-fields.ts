/** A form's values from the command line: `--field name=value`, `--fields file.json`, or asked for one by one. */
import { readFileSync } from "node:fs";
import type { Language } from "../../machines/playbook.ts";
import { fieldsOf, isList, type Field, type FormOwner } from "../playbook/fields.ts";
import { valuesFromForm } from "../playbook/form-values.ts";
import { CliFailure, exitCodes } from "./exit-codes.ts";
import { fieldErrors } from "./outcome.ts";
import type { Terminal } from "./cli-context.ts";

export interface FieldOptions {
  readonly field?: readonly string[];
  readonly fields?: string;
}

export interface Asking {
  readonly terminal: Terminal;
  readonly zone: string;
  readonly language: Language;
}

export type Values = Readonly<Record<string, unknown>>;

/** Throws `CliFailure` when something cannot be read; what a value may be, the desk checks. */
export async function valuesFor(owner: FormOwner, options: FieldOptions, asking: Asking): Promise<Values> {
  const fields = fieldsOf(owner);
  const given = {
    ...(await fromJson(options.fields, asking.terminal)),
    ...fromPairs(fields, options.field ?? [], asking),
  };
  if (!asking.terminal.interactive || options.fields === "-") return given;
  const missing = fields.filter((field) => field.required && !Object.hasOwn(given, field.name));
  return { ...given, ...(await askFor(missing, asking)) };
}

async function fromJson(file: string | undefined, terminal: Terminal): Promise<Values> {
  if (file === undefined) return {};
  const text = file === "-" ? await terminal.readAll() : readFile(file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CliFailure(exitCodes.usage, `--fields: not valid JSON: ${(error as Error).message}.`);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new CliFailure(exitCodes.usage, '--fields: write one JSON object, for instance {"title": "…"}.');
}

function readFile(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new CliFailure(exitCodes.usage, `--fields: ${(error as Error).message}.`);
  }
}

/** The same field several times makes a list; times without an offset are in the organisation's zone. */
function fromPairs(fields: readonly Field[], pairs: readonly string[], { zone, language }: Asking): Values {
  const sent = new Map<string, string[]>();
  for (const pair of pairs) {
    const equals = pair.indexOf("=");
    if (equals < 1) throw new CliFailure(exitCodes.usage, `--field ${JSON.stringify(pair)}: write name=value.`);
    const name = pair.slice(0, equals);
    sent.set(name, [...(sent.get(name) ?? []), pair.slice(equals + 1)]);
  }
  // Own properties whatever the names: a field called `__proto__` must not become a prototype.
  const body = Object.fromEntries(sent);
  const named = fields.filter((field) => Object.hasOwn(body, field.name));
  const read = valuesFromForm(named, body, zone);
  if (Object.keys(read.errors).length > 0) throw new CliFailure(exitCodes.usage, fieldErrors(read.errors, language));
  const unknown = Object.entries(body).filter(([name]) => !fields.some((field) => field.name === name));
  return { ...Object.fromEntries(unknown.map(([name, values]) => [name, values.join("\n")])), ...read.values };
}

async function askFor(missing: readonly Field[], asking: Asking): Promise<Values> {
  const pairs: string[] = [];
  for (const field of missing) {
    const answer = await asking.terminal.ask(question(field, asking.language));
    const parts = isList(field) || field.kind === "choices" ? answer.split(";") : [answer];
    pairs.push(...parts.map((part) => `${field.name}=${part.trim()}`));
  }
  return fromPairs(missing, pairs, asking);
}

const severalWords = { zh: "（多项用 ; 分隔）", en: " (separate several with ;)" } satisfies Record<Language, string>;

function question(field: Field, language: Language): string {
  const { label, help, kind, options } = field;
  const choices = options.map((option) => `  ${option.value}: ${option.label[language]}`);
  const several = isList(field) || kind === "choices" ? severalWords[language] : "";
  return [...(help === null ? [] : [help[language]]), ...choices, `${label[language]}${several}: `].join("\n");
}
