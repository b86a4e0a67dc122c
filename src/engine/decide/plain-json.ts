/** What goes into the store must come back the same. This says where it would not. */
import type { Json, JsonObject } from "../../kernel/json.ts";

/** A value inside a value inside … so many times; a circle has no end at all. With its row around it, 64 are read back. */
const depthMax = 60;

const halfPair = /\p{Surrogate}/u;

/** Path and reason of the first part of `value` that JSON cannot carry unchanged, or null. Only -0 it may carry as 0. */
export function whyNotJson(value: unknown, path: string, depth = 0): string | null {
  switch (typeof value) {
    case "string":
      return halfPair.test(value) ? `${path} has half a surrogate pair in it` : null;
    case "boolean":
      return null;
    case "number":
      return Number.isFinite(value) ? null : `${path} is ${String(value)}, which JSON cannot carry`;
    case "object":
      return value === null ? null : whyNotJsonObject(value, path, depth);
    case "undefined":
      return `${path} is undefined; use null`;
    case "bigint":
    case "function":
    case "symbol":
      return `${path} is a ${typeof value}, which JSON cannot carry`;
  }
}

function whyNotJsonObject(value: object, path: string, depth: number): string | null {
  if (isKnown(value, depth)) return null;
  if (depth === depthMax) return `${path.slice(0, 40)}… is nested more than ${depthMax} deep`;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const why = whyNotJson(value[index], `${path}[${index}]`, depth + 1);
      if (why !== null) return why;
    }
    return null;
  }
  // An object of another realm has another Object.prototype, whose own prototype is null all the same.
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    return `${path} is a ${nameOf(value)}, not a plain object`;
  }
  if ("toJSON" in value) return `${path} has a toJSON of its own`;
  for (const key of Object.keys(value)) {
    if (halfPair.test(key)) return `${path} has a key with half a surrogate pair in it`;
    if (key === "__proto__") return `${path} has a key named __proto__`;
    const why = whyNotJson((value as Readonly<Record<string, unknown>>)[key], `${path}.${key}`, depth + 1);
    if (why !== null) return why;
  }
  return null;
}

function nameOf(value: object): string {
  const maker: unknown = value.constructor;
  return typeof maker === "function" ? maker.name : "thing with a prototype of its own";
}

/** Freezes a value and everything below it: an `assign` that changes its input in place would pollute other steps. */
export function freezeDeep<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) freezeDeep(part);
    Object.freeze(value);
  }
  return value;
}

/** Contexts and their parts, most of which a step leaves as they are: JSON, frozen, and no object in two places. */
const knownContexts = new WeakSet<object>();
const knownParts = new WeakSet<object>();

function isKnown(value: object, depth: number): boolean {
  return (depth === 0 && knownContexts.has(value)) || (depth === 1 && knownParts.has(value));
}

/** Freezes a context that has come from JSON and remembers it, so that the next step looks only at what is new. */
export function knowContext(context: JsonObject): JsonObject {
  if (knownContexts.has(context)) return context;
  for (const part of Object.values(context)) {
    if (typeof part === "object" && part !== null && !knownParts.has(part)) knownParts.add(freezeDeep(part));
  }
  knownContexts.add(Object.freeze(context));
  return context;
}

/**
 * A context that a step has made, as it would come back from the database. What is new in it is copied: one object in two
 * places would be two after a restart, and a guard that compares them would then answer differently. Only for what
 * `whyNotJson` has nothing against.
 */
export function asFromJson(context: JsonObject): JsonObject {
  if (knownContexts.has(context)) return context;
  const taken = new Set<object>();
  const own: Record<string, Json> = { ...context };
  for (const key of Object.keys(own)) {
    const part = own[key];
    if (typeof part !== "object" || part === null) {
      if (part === 0) own[key] = 0;
      continue;
    }
    const kept = knownParts.has(part) && !taken.has(part) ? part : frozenCopy(part);
    own[key] = kept;
    taken.add(kept);
    knownParts.add(kept);
  }
  knownContexts.add(Object.freeze(own));
  return own;
}

export function isKnownContext(context: object): boolean {
  return knownContexts.has(context);
}

/** Nobody changes it any more, and it stands in one place. */
export function isKnownPart(part: Json): part is JsonObject | readonly Json[] {
  return typeof part === "object" && part !== null && knownParts.has(part);
}

/** The same value again, frozen, with 0 for -0, sharing nothing with the first. Only for what `whyNotJson` has nothing against. */
export function frozenCopy<Value extends Json>(value: Value): Value {
  return copied(value) as Value;
}

function copied(value: Json): Json {
  if (typeof value !== "object" || value === null) return value === 0 ? 0 : value;
  if (isArray(value)) return Object.freeze(value.map(copied));
  const copy: Record<string, Json> = {};
  for (const [key, part] of Object.entries(value)) copy[key] = copied(part);
  return Object.freeze(copy);
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
