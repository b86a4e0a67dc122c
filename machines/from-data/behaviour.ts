/** What of a file is behaviour. Words may be corrected under the same version; everything else is pinned. */
import { digestOf } from "../kit/digest.ts";
import type { PlaybookFile } from "./format/index.ts";

/** Keys whose texts are words for people. */
const wordKeys: ReadonlySet<string> = new Set([
  "title",
  "purpose",
  "label",
  "done",
  "help",
  "confirm",
  "why",
  "rule",
  "when",
  "subject",
  "happened",
  "asked",
]);

const isText = (part: unknown): boolean => typeof part === "object" && part !== null && "zh" in part && "en" in part;

const withoutWords = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map((part: unknown) => withoutWords(part));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key, part]) => !(wordKeys.has(key) && isText(part)));
  return Object.fromEntries(kept.map(([key, part]) => [key, withoutWords(part)]));
};

/** Words of options, stages and checklists count: an incident keeps them. */
export function behaviourOf({ scenarios: _, sources: __, ...file }: PlaybookFile): string {
  const text = JSON.stringify(withoutWords(file), (key, part: unknown) => (key === "source" ? undefined : part));
  return digestOf(text);
}
