/** What a schema allows at some place, in words. */
import { z } from "zod";

type Path = readonly PropertyKey[];

/** The keys that may stand in the object at this path, or null when any may (or it is no object). */
export function keysAt(schema: z.ZodType, path: Path): readonly string[] | null {
  const found = schemaAt(schema, path);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : null;
}

/** ` Allowed: …`, or nothing when there is nothing to say. */
export function allowed(schema: z.ZodType, issue: z.core.$ZodIssue): string {
  const words = fromIssue(issue) ?? fromSchema(schemaAt(schema, issue.path));
  return words === null ? ` ${issue.message}.` : ` Allowed: ${words}.`;
}

function fromIssue(issue: z.core.$ZodIssue): string | null {
  switch (issue.code) {
    case "invalid_value":
      return issue.values.map(String).join(", ");
    case "too_small":
      return `${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}${unitOf(issue.origin)}`;
    case "too_big":
      return `${issue.inclusive === false ? "less than" : "at most"} ${issue.maximum}${unitOf(issue.origin)}`;
    case "not_multiple_of":
      return `multiples of ${issue.divisor}`;
    case "invalid_type":
    case "invalid_format":
    case "unrecognized_keys":
    case "invalid_union":
    case "invalid_key":
    case "invalid_element":
    case "custom":
      return null;
  }
}

function unitOf(origin: string): string {
  if (origin === "string") return " letters";
  return origin === "array" ? " entries" : "";
}

function fromSchema(found: z.ZodType | null): string | null {
  if (found instanceof z.ZodEnum) return found.options.map(String).join(", ");
  if (found instanceof z.ZodLiteral) return [...found.values].map(String).join(", ");
  if (found instanceof z.ZodNumber) return rangeOf(found);
  if (found instanceof z.ZodBoolean) return "true, false";
  if (found instanceof z.ZodArray) return "a list";
  if (found instanceof z.ZodObject) return `a section with ${Object.keys(found.shape).join(", ")}`;
  return found instanceof z.ZodString || found instanceof z.ZodEmail ? "text" : null;
}

function rangeOf(schema: z.ZodNumber): string {
  const kind = schema.format?.includes("int") ? "a whole number" : "a number";
  const least = schema.minValue !== null && schema.minValue > Number.MIN_SAFE_INTEGER ? ` from ${schema.minValue}` : "";
  const most = schema.maxValue !== null && schema.maxValue < Number.MAX_SAFE_INTEGER ? ` up to ${schema.maxValue}` : "";
  return `${kind}${least}${most}`;
}

/** The schema of the value at this path, without the wrappers that add defaults and the like. */
function schemaAt(schema: z.ZodType, path: Path): z.ZodType | null {
  let here: z.ZodType | null = unwrapped(schema);
  for (const key of path) {
    if (here instanceof z.ZodObject) here = (here.shape as Record<string, z.ZodType>)[String(key)] ?? null;
    else if (here instanceof z.ZodRecord) here = here.valueType as z.ZodType;
    else if (here instanceof z.ZodArray) here = here.element as z.ZodType;
    else return null;
    if (here === null) return null;
    here = unwrapped(here);
  }
  return here;
}

function unwrapped(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodPipe) return unwrapped(schema.in as z.ZodType);
  const wrapped =
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodCatch;
  return wrapped ? unwrapped(schema.unwrap() as z.ZodType) : schema;
}
