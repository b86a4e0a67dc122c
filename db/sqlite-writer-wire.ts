/** What passes between the thread that asks and the thread that writes. */
import { FencedError, StaleInstanceError, StorageUnavailableError } from "../src/engine/ports.ts";
import { SchemaError } from "./schema-error.ts";
import type { Row, Statement, Unmet } from "./statement.ts";
import { unmet } from "./unmet.ts";

export type WriterRequest = { readonly id: number; readonly statements: readonly Statement[] } | "close";

export type WriterAnswer =
  { readonly id: number; readonly rows: Row[] } | { readonly id: number; readonly failure: WiredFailure };

/** Errors lose their class on the way between threads, so they travel as what they mean. */
export type WiredFailure =
  | { readonly kind: "unmet"; readonly otherwise: Unmet }
  | { readonly kind: "unavailable"; readonly reason: StorageUnavailableError["reason"]; readonly sentence: string }
  | { readonly kind: "other"; readonly sentence: string };

export function wireFailure(error: Error): WiredFailure {
  if (error instanceof StaleInstanceError) return { kind: "unmet", otherwise: "stale" };
  if (error instanceof FencedError) return { kind: "unmet", otherwise: "fenced" };
  if (error instanceof SchemaError) return { kind: "unmet", otherwise: "schema" };
  const sentence = error.message;
  return error instanceof StorageUnavailableError
    ? { kind: "unavailable", reason: error.reason, sentence }
    : { kind: "other", sentence };
}

export function unwireFailure(failure: WiredFailure): Error {
  switch (failure.kind) {
    case "unmet":
      return unmet(failure.otherwise);
    case "unavailable":
      return new StorageUnavailableError(failure.reason, failure.sentence);
    case "other":
      return new Error(failure.sentence);
  }
}
