/** Every word of the desk that is not a playbook's: one catalogue a language. A key that a language lacks is a type error. */
import type { Language, Text } from "../../../machines/playbook.ts";
import { en, type Words } from "./en/index.ts";
import { zh } from "./zh/index.ts";

export type { Words } from "./en/index.ts";

export const wordsIn: Readonly<Record<Language, Words>> = { zh, en };

/** The same sentence in both languages, for what is said to programs as well. */
export function inBoth(say: (words: Words) => string): Text {
  return { zh: say(zh), en: say(en) };
}
