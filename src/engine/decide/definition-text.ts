/**
 * A machine as JSON: everything in it that is data, wherever it stands. The text of functions is left out, for it changes with
 * the compiler and a database must open under both; so are the properties that XState's functions have for its own use, for
 * they change with its version.
 */
import { and, not, or, stateIn, type AnyStateMachine } from "xstate";

export function definitionText(machine: AnyStateMachine): string {
  // Schemas are types: nothing that a machine does depends on them.
  const { schemas: _, types: __, ...config } = machine.config as Record<string, unknown>;
  const { actions, guards, delays } = machine.implementations;
  return textOf({ config, actions: sorted(actions), guards: sorted(guards), delays: sorted(delays) }, []);
}

const sorted = (parts: object) => Object.fromEntries(Object.entries(parts).sort(byName));

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

/** JSON. `above`: what this stands in. */
function textOf(value: unknown, above: readonly object[]): string {
  switch (typeof value) {
    case "string":
    case "boolean":
      return JSON.stringify(value);
    case "number":
      return Number.isFinite(value) && !Object.is(value, -0)
        ? JSON.stringify(value)
        : marked("number", numberText(value));
    case "bigint":
    case "symbol":
      return marked(typeof value, JSON.stringify(String(value)));
    case "undefined":
      return marked("undefined");
    case "function":
      return functionText(value, above);
    case "object":
      return value === null ? "null" : objectText(value, above);
  }
}

const numberText = (value: number): string => JSON.stringify(Object.is(value, -0) ? "-0" : String(value));

/** What JSON has no word for, under a key that no data has: an object with it is written as its entries. */
const marked = (kind: string, is?: string): string => `{"":"${kind}"${is === undefined ? "" : `,"is":${is}`}}`;

function objectText(value: object, above: readonly object[]): string {
  if (above.includes(value)) return marked("circle");
  const within = [...above, value];
  const list = (parts: readonly unknown[]) => `[${parts.map((part) => textOf(part, within)).join(",")}]`;
  if (Array.isArray(value)) return list(value);
  if (value instanceof Date) return marked("date", textOf(value.getTime(), within));
  if (value instanceof RegExp) return marked("pattern", JSON.stringify(String(value)));
  if (value instanceof Map || value instanceof Set)
    return marked(value instanceof Map ? "map" : "set", list([...value]));
  if (Object.hasOwn(value, "")) return marked("entries", list(Object.entries(value)));
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
  if (parts.length === 0 && name === "") return marked("function");
  if (above.includes(value)) return marked("circle");
  const within = [...above, value];
  const texts = parts.map((key) => `"${key}":${textOf((value as Record<string, unknown>)[key], within)}`);
  return marked(`function ${name}`.trim(), `{${texts.join(",")}}`);
}
