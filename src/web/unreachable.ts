/** Looks, before each page, whether some notification reached nobody: the whole desk shall see it. */
import type { Request, RequestHandler } from "express";
import type { BrokenChannel, NotificationDesk, UnreachableIncident } from "../desk/delivery/types.ts";
import type { Person } from "../directory/person.ts";
import type { Desk } from "../desk/types.ts";
import { personOf } from "./visitor.ts";

interface Seen {
  readonly unreachable: readonly UnreachableIncident[];
  readonly broken: readonly BrokenChannel[];
}

const seen = new WeakMap<Request, Seen>();

/** Strangers are told nothing, and cost nothing. */
export function lookForUnreached(notificationDesk: NotificationDesk, desk: Pick<Desk, "person">): RequestHandler {
  return async (request, _response, next) => {
    if (request.method === "GET" && personOf(desk, request)) {
      const [unreachable, broken] = await Promise.all([notificationDesk.unreachable(), notificationDesk.broken()]);
      seen.set(request, { unreachable, broken });
    }
    next();
  };
}

export function unreachableOf(request: Request): readonly UnreachableIncident[] {
  return seen.get(request)?.unreachable ?? [];
}

/** One's own, and everybody's for those who look after people. */
export function brokenChannelsOf(
  request: Request,
  desk: Pick<Desk, "person">,
  viewer: Person,
): readonly { readonly id: string; readonly name: string }[] {
  const broken = seen.get(request)?.broken ?? [];
  const shown = broken.filter(({ person }) => person === viewer.id || viewer.roles.includes("administrator"));
  return shown.map(({ person: id }) => ({ id, name: desk.person(id)?.name ?? id }));
}
