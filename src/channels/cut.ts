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
  const ends = [...characters.segment(text)].map(({ index, segment }) => index + segment.length);
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(text.slice(0, ends[middle - 1]))) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? "" : text.slice(0, ends[low - 1]);
}
