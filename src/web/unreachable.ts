/** Looks, before each page, whether some notification reached nobody: the whole desk shall see it. */
import type { Request, RequestHandler } from "express";
import type { NotificationDesk, UnreachableIncident } from "../desk/delivery/types.ts";
import type { Desk } from "../desk/types.ts";
import { personOf } from "./visitor.ts";

const seen = new WeakMap<Request, readonly UnreachableIncident[]>();

/** Strangers are told nothing, and cost nothing. */
export function lookForUnreached(notificationDesk: NotificationDesk, desk: Pick<Desk, "person">): RequestHandler {
  return async (request, _response, next) => {
    if (request.method === "GET" && personOf(desk, request)) seen.set(request, await notificationDesk.unreachable());
    next();
  };
}

export function unreachableOf(request: Request): readonly UnreachableIncident[] {
  return seen.get(request) ?? [];
}
