/** What a context is made of. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** As it stands in a sentence: a text as it is. */
export const inWords = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));

/** Names come from a file: only what a record has itself counts. */
export const own = <Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** Several values by one key, in their order. */
export function gathered(
  pairs: readonly (readonly [key: string, value: string])[],
): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, string[]>();
  for (const [key, value] of pairs) all.set(key, [...(all.get(key) ?? []), value]);
  return all;
}
