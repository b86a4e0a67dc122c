/** Looks, before each page, whether the desk can do its work: whoever reads it must not believe in a desk that stands still. */
import type { Request, RequestHandler } from "express";
import { rowOf, type Code } from "../playbook/codes.ts";
import { wordsIn, type Words } from "./words/index.ts";

/** What keeps the desk from its work. */
export type Trouble = keyof Words["trouble"];

export type AskTrouble = () => Promise<Trouble | null>;

const seen = new WeakMap<Request, Trouble>();

export function lookForTrouble(ask: AskTrouble): RequestHandler {
  return async (request, _response, next) => {
    const trouble = request.method === "GET" ? await ask() : null;
    if (trouble !== null) seen.set(request, trouble);
    next();
  };
}

export function troubleSeen(request: Request): Trouble | null {
  return seen.get(request) ?? null;
}

/** Seconds after which a program may try again; left out where only a person can mend it. */
const retryAfterSeconds: Partial<Readonly<Record<Trouble, number>>> = {
  full: 30,
  held: 2,
  away: 5,
  broken: 10,
  silent: 5,
};

/** What a program reads in Retry-After; nothing where only a person can mend it. */
export function retryAfterOf(error: unknown, code: Code): { readonly "Retry-After"?: string } {
  const trouble = troubleOf(error);
  const { retryAfterMs } = Object(error) as { readonly retryAfterMs?: unknown };
  const ownSeconds = typeof retryAfterMs === "number" ? Math.max(1, Math.ceil(retryAfterMs / 1_000)) : null;
  const seconds = trouble === null ? (ownSeconds ?? rowOf(code).retryAfter) : retryAfterSeconds[trouble];
  return seconds === undefined ? {} : { "Retry-After": String(seconds) };
}

/** Of an error that the storage threw; by name, because one that came from another thread has lost its class. */
export function troubleOf(error: unknown): Trouble | null {
  const { name, reason } = Object(error) as { readonly name?: unknown; readonly reason?: unknown };
  return name === "StorageUnavailableError" && typeof reason === "string" && Object.hasOwn(wordsIn.en.trouble, reason)
    ? (reason as Trouble)
    : null;
}
