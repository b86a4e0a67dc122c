import { Router } from "express";
import { localDate } from "../../roster/zone.ts";
import { RosterPage } from "../views/organisation/roster.tsx";
import type { Web } from "../web.ts";
import { authenticatedContext } from "../context-of.ts";
import { sendPage } from "../page.ts";
import { recordedWords } from "./change.ts";

export function rosterRoutes(web: Web): Router {
  const router = Router();
  router.get("/roster", async (request, response) => {
    const context = authenticatedContext(web, request);
    const view = await web.desk.organisationView(context.person);
    const first = dateOf(request.query["from"]) ?? localDate(view.directory.organisation.zone, view.now);
    const seen = { commandId: web.commandId(), expectedSeq: view.seq };
    const recorded = recordedWords(context, view, request.query);
    const members = view.directory.people.flatMap(({ id, active }) => (active ? (web.desk.person(id) ?? []) : []));
    const proven = (await web.notificationDesk?.proven(members)) ?? null;
    sendPage(response, 200, RosterPage({ context, view, first, seen, recorded, proven }));
  });
  return router;
}

/** Anything may stand in an address: what is no date of these decades counts as not said. */
function dateOf(value: unknown): string | null {
  if (typeof value !== "string" || !/^20\d\d-\d\d-\d\d$/.test(value)) return null;
  return Number.isNaN(Date.parse(`${value}T00:00Z`)) ? null : value;
}
