/**
 * The kinds of field that a form may have. Each is a zod schema that carries its label and help as metadata, so that one
 * definition makes the web form, the API's description and the command line's prompt.
 */
import { z } from "zod";
import type { Text } from "./playbook.ts";

/** What a door needs to know to ask for a value. */
export interface FieldWords {
  readonly label: Text;
  readonly help?: Text;
}

export type FieldKind = "line" | "text" | "choice" | "choices" | "instant" | "flag" | "lines" | "address" | "hidden";

/** Metadata of a field: `schema.meta()` returns it. */
export interface FieldMeta extends FieldWords {
  readonly field: FieldKind;
  readonly options?: readonly { readonly value: string; readonly label: Text; readonly help?: Text }[];
  readonly [key: string]: unknown;
}

const lineMax = 200;
const textMax = 20_000;
const linesMax = 20;

const meta = (field: FieldKind, words: FieldWords, options?: FieldMeta["options"]): FieldMeta => ({
  field,
  label: words.label,
  ...(words.help ? { help: words.help } : {}),
  ...(options ? { options } : {}),
});

/** One line of text, 1 … 200 characters. */
export const line = (words: FieldWords) => z.string().trim().min(1).max(lineMax).meta(meta("line", words));

/** Several paragraphs, 1 … 20,000 characters. */
export const text = (words: FieldWords) => z.string().trim().min(1).max(textMax).meta(meta("text", words));

/** One of several, each with its own words. */
export const choice = <const Value extends string>(
  words: FieldWords,
  options: readonly [{ value: Value; label: Text; help?: Text }, ...{ value: Value; label: Text; help?: Text }[]],
) => z.enum(options.map((option) => option.value) as [Value, ...Value[]]).meta(meta("choice", words, options));

/** Any of several. */
export const choices = <const Value extends string>(
  words: FieldWords,
  options: readonly [{ value: Value; label: Text; help?: Text }, ...{ value: Value; label: Text; help?: Text }[]],
) =>
  z
    .array(z.enum(options.map((option) => option.value) as [Value, ...Value[]]))
    .min(1)
    .meta(meta("choices", words, options));

/** A moment: ISO 8601 with an offset at the door, milliseconds since 1970 inside. */
export const instant = (words: FieldWords) =>
  z.iso
    .datetime({ offset: true })
    .transform((iso) => Date.parse(iso))
    .meta(meta("instant", words));

/** Yes or no; no when left out. */
export const flag = (words: FieldWords) => z.boolean().default(false).meta(meta("flag", words));

/** One entry a line, 1 … 20 entries. */
export const lines = (words: FieldWords) =>
  z.array(z.string().trim().min(1).max(lineMax)).min(1).max(linesMax).meta(meta("lines", words));

/** The address of a page: http or https. */
export const address = (words: FieldWords) =>
  z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .meta(meta("address", words));
