/** Which of a schema's alternatives a value belongs to that has been checked already: only its shape is looked at. */
import type { z } from "zod";
import type { Json } from "../kernel/json.ts";

interface Def {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly valueType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, unknown>>;
}

/** What a schema makes of a value (a moment of a string) tells nothing: anything fits it. */
export function fits(schema: z.ZodType, value: Json | undefined): boolean {
  const { type, innerType, options, values, entries, ...parts } = schema.def as unknown as Def;
  if (innerType) return value === undefined || (value === null && type === "nullable") || fits(innerType, value);
  switch (type) {
    case "union":
      return options?.some((option) => fits(option, value)) ?? false;
    case "literal":
      return values?.includes(value) ?? false;
    case "enum":
      return Object.values(entries ?? {}).includes(value);
    case "null":
      return value === null;
    case "string":
    case "boolean":
      return typeof value === type;
    case "number":
    case "int":
      return typeof value === "number";
    case "array":
    case "tuple":
      return isList(value) && value.every((one) => !parts.element || fits(parts.element, one));
    case "object":
    case "record":
      return isObject(value) && hasMembers(parts, value);
    default:
      return value !== undefined;
  }
}

const isList = (value: unknown): value is readonly Json[] => Array.isArray(value);
const isObject = (value: unknown): value is Readonly<Record<string, Json>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function hasMembers({ shape, valueType }: Pick<Def, "shape" | "valueType">, value: Readonly<Record<string, Json>>) {
  const members = shape ? Object.entries(shape).map(([name, member]) => [member, value[name]] as const) : [];
  const rest = valueType ? Object.values(value).map((one) => [valueType, one] as const) : [];
  return [...members, ...rest].every(([member, one]) => fits(member, one));
}
