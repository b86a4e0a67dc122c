/** The paths of all active states, parents included, from a machine's stored value. */
export function activePaths(value: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  walk(value, "", found);
  return found;
}

function walk(value: unknown, prefix: string, found: Set<string>): void {
  const below = (key: string): string => (prefix === "" ? key : `${prefix}.${key}`);
  if (typeof value === "string") found.add(below(value));
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    found.add(below(key));
    walk(inner, below(key), found);
  }
}
