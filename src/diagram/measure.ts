/** How wide words will be, without a font at hand: estimates on the generous side, so that boxes never are too small. */

const narrow = /[ijlftrI.,:;'"|!()[\]\s]/;
const wide = /[mwMW@%—…●◷↯↻]/;
const capital = /[A-Z0-9]/;
const ideograph = /[⺀-鿿가-힯豈-﫿︰-﹏＀-￯　-〿]/;

/** In em. */
function glyphEm(glyph: string): number {
  if (ideograph.test(glyph)) return 1.02;
  if (narrow.test(glyph)) return 0.36;
  if (wide.test(glyph)) return 0.92;
  return capital.test(glyph) ? 0.7 : 0.57;
}

export function textWidth(text: string, fontSize: number): number {
  return Math.ceil(Array.from(text).reduce((sum, glyph) => sum + glyphEm(glyph), 0) * fontSize);
}

/** Breaks between words, and between any two ideographs, so that no line is wider than `maxWidth` if that can be had. */
export function wrap(text: string, fontSize: number, maxWidth: number): string[] {
  const pieces = text.match(/[⺀-鿿豈-﫿＀-￯　-〿]|[^\s⺀-鿿豈-﫿＀-￯　-〿]+\s*|\s+/g) ?? [];
  const lines: string[] = [];
  let current = "";
  for (const piece of pieces) {
    const startsBadly = /^[，。、；：！？）」』”]/.test(piece);
    if (current !== "" && !startsBadly && textWidth(current + piece.trimEnd(), fontSize) > maxWidth) {
      lines.push(current.trimEnd());
      current = "";
    }
    current += piece;
  }
  if (current.trim() !== "") lines.push(current.trimEnd());
  return lines.length > 0 ? lines : [""];
}
