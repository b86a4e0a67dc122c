/** What passes between the thread that answers people and the thread that decides and writes. */
import type { Observation } from "../engine/observations.ts";
import { StorageUnavailableError } from "../engine/failures.ts";
import type { Engine } from "../engine/api.ts";
import { isA, messageOfProblem } from "../kernel/problem.ts";

/** What only the thread that writes can do. Questions are answered on the other side. */
export type HostedMethod = "start" | "send" | "erase" | "runDue" | "sendNow" | "run" | "execute" | "rest" | "close";

/** Writes beside the engine's own, as plain data: the storage on the one side made it, the storage on the other does it. */
export type Execute = (work: readonly unknown[]) => Promise<readonly unknown[]>;

export interface Call {
  readonly id: number;
  readonly method: HostedMethod;
  readonly args: readonly unknown[];
}

export type Answer =
  { readonly id: number; readonly value: unknown } | { readonly id: number; readonly failure: WiredFailure };

/** Calls and answers travel in lists: a message costs more than what is in it. */
export type FromHost =
  | { readonly kind: "ready" }
  /** Sent every second, whatever the thread does: one that is silent stands still. */
  | { readonly kind: "alive" }
  | { readonly kind: "answers"; readonly answers: readonly Answer[] }
  | { readonly kind: "observed"; readonly observations: readonly Observation[] }
  | { readonly kind: "problem"; readonly failure: WiredFailure }
  /** A part of the thread has been closed. */
  | { readonly kind: "closed"; readonly part: string };

/** Errors lose their class on the way between threads, so they travel as what they say. */
export interface WiredFailure {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** Of a `StorageUnavailableError`. */
  readonly reason: StorageUnavailableError["reason"] | null;
}

export function wireFailure(problem: unknown): WiredFailure {
  const reason = isA(problem, StorageUnavailableError) ? problem.reason : null;
  const stack = isA(problem, Error) ? textOr(() => problem.stack) : undefined;
  const name = isA(problem, Error) ? textOr(() => problem.name) : undefined;
  return { name: name ?? "Error", message: messageOfProblem(problem), stack, reason };
}

/** Nothing but text passes, and a thing may refuse to say even that. */
function textOr(ask: () => unknown): string | undefined {
  try {
    const text = ask();
    return typeof text === "string" ? text : undefined;
  } catch {
    return undefined;
  }
}

export function unwireFailure({ name, message, stack, reason }: WiredFailure): Error {
  const error = reason === null ? new Error(message) : new StorageUnavailableError(reason, message);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}

/** The engine's own signatures, for the side that is called. */
export type Hosted = Pick<Engine, Exclude<HostedMethod, "execute">>;

/** How often (ms) the thread says that it lives. */
export const aliveEveryMs = 1_000;
