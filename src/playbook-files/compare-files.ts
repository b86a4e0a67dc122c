/** What changes from one file to another: words only, which the same version may carry, or behaviour, which needs a new one. */
import { behaviourOf } from "../../machines/from-data/behaviour.ts";
import type { PlaybookFile } from "../../machines/from-data/format/index.ts";
import { shown, type KeyPath } from "./fault.ts";
import { nameAt } from "./thing-names.ts";

export interface Comparison {
  readonly changes: "nothing" | "words" | "behaviour";
  /** One change each, in words. */
  readonly lines: readonly string[];
}

export function compareFiles(before: PlaybookFile, after: PlaybookFile): Comparison {
  const lines = [...differences(before, after, [])];
  if (lines.length === 0) return { changes: "nothing", lines };
  const withoutVersion = (file: PlaybookFile) => behaviourOf({ ...file, version: 1 });
  return { changes: withoutVersion(before) === withoutVersion(after) ? "words" : "behaviour", lines };
}

function* differences(before: unknown, after: unknown, at: KeyPath): Generator<string> {
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  if (before === undefined) yield `+ ${nameAt(at)}`;
  else if (after === undefined) yield `- ${nameAt(at)}`;
  else if (isRecord(before) && isRecord(after) && !isWords(before) && !isWords(after))
    yield* members(before, after, at);
  else if (isList(before) && isList(after) && (before.length === after.length || at[0] === "scenarios"))
    for (const index of (before.length > after.length ? before : after).keys())
      yield* differences(before[index], after[index], [...at, index]);
  else yield `~ ${nameAt(at)}: ${worded(before)} → ${worded(after)}`;
}

function* members(before: Record<string, unknown>, after: Record<string, unknown>, at: KeyPath): Generator<string> {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  for (const key of keys) {
    const [was, is] = [before, after].map((one) => (Object.hasOwn(one, key) ? one[key] : undefined));
    yield* differences(was, is, [...at, key]);
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isWords = (value: Record<string, unknown>): boolean => "zh" in value && "en" in value;

const worded = (value: unknown): string =>
  isRecord(value) && isWords(value) ? `${shown(value["zh"])} ${shown(value["en"])}` : shown(value);
