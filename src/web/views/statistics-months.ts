import type { PageContext } from "../page-context.ts";

/** `2026-11` in words: Nov 2026; short, as it stands below a column: Nov, and Jan 2026 at a year's beginning. */
export function monthName(
  { words }: Pick<PageContext, "words">,
  name: string,
  length: "long" | "short" = "long",
): string {
  const [year = 0, month = 0] = name.split("-").map(Number);
  const { monthName: long, shortMonth } = words.statistics;
  return length === "long" ? long(year, month) : shortMonth(year, month);
}
