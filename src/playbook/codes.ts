/**
 * Every code under which something is not done, and what each door makes of it: status and problem of the API, page, and the end
 * of a command at the terminal. Read from the code, and back to it from a page, an error or an answer of the API.
 */
import type { CommandOutcome } from "./outcome.ts";
import type { RefusalCode } from "./refusals.ts";

/** How a command at the terminal ends; `src/cli/exit-codes.ts` has the numbers. */
export type ExitName = "refused" | "usage" | "notFound" | "conflict" | "cannotOpen" | "ours";

interface Row {
  readonly status: number;
  readonly exit: ExitName;
  /** Pages that say so, where no form comes back. */
  readonly pages?: readonly string[];
  /** After so long a program may try again (seconds), where the error itself says nothing else. */
  readonly retryAfter?: number;
  /** What the desk calls it, where the desk says so; a refusal when left out. */
  readonly outcome?: Exclude<CommandOutcome["outcome"], "done" | "refused">;
}

const rows = {
  // A request that never reached the desk.
  "malformed-json": { status: 400, exit: "refused", pages: ["badRequest"] },
  "malformed-query": { status: 400, exit: "refused" },
  "malformed-header": { status: 400, exit: "refused" },
  "nobody-acts": { status: 401, exit: "refused" },
  "unknown-person": { status: 403, exit: "refused" },
  "scope-missing": { status: 403, exit: "refused" },
  "foreign-origin": { status: 403, exit: "refused", pages: ["foreignOrigin"] },
  "foreign-host": { status: 421, exit: "refused", pages: ["foreignHost"] },
  "method-not-allowed": { status: 405, exit: "refused", pages: ["methodNotAllowed"] },
  "body-too-large": { status: 413, exit: "refused", pages: ["tooLarge"] },
  "not-json": { status: 415, exit: "refused" },
  "too-many-entries": { status: 429, exit: "refused", pages: ["tooMany"], retryAfter: 1 },
  // What becomes of a command.
  forbidden: { status: 403, exit: "refused", outcome: "forbidden" },
  "not-found": {
    status: 404,
    exit: "notFound",
    pages: ["notFound", "noIncident", "noPlaybook", "noEvent"],
    outcome: "not-found",
  },
  conflict: { status: 409, exit: "conflict", outcome: "conflict" },
  "precondition-failed": { status: 412, exit: "conflict", outcome: "conflict" },
  "to-confirm": { status: 409, exit: "refused", outcome: "doubtful" },
  invalid: { status: 422, exit: "usage", outcome: "invalid" },
  // What the engine and the desk refuse. 409: not in this state; 422: not like this; 500: our own fault.
  "unknown-playbook": { status: 422, exit: "refused" },
  "unknown-event": { status: 422, exit: "refused" },
  "unknown-machine": { status: 500, exit: "refused" },
  "unknown-instance": { status: 404, exit: "refused" },
  "not-acceptable": { status: 409, exit: "refused" },
  finished: { status: 409, exit: "refused" },
  "reserved-type": { status: 422, exit: "refused" },
  "invalid-event": { status: 422, exit: "refused" },
  "machine-error": { status: 500, exit: "refused" },
  "command-id-reused": { status: 422, exit: "refused" },
  "same-person": { status: 409, exit: "refused" },
  "unknown-text": { status: 404, exit: "notFound" },
  "already-erased": { status: 409, exit: "refused" },
  "definition-changed": { status: 500, exit: "refused" },
  // The world refuses, or we erred.
  unavailable: { status: 503, exit: "cannotOpen", pages: ["unavailable"], retryAfter: 5 },
  overloaded: { status: 503, exit: "cannotOpen", pages: ["unavailable"], retryAfter: 1 },
  // A person has to mend it first.
  "read-only": { status: 503, exit: "cannotOpen", pages: ["readOnly"], retryAfter: 300 },
  "unreadable-row": { status: 500, exit: "cannotOpen", pages: ["unreadable"] },
  "not-exportable": { status: 500, exit: "refused", pages: ["notExportable"] },
  internal: { status: 500, exit: "ours", pages: ["ours"] },
} as const satisfies Readonly<Record<RefusalCode, Row>> & Readonly<Record<string, Row>>;

export type Code = keyof typeof rows;
type PageOf<One> = One extends { readonly pages: readonly (infer Name)[] } ? Name : never;
/** A page that says what went wrong. */
export type FailureName = PageOf<(typeof rows)[Code]>;

const table: Readonly<Record<Code, Row>> = rows;

export function codes(): readonly Code[] {
  return Object.keys(rows) as Code[];
}

export function rowOf(code: Code): Row {
  return table[code];
}

/** Codes come as plain text from the engine and over the API. One that is not in the table is our own fault. */
export function knownCode(code: string): Code {
  return Object.hasOwn(rows, code) ? (code as Code) : "internal";
}

/** The page that says so; our own fault when none does. */
export function pageOf(code: Code): FailureName {
  return (table[code].pages?.[0] ?? "ours") as FailureName;
}

export function codeOfPage(page: FailureName): Code {
  return codes().find((code) => table[code].pages?.includes(page)) ?? "internal";
}

type Undone = Exclude<CommandOutcome, { outcome: "done" }>;

/** Of an outcome, under the first of its codes. */
export function codeOf(outcome: Undone): Code {
  if (outcome.outcome === "refused") return knownCode(outcome.code);
  return codes().find((code) => table[code].outcome === outcome.outcome) ?? "internal";
}

export function statusOf(outcome: Undone): number {
  return table[codeOf(outcome)].status;
}

/** By name: an error that came from another thread has lost its class. */
const codesOfErrors = {
  TooManyError: "too-many-entries",
  OverloadedError: "overloaded",
  StorageUnavailableError: "unavailable",
  BusyError: "unavailable",
  UnreadableRowError: "unreadable-row",
  ExportError: "not-exportable",
  ContradictionError: "not-exportable",
} as const satisfies Readonly<Record<string, Code>>;

/** What an error can stand for. */
export type ErrorCode = (typeof codesOfErrors)[keyof typeof codesOfErrors];

/** The database is gone, full or busy, in its driver's own words: it may well work later. */
const storageCodes = /^(SQLITE_(BUSY|FULL|LOCKED|IOERR|READONLY|CANTOPEN)|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|08|53|57P)/;

/** Null: nobody knows this error. */
export function codeOfError(error: unknown): ErrorCode | null {
  const { name, code } = Object(error) as { readonly name?: unknown; readonly code?: unknown };
  if (typeof name === "string" && Object.hasOwn(codesOfErrors, name))
    return codesOfErrors[name as keyof typeof codesOfErrors];
  return typeof code === "string" && storageCodes.test(code) ? "unavailable" : null;
}
