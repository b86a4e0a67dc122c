/** What a browser's form sends (strings) turned into what the form's schema expects. Checks nothing that the schema checks. */
import { DateTime } from "luxon";
import { instantFault, readInstant } from "../../machines/kit/instant.ts";
import type { AskedByChoice, Text } from "../../machines/playbook.ts";
import type { Field } from "./fields.ts";
import { ambiguousTime, nonexistentTime, formWords } from "./form-words.ts";
import { readLocal } from "./times.ts";
import type { FieldErrors } from "./types.ts";

/** A parsed urlencoded body: a field sent once is a string, sent several times a list. */
export type FormBody = Readonly<Record<string, unknown>>;

export type FormValues = {
  readonly values: Readonly<Record<string, unknown>>;
  /** What could not even be turned into a value: times that never were. Show these as errors; do not send. */
  readonly errors: FieldErrors;
  /** What was decided on the person's behalf and must be said to them. */
  readonly notes: FieldErrors;
};

/**
 * A body's fields in the shape of the form; other keys of the body (`commandId` …) are left alone. A time that was typed for
 * another choice than the one made is no longer on the page, so it is not sent.
 */
export function valuesFromForm(
  fields: readonly Field[],
  body: FormBody,
  zone: string,
  asks?: AskedByChoice,
): FormValues {
  const values: Record<string, unknown> = {};
  const errors: Record<string, readonly Text[]> = {};
  const notes: Record<string, readonly Text[]> = {};
  for (const field of fields) {
    const sent = stringsOf(body, field.name);
    if (field.kind === "instant") {
      if (asks !== undefined && isOfAnother(asks, field.name, stringsOf(body, asks.field)[0] ?? "")) continue;
      const read = instantOf(sent[0] ?? "", zone);
      if (read.value !== undefined) values[field.name] = read.value;
      if (read.error) errors[field.name] = [read.error];
      if (read.note) notes[field.name] = [read.note];
    } else {
      const value = valueOf(field, sent);
      if (value !== undefined) values[field.name] = value;
    }
  }
  return { values, errors, notes };
}

/** Whether a field belongs to choices, and not to the one made. */
function isOfAnother({ by }: AskedByChoice, name: string, made: string): boolean {
  return (
    Object.hasOwn(by, made) && !by[made]?.includes(name) && Object.values(by).some((names) => names.includes(name))
  );
}

/** Only strings count: a crafted body may hold anything. */
function stringsOf(body: FormBody, name: string): readonly string[] {
  if (!Object.hasOwn(body, name)) return [];
  const sent = body[name];
  const list: readonly unknown[] = Array.isArray(sent) ? sent : [sent];
  return list.filter((one) => typeof one === "string");
}

/** Undefined stands for "left empty". */
function valueOf(field: Field, sent: readonly string[]): unknown {
  const [first = ""] = sent;
  switch (field.kind) {
    case "flag":
      return sent.some((one) => ["on", "true", "1", "yes"].includes(one));
    case "choices": {
      const chosen = sent.filter((one) => one !== "");
      return chosen.length > 0 ? chosen : undefined;
    }
    case "lines":
    case "people":
    case "codes": {
      const lines = sent.flatMap((one) => one.split(/\r\n|\r|\n/)).filter((one) => one.trim() !== "");
      return lines.length > 0 ? lines : undefined;
    }
    case "text":
    case "settings":
      // Browsers send CRLF; a text is counted and kept with plain line ends.
      return first.trim() === "" ? undefined : first.replace(/\r\n?/g, "\n");
    case "line":
    case "item":
    case "incident":
    case "person":
    case "unit":
    case "code":
    case "choice":
    case "address":
    case "hidden":
    case "entries":
    case "instant":
      return first.trim() === "" ? undefined : first;
  }
}

type ReadInstant = { readonly value?: string; readonly error?: Text; readonly note?: Text };

function instantOf(sent: string, zone: string): ReadInstant {
  if (sent.trim() === "") return {};
  // Somebody who writes the offset has said which instant they mean.
  if (readInstant(sent) !== null) return { value: sent.trim() };
  const read = readLocal(sent, zone);
  switch (read.kind) {
    case "one":
      return { value: withOffset(read.at, zone) };
    case "two":
      return {
        value: withOffset(read.at, zone),
        note: ambiguousTime(offsetTime(read.at, zone), offsetTime(read.later, zone)),
      };
    case "none":
      return { error: nonexistentTime(read.from, read.to) };
    case "malformed":
      return { error: instantFault(sent) === "day-alone" ? formWords.dayAlone : formWords.notALocalTime };
  }
}

function withOffset(at: number, zone: string): string {
  return DateTime.fromMillis(at, { zone }).toISO({ suppressMilliseconds: true }) ?? "";
}

function offsetTime(at: number, zone: string): string {
  return DateTime.fromMillis(at, { zone }).toFormat("HH:mm (ZZ)");
}
