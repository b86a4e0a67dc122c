/** Whether the words of a rule name another length of time than the limit that they stand beside. */
import type { Limit, Text } from "../../machines/playbook.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const unitsMs: readonly (readonly [RegExp, number])[] = [
  [/^(min|分)/, minuteMs],
  [/^(h|小时)/, hourMs],
  [/^(d|天|日)/, 24 * hourMs],
];
const lengths = /(\d{1,4}) ?(minutes?|min|hours?|h|days?|d|分钟|小时|天|日)(?![a-z])/gi;

/** Words that name no length, or among others the limit itself, do not; nor do limits that are no elapsed time. */
export function contradicts({ rule, limitMs, limit }: Pick<Limit, "rule" | "limitMs" | "limit">): boolean {
  if (limit !== undefined) return false;
  const said = (["zh", "en"] satisfies (keyof Text)[]).map((language) => lengthsIn(rule[language]));
  return said.some((named) => named.length > 0 && !named.includes(limitMs));
}

function lengthsIn(words: string): readonly number[] {
  return [...words.matchAll(lengths)].map(([, count, unit = ""]) => {
    const [, ms = 0] = unitsMs.find(([pattern]) => pattern.test(unit.toLowerCase())) ?? [];
    return Number(count) * ms;
  });
}
