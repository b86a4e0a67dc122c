/** A unit of the organisation as an event names it. The desk puts its names beside the id: no machine knows the units. */
import type { Actor } from "../playbook.ts";
import type { TextRef, TextRefs } from "./text-ref.ts";
import { inUnit, posts } from "./posts.ts";

/** Every organisation has this post; whoever holds it for a unit answers for that unit. */
export const { contact } = posts({
  contact: { label: { zh: "联络员", en: "contact" }, fallsBackTo: "unit-contact" },
});

/** What an event or an incident keeps of a unit. */
export interface NamedUnit {
  /** Id of a registered unit, whose names stand beside it; otherwise as somebody wrote it. */
  readonly unit: TextRef;
  readonly unitNames?: TextRefs;
}

export const unitName = ({ unit, unitNames }: NamedUnit): TextRefs => unitNames ?? { zh: unit, en: unit };

/** A unit that is no registered one has no contact of its own: then all of them. */
export const contactsOf = ({ unit, unitNames }: Partial<NamedUnit>): Actor =>
  unitNames && unit !== undefined ? inUnit(contact, unit) : "unit-contact";

/** Where the desk puts them, for a field. */
export const unitNamesField = (field: string): string => `${field}Names`;

/** Null: no unit is registered, and the field holds what somebody typed. */
export function unitNamesIn(sent: object, field: string): TextRefs | null {
  const names: unknown = (sent as Readonly<Record<string, unknown>>)[unitNamesField(field)];
  return isNames(names) ? { zh: names.zh, en: names.en } : null;
}

function isNames(value: unknown): value is TextRefs {
  return (
    typeof value === "object" &&
    value !== null &&
    "zh" in value &&
    "en" in value &&
    typeof value.zh === "string" &&
    typeof value.en === "string"
  );
}
