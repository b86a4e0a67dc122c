import type { Json, JsonObject } from "../../src/kernel/json.ts";
import type { Columns } from "../dialect.ts";

/** Which incident was opened from which. */
export const linkColumns: Columns = [
  ["child", "text"],
  ["parent", "text"],
  ["link", "text"],
  ["item", "integer"],
];

/** Of the incidents that a batch begins: the host's summary says which of them were opened from another. */
interface Begun {
  readonly inserted: readonly { readonly id: string; readonly summary: JsonObject | null }[];
}

export function linksIn({ inserted }: Begun): readonly (readonly (string | number)[])[] {
  return inserted.flatMap(({ id, summary }) => {
    const parent = parentIn(summary);
    return parent === null ? [] : [[id, parent.incident, parent.link, parent.item]];
  });
}

/** What a summary says of it; null: nothing that can be written. */
export function parentIn(summary: Json): { incident: string; link: string; item: number } | null {
  const parent = isObject(summary) ? (summary["parent"] ?? null) : null;
  if (!isObject(parent)) return null;
  const { incident, link, item } = parent;
  return typeof incident === "string" && typeof link === "string" && Number.isSafeInteger(item)
    ? { incident, link, item: item as number }
    : null;
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
