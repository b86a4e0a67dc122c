/**
 * A text as it is compared: whatever the case, the width and the form of its letters, with or without accents. Both sides
 * of a comparison are folded by this one function, so that every database finds the same.
 */

/** Longer texts are cut before anything is done with them, unless the caller asks for more. */
const foldedMax = 1_000;

/** Accents of Latin, Greek and Cyrillic. Marks that make another letter of it, as in Japanese or Thai, stay. */
const accents = /[\u0300-\u036f]/g;

/**
 * What case folding makes equal and a small letter does not (sharp s, the sigma at a word's end, the i without a dot), and
 * letters that no decomposition takes apart, as they are written where a keyboard lacks them.
 */
const plain: Readonly<Record<string, string>> = {
  ß: "ss",
  ς: "σ",
  ı: "i",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  ħ: "h",
  ŧ: "t",
  æ: "ae",
  œ: "oe",
  þ: "th",
};
const plainLetters = new RegExp(`[${Object.keys(plain).join("")}]`, "gu");

/** Of whatever script: the ten digits of one stand in a row. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}

export function fold(text: string, max: number = foldedMax): string {
  return (
    text
      .slice(0, max)
      .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
      // Halves of a character, and the character that no database keeps.
      .replace(/[\0\p{Cs}]/gu, "\ufffd")
      .normalize("NFKD")
      .replace(accents, "")
      .toLowerCase()
      // Once more: some capitals leave an accent behind when they become small.
      .normalize("NFKD")
      .replace(accents, "")
      .replace(plainLetters, (letter) => plain[letter] ?? letter)
      .replace(/[^\0-\x7f]/gu, (sign) => (/\p{Nd}/u.test(sign) ? asciiDigit(sign) : sign))
      .normalize("NFC")
      .replace(/\s+/gu, " ")
      .trim()
  );
}
