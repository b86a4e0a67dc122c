/** The operations about people and their roster: now, at another moment, and from one to another. */
import { outOfReach, type Window } from "../../organisation/now.ts";
import type { Desk } from "../../desk/types.ts";
import type { Answer, ApiRequest } from "./handlers.ts";
import { peopleJson, rosterBetweenJson, rosterJson } from "./represent-people.ts";
import { outOfRange, queries, readQuery } from "./request.ts";

export async function listPeople({ desk, request }: ApiRequest): Promise<Answer> {
  const query = readQuery(queries.at, request.query);
  if (!query.ok) return query;
  const { at } = query.value;
  return tooFar(desk, at, ["at"]) ?? { status: 200, body: peopleJson(await desk.peopleNow(at)) };
}

export async function readRosterNow({ desk, request }: ApiRequest): Promise<Answer> {
  const query = readQuery(queries.at, request.query);
  if (!query.ok) return query;
  const { at } = query.value;
  return tooFar(desk, at, ["at"]) ?? { status: 200, body: rosterJson(await desk.rosterNow(at)) };
}

export async function readRoster({ desk, request }: ApiRequest): Promise<Answer> {
  const query = readQuery(queries.window, request.query);
  if (!query.ok) return query;
  const { from, until } = query.value;
  const refused = tooFar(desk, { from, until }, ["from", "until"]);
  return refused ?? { status: 200, body: rosterBetweenJson(await desk.rosterBetween(from, until)) };
}

function tooFar(desk: Pick<Desk, "now">, asked: number | Window | undefined, names: readonly string[]) {
  if (asked === undefined) return null;
  const window = typeof asked === "number" ? { from: asked, until: asked + 1 } : asked;
  const reason = outOfReach(window, desk.now());
  return reason && outOfRange(names, reason);
}
