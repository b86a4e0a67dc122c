/** Reports from outside: the list, what becomes of each, and a table of them. The keys are the administration's. */
import { Router, type Request, type RequestHandler, type Response } from "express";
import type { Report } from "../../reports/ports.ts";
import type { ReportsDesk } from "../../reports/reports-desk.ts";
import { mayOpen } from "../access.ts";
import { bodyOf, commandOf, wordOf } from "../body.ts";
import { authenticatedContext } from "../context-of.ts";
import { refuse } from "../failures.ts";
import { formatText } from "../format.ts";
import { sendPage } from "../page.ts";
import { isProven } from "../sign-in/proof.ts";
import { IntakePage, shapes, type AskedKey } from "../views/organisation/intake.tsx";
import { ReportsImportPage } from "../views/reports-import.tsx";
import { ReportsPage } from "../views/reports.tsx";
import type { Web } from "../web.ts";

const perPage = 50;
/** Of a table that is pasted; a form has no more. */
const tableMax = 400_000;

type OnReports = (reports: ReportsDesk, request: Request, response: Response) => Promise<void>;

export function reportRoutes(web: Web): Router {
  const router = Router();
  const on = (handle: OnReports) => async (request: Request, response: Response) => {
    if (web.reports === null) refuse(web, request, response, "notFound");
    else await handle(web.reports, request, response);
  };
  router.get(
    "/reports",
    on((...asked) => show(web, ...asked, null, 200)),
  );
  router.get(
    "/reports/import",
    on(async (_reports, request, response) => {
      const context = authenticatedContext(web, request);
      sendPage(response, 200, ReportsImportPage({ context, source: "", text: "", trouble: null, rows: null }));
    }),
  );
  router.post(
    "/reports/import",
    on((...asked) => importTable(web, ...asked)),
  );
  router.post(
    "/reports/:report",
    on((...asked) => settle(web, ...asked)),
  );
  intakeRoutes(web, router, on);
  return router;
}

const numberIn = (typed: unknown): number | null =>
  typeof typed === "string" && /^[1-9]\d{0,9}$/.test(typed) ? Number(typed) : null;

async function show(
  web: Web,
  reports: ReportsDesk,
  request: Request,
  response: Response,
  trouble: string | null,
  status: number,
): Promise<void> {
  const context = authenticatedContext(web, request);
  const state = request.query["show"] === "settled" ? "settled" : "waiting";
  const before = numberIn(request.query["before"]);
  const found = await reports.list(state, { limit: perPage + 1, ...(before !== null && { before }) });
  const part = found.slice(0, perPage);
  const seesContacts = mayOpen(context.person, "POST /reports/:report");
  const contacts = await Promise.all(part.map(async ({ number }) => (seesContacts ? reports.contactOf(number) : null)));
  const rows = part.map((report, index) => ({ ...report, contact: contacts[index] ?? null }));
  const older = found.length > perPage ? (part.at(-1)?.number ?? null) : null;
  const waiting = await reports.waiting();
  const shown = { context, state, waiting, rows, older, people: web.desk.everybody, trouble } as const;
  sendPage(response, status, ReportsPage(shown));
}

async function settle(web: Web, reports: ReportsDesk, request: Request, response: Response): Promise<void> {
  const context = authenticatedContext(web, request);
  const words = context.words.reports;
  const body = bodyOf(request);
  const again = (sentence: string, status: number) => show(web, reports, request, response, sentence, status);
  const number = numberIn(request.params["report"]);
  const report = number === null ? null : await reports.find(number);
  if (report === null) {
    refuse(web, request, response, "notFound");
    return;
  }
  const command = commandOf(request, web.commandId);
  const [outcome, reason] = [wordOf(body, "outcome"), wordOf(body, "reason").trim()];
  if (outcome !== "belongs" && outcome !== "nothing") return again(words.noChoice, 422);
  if (outcome === "nothing" && reason === "") return again(words.noReason, 422);
  const incident = outcome === "belongs" ? await web.desk.find(wordOf(body, "incident").trim()) : null;
  if (outcome === "belongs" && incident === null) return again(words.noIncident, 422);
  const settling = {
    state: outcome,
    incident: incident?.number ?? null,
    reason: reason === "" ? null : reason,
  } as const;
  const settled = await reports.settle(report.number, settling, context.person.id, command);
  if (settled.outcome === "refused") return again(formatText(context, settled.sentence), 409);
  if (incident !== null) await noteThere(web, request, report, incident.number);
  response.redirect(303, "/reports");
}

