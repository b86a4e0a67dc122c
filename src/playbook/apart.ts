/** Takes the texts out of an event before anything is decided: the machine, the log and the outbox hold references. */
import type { z } from "zod";
import { keptAs, type FieldMeta } from "../../machines/kit/fields.ts";
import { unitNamesField } from "../../machines/kit/unit.ts";
import type { EventForm, Playbook } from "../../machines/playbook.ts";
import type { Apart } from "../engine/ports.ts";
import type { Json, JsonObject } from "../kernel/json.ts";
import { openingPlace } from "./fields.ts";
import { playbookByKey } from "./active.ts";
import { fits } from "./fits.ts";

type MachineEvent = Parameters<Apart>[1];
type Put = Parameters<Apart>[2];
type Form = Pick<EventForm, "form" | "personField" | "otherIncident" | "unit">;

/** In the order of the form. An event without a form has no text in it: it is a timer's, or the machine's own. */
export function apartOf(playbooks: readonly Playbook[]): Apart {
  return (machine, event, put) => {
    const playbook = playbookByKey(playbooks, machine);
    if (playbook === undefined) return event;
    const forms = formsOf(playbook);
    if (event.type === "delivered" || event.type === "dead-lettered") return answered(event, put);
    if (event.type === "start") return started(forms.opening, event, put);
    const form = forms.events.get(event.type);
    return form === undefined ? event : { ...valuesApart(form, event, put), type: event.type };
  };
}

function formsOf(playbook: Playbook) {
  const { opening, events } = playbook;
  const forms = known.get(playbook) ?? { opening, events: new Map(events.map((form) => [form.type, form])) };
  known.set(playbook, forms);
  return forms;
}

interface Forms {
  readonly opening: Form;
  readonly events: ReadonlyMap<string, Form>;
}
const known = new WeakMap<Playbook, Forms>();

/** Whatever else is in the input, such as the policy, stays as it is. */
function started(form: Form, event: MachineEvent, put: Put): MachineEvent {
  const { input } = event;
  if (!isObject(input)) return event;
  const place = openingPlace(form, input);
  const values = place === null ? input : input[place];
  const apart = isObject(values) ? valuesApart(form, values, put) : {};
  return { ...event, input: place === null ? apart : { ...input, [place]: apart } };
}

/** What the form does not know stays as it is. */
function valuesApart(form: Form, values: JsonObject, put: Put): JsonObject {
  const names = form.unit === undefined ? undefined : values[unitNamesField(form.unit)];
  const isRegistered = isObject(names);
  const replaced = Object.entries(form.form.shape)
    .filter(([name]) => Object.hasOwn(values, name))
    .map(([name, schema]): [string, Json] => {
      const value = values[name] ?? null;
      // The desk has checked these two, and recipients are found by them.
      if (name === form.personField?.field || (name === form.unit && isRegistered)) return [name, value];
      if (name === form.unit || name === form.otherIncident) return [name, everyText(value, put)];
      return [name, walk(schema as z.ZodType, value, put)];
    });
  return {
    ...values,
    ...Object.fromEntries(replaced),
    ...(form.unit !== undefined && isRegistered && { [unitNamesField(form.unit)]: everyText(names, put) }),
  };
}

/** What a server answered, and why somebody was skipped: that names people. Who was told, and how, are ids. */
function answered(event: MachineEvent, put: Put): MachineEvent {
  const { detail = null } = event;
  if (!isObject(detail)) return { ...event, detail: everyText(detail, put) };
  const { skipped } = detail;
  if (!Array.isArray(skipped)) return event;
  const names = skipped.map((one: Json) => (isObject(one) ? { ...one, why: everyText(one["why"] ?? null, put) } : one));
  return { ...event, detail: { ...detail, skipped: names } };
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whatever its shape is. */
function everyText(value: Json, put: Put): Json {
  if (typeof value === "string") return put(value);
  if (Array.isArray(value)) return value.map((one: Json) => everyText(one, put));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, everyText(one ?? null, put)]));
}

/** The outermost kind decides. A string of no kind is a text: apart is what nobody has to remember. */
function walk(schema: z.ZodType, value: Json, put: Put): Json {
  if (value === null) return value;
  const { field, isSearched } = (schema.meta() ?? {}) as Partial<FieldMeta>;
  if (field !== undefined && keptAs[field] === "clear") return value;
  if (field !== undefined && keptAs[field] === "apart")
    return everyText(value, isSearched ? (text) => put(text, { isSearched }) : put);
  return inside(schema, value, put);
}

/** The parts of zod's definitions that lead to what is inside. */
interface Def {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly getter?: () => z.ZodType;
  readonly element?: z.ZodType;
  readonly items?: readonly z.ZodType[];
  readonly rest?: z.ZodType | null;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly catchall?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly left?: z.ZodType;
  readonly right?: z.ZodType;
}

function inside(schema: z.ZodType, value: Json, put: Put): Json {
  const def = schema.def as unknown as Def;
  const further = def.innerType ?? def.in ?? def.getter?.();
  if (further) return walk(further, value, put);
  switch (def.type) {
    case "object":
    case "record":
      return isObject(value) ? members(def, value, put) : everyText(value, put);
    case "array":
    case "tuple":
      return Array.isArray(value)
        ? value.map((one: Json, place) => each(def.element ?? def.items?.[place] ?? def.rest, one, put))
        : everyText(value, put);
    case "union":
      return each(
        def.options?.find((option) => fits(option, value)),
        value,
        put,
      );
    case "intersection":
      return isObject(value) ? members({ shape: shapeOf(schema) }, value, put) : everyText(value, put);
    case "enum":
    case "literal":
      return value;
    default:
      return everyText(value, put);
  }
}

/** Nothing says what it is: then it is a text. */
const each = (schema: z.ZodType | null | undefined, value: Json, put: Put): Json =>
  schema ? walk(schema, value, put) : everyText(value, put);

/** The members of an object, and of several that are one. */
function shapeOf(schema: z.ZodType | undefined): NonNullable<Def["shape"]> {
  const { shape, left, right } = (schema?.def ?? {}) as Partial<Def>;
  return shape ?? (left && right ? { ...shapeOf(left), ...shapeOf(right) } : {});
}

/** In the order of the schema, whatever order they came in. */
function members(
  { shape = {}, catchall, valueType }: Pick<Def, "shape" | "catchall" | "valueType">,
  value: JsonObject,
  put: Put,
): JsonObject {
  const names = [...new Set([...Object.keys(shape), ...Object.keys(value)])].filter((name) =>
    Object.hasOwn(value, name),
  );
  return Object.fromEntries(
    names.map((name) => [name, each(shape[name] ?? catchall ?? valueType, value[name] ?? null, put)]),
  );
}
