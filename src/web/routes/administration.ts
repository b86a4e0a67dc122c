/** The administration's own pages; what can be changed there is in `change.ts`. */
import { Router, type Request } from "express";
import type { OrganisationView } from "../../organisation/desk-types.ts";
import { AdministrationPage } from "../views/organisation/administration.tsx";
import { LadderPage } from "../views/organisation/ladder.tsx";
import { RecordPage, RecordReplayPage } from "../views/organisation/record.tsx";
import { UnitsPage } from "../views/organisation/units.tsx";
import type { Web } from "../web.ts";
import { authenticatedContext, type AuthenticatedContext } from "../context-of.ts";
import { sendPage } from "../page.ts";
import { refuse } from "../failures.ts";
import { firstSteps } from "../first-steps.ts";
import { recordedWords } from "./change.ts";

const entriesPerPage = 50;

export function administrationRoutes(web: Web): Router {
  const router = Router();
  router.get("/administration", async (request, response) => {
    const shown = await administering(web, request);
    const copies = (await web.signInService?.accounts.copies.shown()) ?? [];
    const { directory } = shown.view;
    const officers = web.desk.people.filter(({ roles }) => roles.includes("duty-officer"));
    const proven = (await web.notificationDesk?.proven(officers)) ?? null;
    const lastBackupAt = web.lastBackupAt();
    const steps = firstSteps({ directory, now: web.desk.now(), proven, lastBackupAt });
    sendPage(response, 200, AdministrationPage({ ...shown, copies, lastBackupAt, steps }));
  });
  router.post("/administration/copies/:copy/dismiss", async (request, response) => {
    const { person } = authenticatedContext(web, request);
    await web.signInService?.accounts.copies.dismiss(request.params.copy, person.id, web.desk.now());
    response.redirect(303, "/administration");
  });
  router.get("/administration/ladder", async (request, response) => {
    const shown = await administering(web, request);
    sendPage(response, 200, LadderPage(shown));
  });
  router.get("/administration/units", async (request, response) => {
    const shown = await administering(web, request);
    const seen = { commandId: web.commandId(), expectedSeq: shown.view.seq };
    sendPage(response, 200, UnitsPage({ ...shown, seen }));
  });
  router.get("/administration/record", async (request, response) => {
    const shown = await administering(web, request);
    const entries = [...(await web.desk.organisationHistory())].reverse();
    const pages = Math.max(1, Math.ceil(entries.length / entriesPerPage));
    const page = Math.min(pages, Math.max(1, numberOf(request.query["page"]) ?? 1));
    const part = entries.slice((page - 1) * entriesPerPage, page * entriesPerPage);
    sendPage(
      response,
      200,
      RecordPage({ context: shown.context, directory: shown.view.directory, entries: part, page, pages }),
    );
  });
  router.get("/administration/record/replay", async (request, response) => {
    const shown = await administering(web, request);
    const replay = await web.desk.organisationReplay(numberOf(request.query["at"]) ?? shown.view.seq);
    if (replay) sendPage(response, 200, RecordReplayPage({ context: shown.context, replay }));
    else refuse(web, request, response, "notFound");
  });
  return router;
}

function numberOf(value: unknown): number | null {
  return typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : null;
}

export interface Administering {
  readonly context: AuthenticatedContext;
  readonly view: OrganisationView;
  readonly recorded: string | null;
}

export async function administering(web: Web, request: Request): Promise<Administering> {
  const context = authenticatedContext(web, request);
  const view = await web.desk.organisationView(context.person);
  return { context, view, recorded: recordedWords(context, view, request.query) };
}
