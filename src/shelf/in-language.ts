/** What is said of a file, in the language of whoever reads it. */
import type { Language } from "../../machines/playbook.ts";
import { inChinese, lineInChinese } from "../playbook-files/chinese/in-chinese.ts";

/** The sentence of a fault. */
export const sentenceIn = (language: Language, sentence: string): string =>
  language === "zh" ? inChinese(sentence) : sentence;

/** A line of a comparison. */
export const changeIn = (language: Language, line: string): string => (language === "zh" ? lineInChinese(line) : line);
