/** Looks, before each page, whether stored rows are passed over: the whole desk shall see it. */
import type { Request, RequestHandler } from "express";
import type { QuarantinedRow, QuarantineStore } from "../desk/ports.ts";
import type { Desk } from "../desk/types.ts";
import { personOf } from "./visitor.ts";

const seen = new WeakMap<Request, readonly QuarantinedRow[]>();

/** Strangers are told nothing, and cost nothing. */
export function lookForQuarantined(store: QuarantineStore, desk: Pick<Desk, "person">): RequestHandler {
  return async (request, _response, next) => {
    if (request.method === "GET" && personOf(desk, request)) seen.set(request, await store.list());
    next();
  };
}

export function quarantinedOf(request: Request): readonly QuarantinedRow[] {
  return seen.get(request) ?? [];
}