/** Whoever reads the incident finds there what was reported; where its playbook takes no notes, the list alone says it. */
async function noteThere(web: Web, request: Request, report: Report, incident: number): Promise<void> {
  const { person, words } = authenticatedContext(web, request);
  const { number, source, title, detail, link } = report;
  const wording = [words.reports.note(number, source), title, detail, link].filter((part) => part !== null).join("\n");
  await web.desk.act(String(incident), "NOTE_ADDED", { wording }, person, { commandId: `report-${String(number)}` });
}

async function importTable(web: Web, reports: ReportsDesk, request: Request, response: Response): Promise<void> {
  const context = authenticatedContext(web, request);
  const body = bodyOf(request);
  const [source, text] = [wordOf(body, "source"), wordOf(body, "table", tableMax)];
  const isDry = wordOf(body, "step") !== "import";
  const imported = await reports.importCsv(text, source, isDry);
  if (imported.outcome === "refused") {
    const trouble = formatText(context, imported.sentence);
    sendPage(response, 422, ReportsImportPage({ context, source, text, trouble, rows: null }));
    return;
  }
  if (imported.isDone) {
    response.redirect(303, "/reports");
    return;
  }
  const { rows } = imported;
  const status = rows.some(({ fault }) => fault !== null) ? 422 : 200;
  sendPage(response, status, ReportsImportPage({ context, source, text, trouble: null, rows }));
}

const intakePath = "/administration/intake";
const mappingMax = 4_000;
const nothingAsked: AskedKey = { source: "", shape: "answerable", mapping: "" };

interface ShownKeys {
  readonly asked?: AskedKey;
  readonly trouble?: string;
  readonly secret?: string;
  readonly status?: number;
}

function intakeRoutes(web: Web, router: Router, on: (handle: OnReports) => RequestHandler): void {
  router.get(
    intakePath,
    on((...asked) => showKeys(web, ...asked, {})),
  );
  router.post(
    intakePath,
    on(async (reports, request, response) => {
      if (!(await isProven(web, request, response))) return;
      const context = authenticatedContext(web, request);
      const asked = keyAskedIn(request);
      const created = await reports.createKey(asked, context.person.id, commandOf(request, web.commandId));
      if (created.outcome === "created") await showKeys(web, reports, request, response, { secret: created.secret });
      else
        await showKeys(web, reports, request, response, {
          asked,
          trouble: formatText(context, created.sentence),
          status: 422,
        });
    }),
  );
  router.post(
    `${intakePath}/end`,
    on(async (reports, request, response) => {
      if (!(await isProven(web, request, response))) return;
      const context = authenticatedContext(web, request);
      const key = wordOf(bodyOf(request), "key");
      const ended = await reports.endKey(key, context.person.id, commandOf(request, web.commandId));
      if (ended.outcome === "done") response.redirect(303, intakePath);
      else
        await showKeys(web, reports, request, response, { trouble: formatText(context, ended.sentence), status: 409 });
    }),
  );
}

function keyAskedIn(request: Request): AskedKey {
  const body = bodyOf(request);
  const shape = shapes.find((one) => one === wordOf(body, "shape")) ?? "answerable";
  return { source: wordOf(body, "source"), shape, mapping: wordOf(body, "mapping", mappingMax) };
}

async function showKeys(
  web: Web,
  reports: ReportsDesk,
  request: Request,
  response: Response,
  { asked = nothingAsked, trouble = "", secret = "", status = 200 }: ShownKeys,
): Promise<void> {
  const context = authenticatedContext(web, request);
  const keys = await reports.keys();
  const shown = { context, keys, asked, trouble: trouble || null, secret: secret || null };
  sendPage(response, status, IntakePage(shown));
}
