/** What differs between two sections of settings, value by value. */
export interface SettingApart {
  /** `ladder.levels.0.recipients.0.role` */
  readonly path: string;
  /** Null: it is not there. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Both as JSON texts. */
export function settingsApart(before: string, after: string): readonly SettingApart[] {
  const [was, willBe] = [before, after].map((text) => new Map(leaves(JSON.parse(text), "")));
  const paths = new Set([...(was?.keys() ?? []), ...(willBe?.keys() ?? [])]);
  return [...paths].flatMap((path) => {
    const apart = { path, before: was?.get(path) ?? null, after: willBe?.get(path) ?? null };
    return apart.before === apart.after ? [] : [apart];
  });
}

function leaves(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof value !== "object" || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, path === "" ? name : `${path}.${name}`));
}
