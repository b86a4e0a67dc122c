/** Reads a YAML file against a schema. Every complaint says file, line and column, what was given, and what is allowed. */
import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument, type Document } from "yaml";
import type { z } from "zod";
import { ConfigurationError, suggestion } from "./problems.ts";
import { allowed, keysAt } from "./schema-words.ts";

const problemsShownMax = 20;
const givenShownMax = 60;
const maxAliasCount = 100;
type Path = readonly PropertyKey[];
type Yaml = Document.Parsed;

/** Throws `ConfigurationError` with every problem found, in the order of the file. */
export function parseSettingsFile<Schema extends z.ZodType>(
  file: string,
  text: string,
  schema: Schema,
): z.infer<Schema> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const value = valueOf(document);
  if (document.errors.length > 0) {
    const wrong = document.errors.map((error) => ({
      offset: error.pos[0],
      sentence: error.message.replace(/\.?\s*$/, "."),
    }));
    refuse(file, lines, wrong);
  }
  const result = schema.safeParse(value ?? {});
  const wrong = (result.error?.issues ?? [])
    .filter((issue) => issue.code !== "unrecognized_keys")
    .map((issue) => ({ offset: offsetOf(document, issue.path), sentence: sayIssue(document, schema, issue) }));
  const unknown = unknownKeys(schema, value).map((found) => ({
    offset: offsetOf(document, [...found.path, found.key]),
    sentence: sayUnknown(found),
  }));
  if (unknown.length > 0 || !result.success) refuse(file, lines, [...unknown, ...wrong]);
  return result.data;
}

interface Problem {
  readonly offset: number;
  readonly sentence: string;
}

function refuse(file: string, lines: LineCounter, problems: readonly Problem[]): never {
  const sentences = [...problems]
    .sort((a, b) => a.offset - b.offset)
    .map(({ offset, sentence }) => {
      const { line, col } = lines.linePos(offset);
      return `${file}:${Math.max(1, line)}:${Math.max(1, col)}: ${sentence}`;
    });
  const more = sentences.length - problemsShownMax;
  throw new ConfigurationError([...sentences.slice(0, problemsShownMax), ...(more > 0 ? [`… and ${more} more.`] : [])]);
}

/** What the document says as plain values. Aliases that multiply without end are an error of the document like any other. */
function valueOf(document: Yaml): unknown {
  if (document.errors.length > 0) return null;
  try {
    return document.toJS({ maxAliasCount });
  } catch (error) {
    throw new ConfigurationError([`The settings file uses too many aliases: ${(error as Error).message}.`]);
  }
}

/** Where the value at this path stands; of one that is missing, where the nearest part of its path stands. */
function offsetOf(document: Yaml, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(key),
      );
      // A wrong value is shown at the value, and a section by its name.
      const node = isScalar(pair?.value) && pair.value.value !== null ? pair.value : pair?.key;
      if (isNode(node) && node.range) return node.range[0];
    }
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function sayIssue(document: Yaml, schema: z.ZodType, issue: z.core.$ZodIssue): string {
  const name = sayPath(issue.path);
  const given: unknown = document.getIn(issue.path);
  if (given === undefined || given === null) {
    return `${name} is missing.${allowed(schema, issue)}`;
  }
  if (issue.code === "custom" || (issue.code === "invalid_format" && !issue.message.startsWith("Invalid"))) {
    return `${name}: ${show(given)} ${issue.message}.`;
  }
  const values =
    issue.code === "invalid_value" && typeof given === "string" ? suggestion(given, issue.values.map(String)) : "";
  return `${name} is ${show(given)}.${allowed(schema, issue)}${values}`;
}

function show(given: unknown): string {
  if (given === null || typeof given === "object") return "a section";
  const text = JSON.stringify(given);
  return text.length > givenShownMax ? `${text.slice(0, givenShownMax)}…` : text;
}

/** `people[2].roles[0]` */
function sayPath(path: Path): string {
  return path.length === 0
    ? "The file"
    : path
        .map((part, index) => (typeof part === "number" ? `[${part}]` : `${index > 0 ? "." : ""}${String(part)}`))
        .join("");
}

interface UnknownKey {
  readonly path: Path;
  readonly key: PropertyKey;
  readonly known: readonly string[];
}

/** A key that nobody reads is a setting that somebody believes in, so it is refused even where a schema would drop it. */
function unknownKeys(schema: z.ZodType, value: unknown, path: Path = []): UnknownKey[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => unknownKeys(schema, item, [...path, index]));
  if (typeof value !== "object" || value === null) return [];
  const known = keysAt(schema, path);
  return Object.entries(value).flatMap(([key, inner]) =>
    known !== null && !known.includes(key) ? [{ path, key, known }] : unknownKeys(schema, inner, [...path, key]),
  );
}

function sayUnknown({ path, key, known }: UnknownKey): string {
  const help = suggestion(String(key), known) || ` Known here: ${known.join(", ") || "none"}.`;
  return `${sayPath([...path, key])} is not a setting.${help}`;
}
