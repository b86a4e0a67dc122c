/** A form's fields as a flat list: what a door needs to ask for the values, read from the form's own zod schema. */
import { z } from "zod";
import type { FieldKind, FieldMeta } from "../../machines/kit/fields.ts";
import type { EventForm, Text } from "../../machines/playbook.ts";

export type FieldOption = { readonly value: string; readonly label: Text; readonly help?: Text };

export type Field = {
  readonly name: string;
  readonly kind: FieldKind;
  readonly label: Text;
  readonly help: Text | null;
  readonly required: boolean;
  /** Choices only; otherwise empty. */
  readonly options: readonly FieldOption[];
  /** Lists and `choices`: how many entries at most; others: how many characters. Null: no such limit. */
  readonly max: number | null;
  /** Lists: how many characters an entry may have. */
  readonly entryMax: number | null;
  /** The public reads it, as restricted Markdown. */
  readonly isMarkdown: boolean;
  /** Instants: a time after now is an error. */
  readonly past: boolean;
  /** Lists: entries that it takes. */
  readonly example: readonly string[] | null;
};

/** One entry a line: a list that a person writes. */
export const isList = ({ kind }: Pick<Field, "kind">): boolean =>
  kind === "lines" || kind === "people" || kind === "codes";

/** Nobody types it, and no page shows it. */
export const isHidden = ({ kind }: Pick<Field, "kind">): boolean => kind === "hidden" || kind === "entries";

/** Written in a single line: where there are values to offer, one of them is chosen. */
export const isOneLine = ({ kind }: Pick<Field, "kind">): boolean => oneLine.has(kind);

const oneLine: ReadonlySet<FieldKind> = new Set(["line", "item", "incident", "person", "unit", "code"]);

/** What carries a form: an event's or a playbook's opening. */
export type FormOwner = Pick<EventForm, "form">;

const known = new WeakMap<z.ZodObject, readonly Field[]>();

/** The fields of a form in their order. Same form, same list. */
export function fieldsOf({ form }: FormOwner): readonly Field[] {
  const before = known.get(form);
  if (before) return before;
  const fields = Object.entries(form.shape).map(([name, schema]) => fieldOf(name, schema as z.ZodType));
  known.set(form, fields);
  return fields;
}

/**
 * Where a playbook put the opening's values: the member of the machine's input that has the most of them. Null: they are
 * members of the input itself.
 */
export function openingPlace(opening: FormOwner, input: Readonly<Record<string, unknown>>): string | null {
  const names = Object.keys(opening.form.shape);
  const known = (part: unknown) =>
    typeof part === "object" && part !== null ? names.filter((name) => Object.hasOwn(part, name)).length : 0;
  // What says from which other incident it was opened is none of its form's.
  const members = Object.keys(input).filter((name) => name !== parentMember);
  const [best = null] = members.sort((one, other) => known(input[other]) - known(input[one]));
  return best !== null && known(input[best]) > known(input) ? best : null;
}

/** Where the desk puts the incident from which another is opened, in the input of its machine. */
export const parentMember = "parent";

function fieldOf(name: string, schema: z.ZodType): Field {
  const meta = metaOf(schema);
  const shape = jsonShape(schema);
  return {
    name,
    kind: meta?.field ?? guessKind(shape),
    label: meta?.label ?? { zh: name, en: name },
    help: meta?.help ?? null,
    required: !schema.safeParse(undefined).success,
    options: meta?.options ?? (shape.enum ?? shape.items?.enum ?? []).map(plainOption),
    max: shape.maxItems ?? shape.maxLength ?? null,
    entryMax: shape.items?.maxLength ?? null,
    isMarkdown: meta?.["isMarkdown"] === true,
    past: meta?.["past"] === true,
    example: meta?.example ?? null,
  };
}

const plainOption = (value: unknown): FieldOption => ({
  value: String(value),
  label: { zh: String(value), en: String(value) },
});

/** The words may stand on the wrapper (`.optional()`) or on what it wraps; the outermost win. */
function metaOf(schema: z.ZodType): FieldMeta | null {
  let at: z.ZodType | null = schema;
  while (at) {
    const meta: unknown = at.meta();
    if (isFieldMeta(meta)) return meta;
    at = inside(at);
  }
  return null;
}

function isFieldMeta(meta: unknown): meta is FieldMeta {
  return typeof meta === "object" && meta !== null && "field" in meta && "label" in meta;
}

/** One wrapper less; null at the core. */
function inside(schema: z.ZodType): z.ZodType | null {
  const def = schema.def as { innerType?: z.ZodType; in?: z.ZodType };
  return def.innerType ?? def.in ?? null;
}

/** What a number may be, for a field that asks for one; null for any other. */
export function boundsOf({ form }: FormOwner, name: string): { readonly least: number; readonly most: number } | null {
  const schema = Object.hasOwn(form.shape, name) ? (form.shape[name] as z.ZodType) : null;
  const { type, minimum, maximum } = schema ? jsonShape(schema) : {};
  if (type !== "integer") return null;
  return { least: minimum ?? Number.MIN_SAFE_INTEGER, most: maximum ?? Number.MAX_SAFE_INTEGER };
}

type JsonShape = {
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly items?: { readonly maxLength?: number; readonly enum?: readonly unknown[] };
  readonly anyOf?: readonly JsonShape[];
};

/** What the schema takes at the door. `.nullable()` shows as "this or null": the first counts. */
function jsonShape(schema: z.ZodType): JsonShape {
  const shape = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonShape;
  return shape.anyOf?.find((one) => one.type !== "null") ?? shape;
}

/** For a field that nobody gave a kind. */
function guessKind(shape: JsonShape): FieldKind {
  if (shape.enum) return "choice";
  if (shape.items?.enum) return "choices";
  if (shape.type === "array") return "lines";
  if (shape.type === "boolean") return "flag";
  if (shape.format === "date-time") return "instant";
  if (shape.format === "uri") return "address";
  return "line";
}
