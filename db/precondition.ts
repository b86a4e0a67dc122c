import { StaleInstanceError } from "../src/engine/failures.ts";
import { FencedError } from "../src/engine/leases.ts";
import { SchemaError } from "./schema-error.ts";
import type { Precondition } from "./statement.ts";

/** The error that says why a transaction was undone. */
export function preconditionFailed(otherwise: Precondition): Error {
  switch (otherwise) {
    case "stale":
      return new StaleInstanceError(staleSentence);
    case "fenced":
      return new FencedError("Another node has taken over this work; this one's write was refused.");
    case "schema":
      return new SchemaError(
        "A newer version has changed the database; this one refuses to write. Start the newer one.",
      );
  }
}

export function isPreconditionFailed(error: unknown): error is Error {
  return error instanceof StaleInstanceError || error instanceof FencedError || error instanceof SchemaError;
}

/** False where a statement had found nothing that it must: then nothing of the list was done. */
export async function isMatched(written: Promise<unknown>): Promise<boolean> {
  try {
    await written;
    return true;
  } catch (error) {
    if (error instanceof StaleInstanceError) return false;
    throw error;
  }
}

export const staleSentence =
  "Another writer has changed one of these instances, or has already written one of these commands.";

export const samePersonSentence = "The same person has already signed off this item; a different person is required.";
