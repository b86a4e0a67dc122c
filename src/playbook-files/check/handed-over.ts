/** Whether what one form says can be filled in in another. */
import type { Fields, FieldSpec } from "../parts.ts";
import { own } from "./file-names.ts";
import { holesIn } from "./check-words.ts";

/** Kinds that take words, with those that never have more. */
const wordsOf: Readonly<Partial<Record<FieldSpec["kind"], readonly FieldSpec["kind"][]>>> = {
  line: ["line", "unit"],
  text: ["line", "text", "lines", "address", "unit"],
  lines: ["line", "lines"],
  address: ["address"],
  unit: ["unit", "line"],
};

const whole = /^\{[A-Za-z][A-Za-z0-9]*\}$/;

/** Null: it can. `inWords`: a choice is said where words are asked for. */
export function whyNotHanded(known: Fields, template: string, field: FieldSpec, inWords?: "inWords"): string | null {
  const [hole] = holesIn(template);
  if (hole === undefined) return whyNotValue(template, field);
  const source = own(known, hole);
  if (whole.test(template) && source) return whyNotField(hole, source, field, inWords);
  const takes = wordsOf[field.kind];
  if (!takes || field.kind === "unit") return `it is a ${field.kind}, and words do not fit`;
  const long = holesIn(template).find((name) => own(known, name)?.kind === "text" && field.kind === "line");
  return long === undefined ? null : `{${long}} is a text, which is too long for a line`;
}

/** A value that stands in the file. */
function whyNotValue(value: string, { kind, options = {} }: FieldSpec): string | null {
  if (kind === "choice" || kind === "choices") {
    const all = Object.keys(options);
    return all.includes(value) ? null : `it cannot be "${value}"; there is ${all.join(", ")}`;
  }
  if (kind === "flag") return value === "true" || value === "false" ? null : "write true or false";
  return wordsOf[kind] ? null : `it is a ${kind}: name the field that says it, "{name}"`;
}

function whyNotField(name: string, source: FieldSpec, field: FieldSpec, inWords?: "inWords"): string | null {
  const isChoice = source.kind === "choice" || source.kind === "choices";
  if (isChoice && inWords && (field.kind === "line" || field.kind === "text")) return null;
  const isFitting = source.kind === field.kind || wordsOf[field.kind]?.includes(source.kind) === true;
  if (!isFitting) return `it is a ${field.kind}, and {${name}} is a ${source.kind}`;
  const unknown = isChoice
    ? Object.keys(source.options ?? {}).find((one) => !own(field.options ?? {}, one))
    : undefined;
  return unknown === undefined ? null : `{${name}} may be "${unknown}", which is none of its values`;
}
