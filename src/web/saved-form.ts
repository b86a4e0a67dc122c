/** A form that could not be taken yet, carried through a sign-in so that nothing typed is lost. */
import type { Request } from "express";
import { z } from "zod";
import type { FormBody } from "../playbook/forms.ts";
import { bodyOf, wordOf } from "./body.ts";
import { returnPath } from "./visitor.ts";
import { formTokenField } from "./visit.ts";

export interface SavedForm {
  /** Where the form goes. */
  readonly path: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

export const keptField = "kept";
const keptMax = 400_000;
/** As many as a form may have: see `form-body.ts`. */
const fieldsMax = 300;
const shape = z.object({ path: z.string(), fields: z.array(z.tuple([z.string(), z.string()])).max(fieldsMax) });

/** The form of this request. */
export function keptOf(request: Request): SavedForm {
  return { path: returnPath(request.originalUrl), fields: fieldsOf(bodyOf(request)) };
}

function fieldsOf(body: FormBody): [string, string][] {
  return Object.entries(body)
    .filter(([name]) => name !== formTokenField)
    .flatMap(([name, value]) =>
      [value].flat().flatMap((one): [string, string][] => (typeof one === "string" ? [[name, one]] : [])),
    );
}

/** The form that a sign-in page carries along; null when it carries none. */
export function keptIn(body: FormBody): SavedForm | null {
  return keptFrom(wordOf(body, keptField, keptMax + 1));
}

export function keptFrom(text: string): SavedForm | null {
  if (text === "" || text.length > keptMax) return null;
  try {
    const said: unknown = JSON.parse(text);
    if (hasTooMany(said)) return null;
    const { path, fields } = shape.parse(said);
    return { path: returnPath(path), fields };
  } catch {
    return null;
  }
}

/** A stranger may send this: it is counted before each of them is looked at. */
function hasTooMany(said: unknown): boolean {
  const fields: unknown = typeof said === "object" && said !== null && "fields" in said ? said.fields : null;
  return Array.isArray(fields) && fields.length > fieldsMax;
}

export function keptText(kept: SavedForm | null): string {
  return kept === null ? "" : JSON.stringify(kept);
}

const resumed = new WeakSet<object>();

/** Makes this request the one that sent the form, which was interrupted by a question of who it is. */
export function resumeAs(request: Request, { path, fields }: SavedForm, formToken: string): void {
  const names = [...new Set(fields.map(([name]) => name))];
  const valueOf = (name: string) => {
    const values = fields.filter(([one]) => one === name).map(([, value]) => value);
    return values.length === 1 ? values[0] : values;
  };
  request.method = "POST";
  request.url = path;
  request.originalUrl = path;
  request.body = { ...Object.fromEntries(names.map((name) => [name, valueOf(name)])), [formTokenField]: formToken };
  resumed.add(request);
}

/** The form was not sent now but before a sign-in: it is shown again, whatever button was pressed then. */
export function isResumed(request: Request): boolean {
  return resumed.has(request);
}
