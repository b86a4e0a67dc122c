/** What a search for incidents looks through, and how it asks. */
import type { Batch } from "../../src/engine/ports.ts";
import { fold } from "../../src/kernel/fold.ts";
import type { Columns, Dialect } from "../dialect.ts";

export const searchEntryColumns: Columns = [
  ["instance", "text"],
  ["ref", "text"],
  ["kind", "text"],
  ["words", "text"],
];

type SearchEntry = readonly [instance: string, ref: string, kind: "title" | "text", words: string];

/** As long as any field is. */
export const wordsMax = 20_000;

/** Stands between characters: no folded text has it. */
const mark = "\u0001";

/** `title`: of the instance, as its summary has it, with its folded words. */
export function searchEntriesIn(
  { texts }: Pick<Batch, "texts">,
  titles: readonly (readonly [instance: string, title: string, folded: string])[],
): readonly SearchEntry[] {
  const named = titles.map(([instance, title, folded]): SearchEntry => [instance, title, "title", marked(folded)]);
  const others = texts
    .filter(({ isSearched }) => isSearched)
    .map(({ instance, ref, text }): SearchEntry => [instance, ref, "text", searchedWords(text)]);
  // A title comes first: what is its text as well stays the title's entry.
  return [...named, ...others];
}

export function putSearchEntry({ bulk }: Dialect): string {
  return `${bulk.insert("search_entries", [["position", "integer"], ...searchEntryColumns], "position")} ON CONFLICT (instance, ref) DO NOTHING`;
}

/** A text as its entry has it: folded, with a mark around each character. Whoever looks for erased words looks for this too. */
export function searchedWords(text: string): string {
  return marked(fold(text, wordsMax));
}

function marked(folded: string): string {
  return `${mark}${Array.from(folded.replaceAll(mark, "\ufffd")).join(mark)}${mark}`;
}

/** More say nothing more. */
const pairsMax = 24;

/**
 * Incidents of which an entry has these folded words, letter for letter: the pairs of characters lead to few entries, and those
 * are read. Earlier titles stay, and are not found.
 */
export function foundBy(words: string, dialect: Dialect): [condition: string, ...bindings: string[]] {
  const signs = Array.from(words.replaceAll(mark, "\ufffd"));
  const pairs = signs.length === 1 ? signs : signs.slice(1).map((sign, index) => `${signs[index] ?? ""}${mark}${sign}`);
  const asked = [...new Set(pairs)].slice(0, pairsMax);
  const inside = signs.join(mark);
  // One pair is found whole: nothing is left to compare.
  const compared = asked.length === 1 && signs.length <= 2 ? [] : [inside];
  const further = compared.map(() => `AND ${dialect.contains("search_entries.words")}`).join("");
  return [
    `number IN (SELECT found.number FROM search_entries JOIN instances AS found ON found.id = search_entries.instance
      WHERE ${dialect.hasPairs("search_entries")} ${further}
        AND (search_entries.kind = 'text' OR search_entries.ref = found.title))`,
    dialect.pairsAsked(asked, mark),
    ...compared,
  ];
}
