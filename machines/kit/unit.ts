/** A unit of the organisation as an event names it. The desk puts its names beside the id: no machine knows the units. */
import type { Text } from "../playbook.ts";

/** Where the desk puts them, for a field. */
export const unitNamesField = (field: string): string => `${field}Names`;

/** Null: no unit is registered, and the field holds what somebody typed. */
export function unitNamesIn(sent: object, field: string): Text | null {
  const names: unknown = (sent as Readonly<Record<string, unknown>>)[unitNamesField(field)];
  return isText(names) ? { zh: names.zh, en: names.en } : null;
}

function isText(value: unknown): value is Text {
  return (
    typeof value === "object" &&
    value !== null &&
    "zh" in value &&
    "en" in value &&
    typeof value.zh === "string" &&
    typeof value.en === "string"
  );
}
