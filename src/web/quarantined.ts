/** Looks, before each page, whether stored rows are passed over or do not fit: the whole desk shall see it. */
import type { Request, RequestHandler } from "express";
import type { QuarantineStore } from "../desk/ports.ts";
import type { QuarantinedRow } from "../kernel/unreadable-row.ts";
import type { Desk } from "../desk/types.ts";
import { personOf } from "./visitor.ts";

export interface SeenRows {
  /** Passed over, wherever they are met. */
  readonly quarantined: readonly QuarantinedRow[];
  /** Found by looking for them, and not met so far. */
  readonly unfit: readonly QuarantinedRow[];
}

const nothing: SeenRows = { quarantined: [], unfit: [] };
const seen = new WeakMap<Request, SeenRows>();
/** More are not shown; `verify` names all. */
const shownMax = 50;

/** Strangers are told nothing, and cost nothing. */
export function lookForQuarantined(
  store: QuarantineStore,
  desk: Pick<Desk, "person">,
  wrongRows: () => readonly QuarantinedRow[] = () => [],
): RequestHandler {
  return async (request, _response, next) => {
    if (request.method === "GET" && personOf(desk, request)) {
      const quarantined = await store.list();
      const names = new Set(quarantined.map(nameOf));
      const unfit = wrongRows().filter((row) => !names.has(nameOf(row)));
      seen.set(request, { quarantined, unfit: unfit.slice(0, shownMax) });
    }
    next();
  };
}

function nameOf({ table, key }: QuarantinedRow): string {
  return `${table} ${key}`;
}

export function rowsSeen(request: Request): SeenRows {
  return seen.get(request) ?? nothing;
}
