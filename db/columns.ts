/** Parses what a driver hands over. A wrong type means that the file was changed by other hands, so it is an assertion. */
import { assert } from "../src/kernel/assert.ts";
import type { Json } from "../src/kernel/json.ts";
import type { Row } from "./statement.ts";

export function text(row: Row, column: string): string {
  const value = row[column];
  assert(typeof value === "string", `Column ${column} holds ${typeof value} where text was stored.`);
  return value;
}

/** A time or count from the database itself, which may have been made of anything. */
export function boundedOrNull(row: Row, column: string): number | null {
  const value = row[column];
  if (typeof value !== "number" || Number.isNaN(value)) return null;
  return Math.trunc(Math.min(Math.max(value, 0), Number.MAX_SAFE_INTEGER));
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

export function integer(row: Row, column: string): number {
  const value = row[column];
  assert(typeof value === "number" && Number.isSafeInteger(value), `Column ${column} holds no integer.`);
  return value;
}

export function integerOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : integer(row, column);
}

export function json(row: Row, column: string): Json {
  return JSON.parse(text(row, column)) as Json;
}
