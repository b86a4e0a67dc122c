/** Aligned columns for a terminal. Chinese characters are two cells wide. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const unprintable = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;
const gap = "  ";

export function cells(text: string): number {
  return Array.from(text).reduce((sum, letter) => sum + (wide.test(letter) ? 2 : 1), 0);
}

/** One line, without anything that could move the cursor or colour the terminal. */
export function oneLine(text: string): string {
  return text.replace(unprintable, " ").trim();
}

/** The same for several lines, each indented. */
export function block(text: string, indent: string): string {
  return text
    .split("\n")
    .map((line) => `${indent}${oneLine(line)}`)
    .join("\n");
}

function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - cells(text)));
}

export function table(rows: readonly (readonly string[])[]): string {
  const clean = rows.map((row) => row.map(oneLine));
  const widths = (clean[0] ?? []).map((_, column) => Math.max(...clean.map((row) => cells(row[column] ?? ""))));
  return clean
    .map((row) =>
      row
        .map((text, column) => pad(text, widths[column] ?? 0))
        .join(gap)
        .trimEnd(),
    )
    .join("\n");
}
