/** Which keys the schema knows at a path of the file: what a misspelt one may have been meant to be. */
import { z } from "zod";
import type { KeyPath } from "./fault.ts";

export function keysAt(schema: z.ZodType, at: KeyPath): readonly string[] {
  const found = at.reduce<readonly z.ZodType[]>((all, step) => all.flatMap((one) => below(one, step)), plain(schema));
  return [...new Set(found.flatMap((one) => (one instanceof z.ZodObject ? Object.keys(one.shape) : [])))];
}

function below(schema: z.ZodType, step: string | number): readonly z.ZodType[] {
  if (schema instanceof z.ZodObject) {
    const shape = schema.shape as Readonly<Record<string, z.ZodType>>;
    return Object.hasOwn(shape, step) ? plain(shape[step]) : [];
  }
  if (schema instanceof z.ZodRecord) return plain(schema.valueType as z.ZodType);
  return schema instanceof z.ZodArray ? plain(schema.element as z.ZodType) : [];
}

/** Without what stands around a schema; of alternatives, all. */
function plain(schema: z.ZodType | undefined): readonly z.ZodType[] {
  if (schema === undefined) return [];
  if (schema instanceof z.ZodUnion) return (schema.options as readonly z.ZodType[]).flatMap(plain);
  if (schema instanceof z.ZodPipe) return plain(schema.in as z.ZodType);
  if (schema instanceof z.ZodLazy) return plain(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodIntersection)
    return [schema.def.left, schema.def.right].flatMap((one) => plain(one as z.ZodType));
  const isWrapped =
    schema instanceof z.ZodDefault || schema instanceof z.ZodOptional || schema instanceof z.ZodNullable;
  return isWrapped ? plain(schema.unwrap() as z.ZodType) : [schema];
}
