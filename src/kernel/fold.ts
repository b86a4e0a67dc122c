/**
 * A text as it is compared: whatever the case, the width and the form of its letters, with or without accents. Both sides
 * of a comparison are folded by this one function, so that every database finds the same.
 */

/** Longer texts are cut before anything is done with them: nobody looks for what stands behind. */
const foldedMax = 1_000;

/** Accents of Latin, Greek and Cyrillic. Marks that make another letter of it, as in Japanese or Thai, stay. */
const accents = /[\u0300-\u036f]/g;

export function fold(text: string): string {
  return (
    text
      .slice(0, foldedMax)
      .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
      // Halves of a character, and the character that no database keeps.
      .replace(/[\0\p{Cs}]/gu, "\ufffd")
      .normalize("NFKD")
      .replace(accents, "")
      .toLowerCase()
      // Once more: some capitals leave an accent behind when they become small.
      .normalize("NFKD")
      .replace(accents, "")
      // What case folding makes equal and a small letter does not: sharp s, the sigma at a word's end, the i without a dot.
      .replaceAll("ß", "ss")
      .replaceAll("ς", "σ")
      .replaceAll("ı", "i")
      .normalize("NFC")
      .replace(/\s+/gu, " ")
      .trim()
  );
}
