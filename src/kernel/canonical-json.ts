/** The one text of a JSON value (RFC 8785): whoever writes the same value writes the same bytes. */
import type { Json } from "./json.ts";

/**
 * Keys in the order of their UTF-16 code units, numbers and escapes as ECMAScript writes them, no white space. Only for what
 * JSON carries unchanged: finite numbers, and no half of a surrogate pair.
 */
export function canonicalJson(value: Json): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const parts = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`);
  return `{${parts.join(",")}}`;
}

/** The same value with its keys in that order, as it comes back from its text. */
export function inCanonicalOrder<Value extends Json>(value: Value): Value {
  return ordered(value) as Value;
}

function ordered(value: Json): Json {
  if (typeof value !== "object" || value === null) return value;
  if (isArray(value)) return value.map(ordered);
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, ordered(value[key] ?? null)]),
  );
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
