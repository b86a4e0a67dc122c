/**
 * A machine as text: everything in it that is data, wherever it stands. The text of functions is left out, for it changes with
 * the compiler and a database must open under both; so are the properties that XState's functions have for its own use, for
 * they change with its version.
 */
import { and, not, or, stateIn, type AnyStateMachine } from "xstate";

export function definitionText(machine: AnyStateMachine): string {
  // Schemas are types: nothing that a machine does depends on them.
  const { schemas: _, types: __, ...config } = machine.config as Record<string, unknown>;
  const { actions, guards, delays } = machine.implementations;
  const implemented = [actions, guards, delays].map((parts) => Object.entries(parts as object).sort(byName));
  return textOf([config, ...implemented], []);
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

/** Strings are quoted, so that nothing else can look like one. `above`: what this stands in. */
function textOf(value: unknown, above: readonly object[]): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "bigint":
      return `${value}n`;
    case "symbol":
    case "number":
    case "boolean":
    case "undefined":
      return String(value);
    case "function":
      return functionText(value, above);
    case "object":
      return value === null ? "null" : objectText(value, above);
  }
}

function objectText(value: object, above: readonly object[]): string {
  if (above.includes(value)) return "circle";
  const within = [...above, value];
  const list = (parts: readonly unknown[]) => parts.map((part) => textOf(part, within)).join(",");
  if (Array.isArray(value)) return `[${list(value)}]`;
  if (value instanceof Date) return `Date(${value.getTime()})`;
  if (value instanceof RegExp) return `RegExp(${String(value)})`;
  if (value instanceof Map || value instanceof Set)
    return `${value instanceof Map ? "Map" : "Set"}(${list([...value])})`;
  const entries = Object.entries(value).map(([key, part]) => `${JSON.stringify(key)}:${textOf(part, within)}`);
  return `{${entries.join(",")}}`;
}

/** What the author of a machine gave to `assign`, `raise`, `cancel`, `stateIn` and the like. */
const given = ["type", "assignment", "event", "id", "delay", "sendId", "guards", "stateValue"];

/** By how they answer, because they have no type. */
const joints = new Map(
  Object.entries({ and: and([]), or: or([]), not: not(() => true), stateIn: stateIn("") }).map(([name, joint]) => [
    checkOf(joint),
    name,
  ]),
);

function checkOf(guard: object): unknown {
  return "check" in guard ? guard.check : undefined;
}

function functionText(value: object, above: readonly object[]): string {
  const parts = given.filter((key) => Object.hasOwn(value, key));
  const name = joints.get(checkOf(value) ?? "") ?? "";
  if (parts.length === 0 && name === "") return "function";
  if (above.includes(value)) return "circle";
  const within = [...above, value];
  const texts = parts.map((key) => `${key}:${textOf((value as Record<string, unknown>)[key], within)}`);
  return `function ${name}(${texts.join(",")})`;
}
