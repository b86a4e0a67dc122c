/**
 * What stands in place of a text that somebody wrote, in events, states and notifications: a reference. The text itself lies
 * apart and can be erased, so a machine never reads one. It may ask whether a text is there and whether it is the same entry,
 * put it into a sentence and join it with others. It is opened before it is shown.
 */
import type { Language, Text } from "../playbook.ts";

declare const textRef: unique symbol;

/** No method of a string can be called on it. */
type Unread = Readonly<Record<Exclude<keyof string, "length">, never>> & {
  /** @deprecated A machine does not read a text: let the form compute what is asked of it, as a field of its own. */
  readonly length: never;
};

export type TextRef = string & Unread & { readonly [textRef]: true };

/** The same words in every language, each a text. */
export type TextRefs = Readonly<Record<Language, TextRef>>;

/** 46 characters: the form's version and a SHA-256. */
export const isTextRef = (value: unknown): value is TextRef =>
  typeof value === "string" && /^t1:[A-Za-z0-9_-]{43}$/.test(value);

/** The words themselves, where the caller has opened them: views, and what writes a notification. */
export const wordsOf = (opened: TextRef): string => opened;

/** Words that nobody wrote: the program's own, in a place where a text may stand. */
export const ownWords = (words: string): TextRef => words as TextRef;

export const ownText = ({ zh, en }: Text): TextRefs => ({ zh: ownWords(zh), en: ownWords(en) });

/** One text, in whichever language it was written. */
export const inEach = (text: TextRef): TextRefs => ({ zh: text, en: text });

/** Several texts in one place, in their order. */
export const joined = (texts: readonly TextRef[], between: string): TextRef => ownWords(texts.join(between));
