/** The smallest parts of a playbook file: names, words in both languages, lengths of time, one or a list. */
import { z } from "zod";
import { parseDuration } from "../../kit/duration.ts";

const nameMax = 60;
const textMax = 4000;

/** Names that mean something in every object of the program, or in every condition and template of the format. */
const unsafe = ["constructor", "prototype", "toString", "valueOf", "hasOwnProperty", "__proto__"];
const taken = ["type", "at", "by", "item", "period", "digest", "open", "due"];
const guardWords = ["all", "any", "not", "in", "known", "unknown", "count", "recorded", "since", "met", "missed"];

/** A field may not have one of these names. */
export const reservedNames: readonly string[] = [...unsafe, ...taken, ...guardWords];

const named = (pattern: RegExp, fault: string, description: string) =>
  z.string().max(nameMax).regex(pattern, fault).meta({ description });

const notOneOf = (words: readonly string[]) => (name: string) => !words.includes(name);

export const id = named(
  /^[a-z][a-z0-9-]*$/,
  "write a name in lower-case words joined by hyphens: first-report",
  "A name of lower-case words joined by hyphens: first-report.",
)
  .refine((name) => !name.includes("--") && !name.endsWith("-"), "join words by single hyphens: first-report")
  .refine(notOneOf(unsafe), "this name is reserved; choose another")
  .meta({ id: "id", description: "A name of lower-case words joined by hyphens: first-report." });

export const fieldName = named(
  /^[a-z][A-Za-z0-9]*$/,
  "write the name of a field as unit, dueAt, firstMeasures",
  "The name of a field: unit, dueAt.",
)
  .refine(notOneOf(reservedNames), "this name is reserved; choose another")
  .meta({
    id: "fieldName",
    description: "The name of a field: unit, dueAt. The same name in two forms is the same fact.",
  });

export const eventName = named(
  /^[A-Z][A-Z0-9_]*$/,
  "write the name of an event as REPORT_SENT",
  "The name of an event.",
)
  .refine((name) => !name.includes("__") && !name.endsWith("_"), "join words by single underscores: REPORT_SENT")
  .meta({ id: "eventName", description: "The name of an event, in capitals: REPORT_SENT." });

/** A name that is looked up elsewhere in the file: the checker says when there is none, and what comes nearest. */
export const reference = (description: string) => z.string().min(1).max(200).meta({ description });

const bothLanguages = (written: string): boolean => {
  const parts = written.split(" | ");
  return parts.length === 2 && parts.every((part) => part.trim() !== "");
};

const inOneLine = z
  .string()
  .max(2 * textMax)
  .refine(bothLanguages, "write both languages: 中文 | English")
  .transform((written) => {
    const [zh = "", en = ""] = written.split(" | ");
    return { zh: zh.trim(), en: en.trim() };
  });

const oneLanguage = z.string().trim().min(1).max(textMax);

export const text = z
  .union([inOneLine, z.strictObject({ zh: oneLanguage, en: oneLanguage })], "write both languages: 中文 | English")
  .meta({ id: "text", description: "Words in both languages: 中文 | English, or an object with zh and en." });

/** Words with names in braces, in one version for both languages. */
export const plainTemplate = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .meta({ description: 'Words with names of facts in braces: "{unit}: {subject}".' });

/** Several are written as a list, one alone as itself. */
export const oneOrMore = <Item extends z.ZodType>(item: Item, max = 50) =>
  z
    .union([item, z.array(item).min(1).max(max)])
    .transform((written): readonly z.output<Item>[] =>
      Array.isArray(written) ? (written as readonly z.output<Item>[]) : [written as z.output<Item>],
    );

const lengthPattern = /^([0-9]{1,4}) ?(s|min|h|d|wd|mo|y)$/;
const longest: Readonly<Record<string, number>> = { wd: 1000, mo: 120, y: 10 };

function isLength(written: string): boolean {
  const [, digits = "0", unit = ""] = lengthPattern.exec(written) ?? [];
  const most = longest[unit];
  return most === undefined ? parseDuration(written) !== null : Number(digits) > 0 && Number(digits) <= most;
}

export const length = z
  .string()
  .refine((written) => lengthPattern.test(written), {
    error: "write a length of time: 30 min, 12 h, 2 d, 3 wd (working days), 1 mo, 1 y",
    abort: true,
  })
  .refine(isLength, "too long, or nothing at all: at most 400 d, 1000 wd, 120 mo or 10 y")
  .meta({
    id: "length",
    description:
      "A length of time: 30 min, 12 h and 2 d elapse; 3 wd ends at 23:59 of the third working day; 1 mo and 1 y end on the same date.",
    examples: ["30 min", "12 h", "2 d", "3 wd", "1 mo"],
  });

export const elapsed = z
  .string()
  .refine((written) => parseDuration(written) !== null, "write a length of time: 30 min, 12 h or 2 d (at most 400 d)")
  .meta({ id: "elapsed", description: "A length of time that elapses: 30 min, 12 h, 2 d." });

export const timeOfDay = z
  .string()
  .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, "write a time of day as 17:00")
  .meta({ description: "Local time of day: 17:00." });
