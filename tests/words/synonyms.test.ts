/** One thing has one name: no text that somebody reads uses a word that the glossary forbids. */
import { expect, test } from "@jest/globals";
import { fileURLToPath } from "node:url";
import { chinese, english, type Synonym } from "./synonyms.ts";
import { textsIn, textsInTheTree, type FoundText } from "./texts-in-the-tree.ts";

const found = textsInTheTree(fileURLToPath(new URL("../..", import.meta.url)));

function slips(texts: readonly FoundText[]): readonly string[] {
  return texts.flatMap(({ language, text, place }) =>
    (language === "en" ? english : chinese)
      .filter((synonym) => isUsed(synonym, text, place))
      .map(({ but }) => `${place}: “${text}” → ${but}`),
  );
}

function isUsed({ not, except = [] }: Synonym, text: string, place: string): boolean {
  // A single lower-case word is a code, not a sentence.
  return not.test(text) && !/^[a-z_-]+$/.test(text) && !except.some((one) => one.place.test(place));
}

test("thousands of texts of both languages are looked at", () => {
  for (const language of ["en", "zh"] as const)
    expect(found.filter((one) => one.language === language).length).toBeGreaterThan(1_500);
});

test("no text uses a word that the glossary forbids", () => {
  expect(slips(found)).toEqual([]);
});

test("every exception is still needed", () => {
  for (const synonyms of [english, chinese])
    for (const { not, except = [] } of synonyms)
      for (const { place } of except)
        expect([place.source, found.some((one) => place.test(one.place) && not.test(one.text))]).toEqual([
          place.source,
          true,
        ]);
});

test("a forbidden word is found in a label, a template, a catalogue and the terminal", () => {
  const sources: readonly (readonly [string, string])[] = [
    ["machines/a.ts", 'const label = { zh: "已结案", en: "Done" };'],
    ["src/desk/a.ts", "const text = { zh: `好`, en: `Nobody has ${name}` };"],
    ["src/web/words/zh/a.ts", 'export const a = { title: "值守台" };'],
    ["src/web/words/en/a.ts", "export const a = { at: (t: string) => `The letter of ${t}` };"],
    ["src/cli/a.ts", 'say("Please wait");'],
  ];
  for (const [file, source] of sources) expect(slips(textsIn(file, source))).toHaveLength(1);
  expect(slips(textsIn("src/cli/a.ts", 'import { a } from "./letters.ts"; say("Wait");'))).toEqual([]);
});
