/** What the schema says about a file, in words of the author's: the library's own sentences reach nobody. */
import type { z } from "zod";
import { didYouMean, shown, type KeyPath, type NoteFault } from "./fault.ts";
import { keysAt } from "./schema-keys.ts";
import { nameAt, thingAt } from "./thing-names.ts";

type Issue = z.core.$ZodIssue;

/** Returns the parsed value, or undefined after noting what is wrong. */
export function parseBy<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  note: NoteFault,
): z.output<Schema> | undefined {
  // Whatever the schema itself does not word says this.
  const result = schema.safeParse(value, { error: () => unworded });
  if (result.success) return result.data;
  for (const issue of result.error.issues) noteIssue({ schema, value, note }, issue, []);
  return undefined;
}

const unworded = "\u0000";

interface Reading {
  readonly schema: z.ZodType;
  readonly value: unknown;
  readonly note: NoteFault;
}

function noteIssue(reading: Reading, issue: Issue, above: KeyPath): void {
  const { schema, value, note } = reading;
  const at: KeyPath = [...above, ...(issue.path as (string | number)[])];
  if (issue.code === "unrecognized_keys")
    for (const key of issue.keys)
      note([...at, key], `${nameAt(at)} has no "${key}"${didYouMean(key, keysAt(schema, at))}`, "key");
  else if (issue.code === "invalid_key") note(at, `${shown(String(at.at(-1)))}: ${keySentence(issue.issues)}`, "key");
  else if (issue.code === "invalid_union") noteUnion(reading, issue, at);
  else note(at, sentenceFor(issue, at, valueAt(value, at)));
}

function keySentence([first]: readonly { readonly message: string }[]): string {
  return first === undefined || first.message === unworded ? "this is too long for a name" : first.message;
}

/** Of the alternatives the one that was meant, if that can be told; otherwise what all of them are. */
function noteUnion(reading: Reading, issue: Extract<Issue, { code: "invalid_union" }>, at: KeyPath): void {
  const given = valueAt(reading.value, at);
  if (given === undefined) {
    reading.note(at, missing(at));
    return;
  }
  const near = issue.errors.filter((issues) => issues.every((one) => one.path.length > 0 || isInside(one)));
  const [only] = near;
  if (only && near.length === 1) {
    for (const one of only) noteIssue(reading, one, at);
    return;
  }
  reading.note(at, `${nameAt(at)}: ${issue.message === unworded ? innerMessage(issue.errors) : issue.message}`);
}

/** The alternative fits as a whole; what is wrong is in it. */
const isInside = ({ code }: { readonly code?: string }): boolean =>
  code === "unrecognized_keys" || code === "invalid_key";

function innerMessage(errors: readonly (readonly { readonly message: string }[])[]): string {
  const worded = errors.flat().find(({ message }) => message !== unworded && message !== "");
  return worded?.message ?? "this value is not possible here";
}

function sentenceFor(issue: Issue, at: KeyPath, given: unknown): string {
  const name = nameAt(at);
  if (issue.message !== unworded) return given === undefined ? missing(at) : `${name}: ${issue.message}`;
  switch (issue.code) {
    case "invalid_type":
      return given === undefined ? missing(at) : `${name}: ${wanted(issue.expected, given)}`;
    case "invalid_value":
      if (given === undefined) return missing(at);
      return `${name} cannot be ${shown(given)}${didYouMean(shown(given).slice(1, -1), issue.values.map(String))}`;
    case "too_small":
      return `${name}: ${issue.origin === "string" ? "write something here" : `at least ${issue.minimum}`}`;
    case "too_big":
      return `${name}: at most ${issue.maximum}${issue.origin === "string" ? " characters" : ""}`;
    case "invalid_format":
    case "custom":
    case "invalid_element":
    case "not_multiple_of":
    case "invalid_key":
    case "invalid_union":
    case "unrecognized_keys":
      return `${name}: this value is not possible here`;
  }
}

function missing(at: KeyPath): string {
  const { thing, rest } = thingAt(at);
  if (at.length === 1) return `the file needs "${String(at[0])}"`;
  if (rest.length === 0) return `${thing} has nothing in it`;
  return rest.length === 1 ? `${thing} needs "${rest[0]}"` : `${nameAt(at.slice(0, -1))} needs "${String(at.at(-1))}"`;
}

function wanted(expected: string, given: unknown): string {
  if (given === null) return "there is nothing here";
  switch (expected) {
    case "string":
      return typeof given === "object" ? "write one text here" : `write it in quotes: "${JSON.stringify(given)}"`;
    case "boolean":
      return "write true or false";
    case "int":
    case "number":
      return "write a whole number";
    case "array":
      return "write a list: [ … ]";
    default:
      return "write keys with their values here";
  }
}

function valueAt(value: unknown, at: KeyPath): unknown {
  return at.reduce<unknown>((inner, key) => {
    if (typeof inner !== "object" || inner === null || !Object.hasOwn(inner, key)) return undefined;
    return (inner as Readonly<Record<string | number, unknown>>)[key];
  }, value);
}
