/** Which passwords will do: long enough, not among those that everybody tries first, nothing of the person or the organisation. */
import { readFileSync } from "node:fs";
import { limits } from "./limits.ts";
import { said } from "./password-hash.ts";

export type PasswordFault = "too-short" | "too-short-with-second-factor" | "too-long" | "common" | "own-name";

export interface PasswordCircumstances {
  readonly hasSecondFactor: boolean;
  /** Names, addresses, the organisation: what somebody who knows the person tries first. */
  readonly words: readonly string[];
}

/** Null: it will do. */
export function faultOf(password: string, { hasSecondFactor, words }: PasswordCircumstances): PasswordFault | null {
  const composed = said(password);
  if (composed === null) return "too-long";
  const characters = Array.from(composed);
  const least = hasSecondFactor ? limits.passwordLengthMinWithSecondFactor : limits.passwordLengthMin;
  if (characters.length < least) return hasSecondFactor ? "too-short-with-second-factor" : "too-short";
  if (characters.length > limits.passwordLengthMax) return "too-long";
  const plain = composed.toLowerCase();
  if (commonPasswords().has(plain) || isRepetition(plain) || isRun(plain)) return "common";
  return containsOwnNames(plain, words) ? "own-name" : null;
}

let common: ReadonlySet<string> | null = null;

/** 17,950 passwords of eight characters and more that are tried first, in small letters. */
function commonPasswords(): ReadonlySet<string> {
  common ??= new Set(readFileSync(new URL("./common-passwords.txt", import.meta.url), "utf8").split("\n"));
  return common;
}

/** `abcabcabcabcabc`, `passwordpassword`: something short or common, again and again. */
function isRepetition(plain: string): boolean {
  const [, part = ""] = /^(.+?)\1+$/su.exec(plain) ?? [];
  return part !== "" && (Array.from(part).length <= 4 || commonPasswords().has(part));
}

const rows = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890123456789",
  "qwertyuiopasdfghjklzxcvbnm",
  "1q2w3e4r5t6y7u8i9o0p",
  "1qaz2wsx3edc4rfv5tgb",
];

/** A walk along the keyboard or the alphabet, either way. */
function isRun(plain: string): boolean {
  const backwards = Array.from(plain).reverse().join("");
  return rows.some((row) => row.includes(plain) || row.includes(backwards));
}

const wordLengthMin = 3;
/** Names and addresses; of anything longer the beginning counts. */
const wordLengthMax = 500;

/** Little is left when the known words and what people add to them are taken out. */
function containsOwnNames(plain: string, words: readonly string[]): boolean {
  const known = words
    .map((word) => word.slice(0, wordLengthMax))
    .flatMap((word) => [word, ...word.split(/[\s@._-]+/)])
    .map((word) => word.normalize("NFKC").toLowerCase())
    .filter((word) => word.length >= (/^[\x20-\x7e]*$/.test(word) ? wordLengthMin : 2))
    .sort((a, b) => b.length - a.length);
  const rest = known.reduce((left, word) => left.replaceAll(word, ""), plain);
  return rest !== plain && rest.replace(/[\d\s\p{P}\p{S}]/gu, "").length < wordLengthMin;
}
