/** Makes a text fit: between characters as people see them, and never in its last line, which holds the link. */
const characters = new Intl.Segmenter("zh", { granularity: "grapheme" });

/** `sizeOf` is that of the text as it will be sent. */
export function cut(lines: readonly string[], max: number, sizeOf: (text: string) => number): string {
  const last = lines.at(-1) ?? "";
  const head = lines.slice(0, -1).join("\n");
  const whole = lines.join("\n");
  if (sizeOf(whole) <= max) return whole;
  const shortened = (beginning: string) => `${beginning.trimEnd()}…\n${last}`;
  const kept = longest(head, (beginning) => sizeOf(shortened(beginning)) <= max);
  return kept === "" ? longest(last, (beginning) => sizeOf(beginning) <= max) : shortened(kept);
}

/** The longest beginning that fits; "" when none does. */
function longest(text: string, fits: (beginning: string) => boolean): string {
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(text.slice(0, middle))) low = middle;
    else high = middle - 1;
  }
  return text.slice(0, wholeCharacters(text, low));
}

/** Looked at around the cut alone: a character of more parts than this is nobody's. */
const aroundMax = 64;

/** Where the character begins that would be cut in two; the end itself when none would. */
function wholeCharacters(text: string, end: number): number {
  const from = Math.max(0, end - aroundMax);
  const around = text.slice(from, end + aroundMax);
  return end === text.length ? end : from + (characters.segment(around).containing(end - from)?.index ?? 0);
}
