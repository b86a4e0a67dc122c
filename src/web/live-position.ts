/** Notes, before a page reads anything, where the log stands: what is recorded while the page is made is told to it afterwards. */
import type { Request, RequestHandler } from "express";
import type { Desk } from "../desk/types.ts";
import type { Live } from "./live.ts";
import { personOf } from "./visitor.ts";

const seen = new WeakMap<Request, number>();

/** Where the place cannot be found out, the page asks from the beginning, and looks at everything again. */
const beginning = 0;

export function lookForPosition(live: Live, desk: Pick<Desk, "person">): RequestHandler {
  return async (request, _response, next) => {
    if (personOf(desk, request)) seen.set(request, await live.position().catch(() => beginning));
    next();
  };
}

/** Null: this page is not told of anything. */
export function positionSeen(request: Request): number | null {
  return seen.get(request) ?? null;
}
