/** Looks, before each page, whether some letter reached nobody: the whole desk shall see it. */
import type { Request, RequestHandler } from "express";
import type { Telling, Unreached } from "../desk/telling/types.ts";

const seen = new WeakMap<Request, readonly Unreached[]>();

export function lookForUnreached(telling: Telling): RequestHandler {
  return async (request, _response, next) => {
    if (request.method === "GET") seen.set(request, await telling.unreached());
    next();
  };
}

export function unreachedOf(request: Request): readonly Unreached[] {
  return seen.get(request) ?? [];
}
