/**
 * The kinds of field that a form may have. Each is a zod schema that carries its label and help as metadata, so that one
 * definition makes the web form, the API's description and the command line's prompt.
 */
import { z } from "zod";
import { lineFault, plainText, textFault } from "./characters.ts";
import { instantFault, readInstant } from "./instant.ts";
import { isPage, isPublicPage } from "./page-address.ts";
import type { Text } from "../playbook.ts";
import type { TextRef } from "./text-ref.ts";

/** What a door needs to know to ask for a value. */
export interface FieldWords {
  readonly label: Text;
  readonly help?: Text;
  /** Entries that a list takes, for descriptions and trials. */
  readonly example?: readonly string[];
}

/**
 * What is kept of a value. `apart`: the text lies beside the log, can be erased, and a machine sees a reference. `clear`: an
 * event holds it as it is, because it is one of a closed set or checked against one. `within`: its own fields say.
 */
export const keptAs = {
  line: "apart",
  text: "apart",
  lines: "apart",
  address: "apart",
  /** Another incident, by its number. */
  incident: "apart",
  /** A unit of the organisation. The id of a registered one, whose names stand beside it, is clear. */
  unit: "apart",
  choice: "clear",
  choices: "clear",
  instant: "clear",
  flag: "clear",
  /** Number of a question, a request, a promise. */
  item: "clear",
  /** Id of a person. */
  person: "clear",
  people: "clear",
  /** Written like a line and checked against a pattern or a list: an id, a date, a time of day, a count. */
  code: "clear",
  codes: "clear",
  /** A section of the settings, as JSON. */
  settings: "clear",
  /** Carried along by the form, never typed: a version, a digest. */
  hidden: "clear",
  /** Objects that come from a file, not from a form. */
  entries: "within",
} as const satisfies Readonly<Record<string, "apart" | "clear" | "within">>;

export type FieldKind = keyof typeof keptAs;

export const fieldKinds = Object.keys(keptAs) as readonly FieldKind[] as readonly [FieldKind, ...FieldKind[]];

/** Metadata of a field: `schema.meta()` returns it. */
export interface FieldMeta extends FieldWords {
  readonly field: FieldKind;
  readonly options?: readonly { readonly value: string; readonly label: Text; readonly help?: Text }[];
  /** An incident is found by what stands here. */
  readonly isSearched?: true;
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

/** What a form has checked is a text, and a machine sees the reference to it. */
const apart = (schema: z.ZodType<string, string>) => schema as unknown as z.ZodType<TextRef, string>;

/** One line of text, 1 … 200 characters. */
export const line = (words: FieldWords) => apart(plainLine().meta(meta("line", words)));

/** The same field; a search for incidents looks through what is typed into it. The title of an incident is always looked through. */
export const searched = <Schema extends z.ZodType>(schema: Schema): Schema =>
  schema.meta({ ...schema.meta(), isSearched: true });

/** Another incident, by the number that everybody calls it by. */
export const incident = (words: FieldWords) => apart(plainLine().meta(meta("incident", words)));

/** A unit of the organisation, and whatever is typed while none is registered. */
export const unit = (words: FieldWords) => apart(plainLine().meta(meta("unit", words)));

/** Written like a line and checked against a pattern or a list. */
export const code = (words: FieldWords) => plainLine().meta(meta("code", words));

/** A person, by their id: the desk offers those who can be named. */
export const person = (words: FieldWords) => plainLine().meta(meta("person", words));

/** Several paragraphs, 1 … 20,000 characters. Line ends become plain ones. */
export const text = (words: FieldWords) => apart(paragraphs().meta(meta("text", words)));

/** A section of the settings as JSON; what it may say is checked where it is used. */
export const settings = (words: FieldWords) => paragraphs().meta(meta("settings", words));

const paragraphs = () =>
  z.string().overwrite(plainText).trim().min(1).max(textMax, { abort: true }).superRefine(without(textFault));

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
  entries("lines", words, entryMax) as unknown as z.ZodType<readonly TextRef[], string[]>;

/** The same, of people by their ids, in their order. */
export const people = (words: FieldWords) => entries("people", words);

/** The same, of words that are checked against a list or a pattern. */
export const codes = (words: FieldWords) => entries("codes", words);

const entries = (field: FieldKind, words: FieldWords, entryMax: number = lineMax) =>
  z.array(plainLine(entryMax)).min(1).max(linesMax).meta(meta(field, words));

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
  apart(
    pageOf(isPage, {
      zh: "不是完整的网页地址，例如 https://www.example.cn/notice。",
      en: "This is not the full address of a page; write it like https://www.example.org/notice.",
    }).meta(meta("address", words)),
  );

/** The address of a page that everybody can open. */
export const publicAddress = (words: FieldWords) => apart(pageOf(isPublicPage, notPublic).meta(meta("address", words)));

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

/** A value that the form carries along: put there by `prefill`, never typed. */
export const hidden = (label: Text) => z.string().min(1).max(100).meta({ field: "hidden", label });

/** The number of one of several: a question, a promise, an item of a list. */
export const itemNumber = (words: FieldWords) =>
  z
    .string()
    .trim()
    .regex(/^[1-9]\d{0,3}$/, { error: "Enter the number, for example 2. · 请填写编号，例如 2。" })
    .meta(meta("item", words));
