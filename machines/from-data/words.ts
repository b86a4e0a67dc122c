/** How facts are said in both languages. */
import { joined, ownWords, wordsOf, type TextRef } from "../kit/text-ref.ts";
import type { Phrasing, Text } from "../playbook.ts";
import type { FieldSpec } from "./format/index.ts";
import { inWords, own, type Json } from "./json.ts";

export const dash: Text = { zh: "—", en: "—" };

export const both = (text: string): Text => ({ zh: text, en: text });

const yesOrNo = (isSo: boolean): Text => (isSo ? { zh: "是", en: "Yes" } : { zh: "否", en: "No" });

const optionWords = (field: FieldSpec, value: Json): Text =>
  own(field.options ?? {}, inWords(value)) ?? both(inWords(value));

const list = (all: readonly Text[]): Text => ({
  zh: all.map(({ zh }) => zh).join("；"),
  en: all.map(({ en }) => en).join("; "),
});

/** Words for a fact that need neither clock nor directory; null for an instant or a person. */
export function factWords(field: FieldSpec | undefined, value: Json, names?: Json): Text | null {
  if (field?.kind === "instant" || field?.kind === "person") return null;
  if (field?.kind === "unit" && isText(names)) return names;
  if (typeof value === "boolean") return yesOrNo(value);
  const words = (one: Json): Text => (field?.options ? optionWords(field, one) : both(inWords(one)));
  return Array.isArray(value) ? list(value.map((one: Json) => words(one))) : words(value);
}

export const isText = (value: unknown): value is Text =>
  typeof value === "object" && value !== null && "zh" in value && "en" in value;

/** The same in a notification, where times and people have words too. */
export function saidFact(field: FieldSpec | undefined, value: Json, names: Json, say: Phrasing): Text {
  if (value === null) return dash;
  if (field?.kind === "instant") return typeof value === "number" ? say.time(value) : dash;
  if (field?.kind === "person") return both(say.person(inWords(value)));
  if (isText(value)) return value;
  return factWords(field, value, names) ?? dash;
}

/** In a title, which stands in one version for both languages. */
export function titleWords(field: FieldSpec | undefined, value: Json | undefined, names: Json | undefined): TextRef {
  if (value === undefined || value === null) return ownWords("—");
  const words = factWords(field, value, names ?? null) ?? both(inWords(value));
  return words.zh === words.en ? ownWords(words.zh) : joined([ownWords(words.zh), ownWords(words.en)], " · ");
}

export const plain = (text: TextRef): string => wordsOf(text);
