/** Looks, before each page, whether the desk can do its work: whoever reads it must not believe in a desk that stands still. */
import type { Request, RequestHandler } from "express";
import type { Trouble } from "./words/trouble-words.ts";

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
