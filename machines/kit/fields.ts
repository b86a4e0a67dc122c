/**
 * The kinds of field that a form may have. Each is a zod schema that carries its label and help as metadata, so that one
 * definition makes the web form, the API's description and the command line's prompt.
 */
import { z } from "zod";
import { lineFault, plainText, textFault } from "./characters.ts";
import { instantFault, readInstant } from "./instant.ts";
import { isPage, isPublicPage } from "./page-address.ts";
import type { Text } from "../playbook.ts";

/** What a door needs to know to ask for a value. */
export interface FieldWords {
  readonly label: Text;
  readonly help?: Text;
  /** Entries that a list takes, for descriptions and trials. */
  readonly example?: readonly string[];
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
  ...(words.example ? { example: words.example } : {}),
  ...(options ? { options } : {}),
});

/** A fault found by a check of ours becomes an issue that says its words in both languages. */
const without = (faultOf: (typed: string) => Text | null) => (typed: string, check: z.RefinementCtx<string>) => {
  const fault = faultOf(typed);
  if (fault) check.addIssue({ code: "custom", message: fault.en, params: { text: fault } });
};

/** Text of one line without anything that cannot be seen; 1 … `max` characters. */
export const plainLine = (max: number = lineMax) =>
  z.string().trim().min(1).max(max, { abort: true }).superRefine(without(lineFault));

/** One line of text, 1 … 200 characters. */
export const line = (words: FieldWords) => plainLine().meta(meta("line", words));

/** Several paragraphs, 1 … 20,000 characters. Line ends become plain ones. */
export const text = (words: FieldWords) =>
  z
    .string()
    .overwrite(plainText)
    .trim()
    .min(1)
    .max(textMax, { abort: true })
    .superRefine(without(textFault))
    .meta(meta("text", words));

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

const instantFaults: Readonly<Record<ReturnType<typeof instantFault>, Text>> = {
  "day-alone": {
    zh: "请写明时刻和时区，例如 2026-11-22T22:56+08:00。",
    en: "Add the time of day and the offset, as in 2026-11-22T22:56+08:00.",
  },
  "no-offset": {
    zh: "请写明与协调世界时的时差，例如 2026-11-22T22:56+08:00。",
    en: "Add the offset from UTC, as in 2026-11-22T22:56+08:00.",
  },
  malformed: {
    zh: "不是有效时间，例如 2026-11-22T22:56+08:00。",
    en: "Enter a date and time such as 2026-11-22T22:56+08:00.",
  },
};

/** A moment: ISO 8601 with an offset at the door, with or without seconds; milliseconds since 1970 inside. */
export const instant = (words: FieldWords) =>
  z
    .string()
    .meta({ format: "date-time", examples: ["2026-11-22T22:56+08:00"] })
    .transform((typed, check) => {
      if (typed.trim() === "") {
        check.addIssue({ code: "too_small", minimum: 1, origin: "string", inclusive: true, input: typed });
        return z.NEVER;
      }
      const at = readInstant(typed);
      if (at !== null) return at;
      const fault = instantFaults[instantFault(typed)];
      check.addIssue({ code: "custom", message: fault.en, params: { text: fault } });
      return z.NEVER;
    })
    .meta(meta("instant", words));

/** Yes or no; no when left out. */
export const flag = (words: FieldWords) => z.boolean().default(false).meta(meta("flag", words));

/** One entry a line, 1 … 20 entries. */
export const lines = (words: FieldWords, entryMax: number = lineMax) =>
  z.array(plainLine(entryMax)).min(1).max(linesMax).meta(meta("lines", words));

const addressMax = 2000;

const pageOf = (is: (typed: string) => boolean, fault: Text) =>
  z
    .string()
    .trim()
    .min(1)
    .max(addressMax, { abort: true })
    .superRefine(without((typed) => (typed === "" || is(typed) ? null : fault)))
    .meta({ format: "uri" });

/** The address of a page, http or https; it may be internal. */
export const address = (words: FieldWords) =>
  pageOf(isPage, {
    zh: "不是完整的网页地址，例如 https://www.example.cn/notice。",
    en: "This is not the full address of a page; write it like https://www.example.org/notice.",
  }).meta(meta("address", words));

/** The address of a page that everybody can open. */
export const publicAddress = (words: FieldWords) => pageOf(isPublicPage, notPublic).meta(meta("address", words));

export const notPublic: Text = {
  zh: "不是公众可以打开的网页地址，例如 https://www.example.cn/notice。",
  en: "This is not the address of a page that the public can open; write it like https://www.example.org/notice.",
};

/** The same field, but it may be left empty; then the event does not carry it. The metadata stays where a door looks for it. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return schema.optional().meta(schema.meta() ?? {});
}

/** A moment that has happened: a desk refuses one that is still to come. */
export function pastInstant(words: FieldWords) {
  const schema = instant(words);
  return schema.meta({ ...schema.meta(), past: true });
}
