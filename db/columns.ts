/** Parses what a driver hands over. A wrong type means that the file was changed by other hands. */
import type { Json } from "../src/kernel/json.ts";
import type { Row } from "./statement.ts";

/** For those who hear of it the same as a whole row that cannot be read. */
class UnreadableColumnError extends Error {
  override name = "UnreadableRowError";
}

export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== "string") throw new UnreadableColumnError(`column ${column} holds ${typeof value}, and no text`);
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

/** Beyond it a date cannot be said. */
const latestMs = 8.64e15;
const isTime = /(^|_)(at|until|since)$/;

export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== "number" || !Number.isSafeInteger(value))
    throw new UnreadableColumnError(`column ${column} holds no whole number that can be kept`);
  if (Math.abs(value) > latestMs && isTime.test(column))
    throw new UnreadableColumnError(`column ${column} holds a time that no calendar has`);
  return value;
}

export function integerOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : integer(row, column);
}

export function json(row: Row, column: string): Json {
  const stored = text(row, column);
  try {
    return JSON.parse(stored) as Json;
  } catch (error) {
    throw new UnreadableColumnError(`column ${column} holds no JSON`, { cause: error });
  }
}
