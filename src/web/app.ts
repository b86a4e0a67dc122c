/** The desk in a browser: complete without JavaScript. Forms POST, are answered with 303, and a GET shows what came of it. */
import express, { type Express, type Request, type RequestHandler, type Response, type Router } from "express";
import type { NotificationDesk } from "../desk/delivery/types.ts";
import type { Desk } from "../desk/types.ts";
import { drawnHere, type Drawings } from "../diagram/draw.ts";
import { actThrough } from "../kernel/acting.ts";
import type { ClockStep } from "../kernel/clock-watch.ts";
import { steadyClock } from "../kernel/clock.ts";
import { intakeRouter } from "./api/reports.ts";
import { oneTapRouter } from "./api/one-tap.ts";
import { assertForAnybody } from "./access.ts";
import { openAssets, staticFolder, type Assets } from "./assets.ts";
import { authOf } from "./body.ts";
import { compress } from "./middleware/compress.ts";
import { failures, nothingHere, refuseWrites } from "./middleware/failures.ts";
import { keepable, securityHeaders } from "./middleware/headers.ts";
import { formBody } from "./middleware/form-body.ts";
import { forwardedFor } from "./middleware/forwarded-for.ts";
import { authorize } from "./middleware/authorize.ts";
import { session } from "./middleware/session.ts";
import { originCheck } from "./middleware/origin-check.ts";
import { lookForPosition } from "./live-position.ts";
import type { Live } from "./live.ts";
import { aboutRoutes } from "./routes/about.ts";
import { acknowledgeRoutes } from "./routes/acknowledge.ts";
import { channelRoutes } from "./routes/channels.ts";
import { deliveryRoutes } from "./routes/deliveries.ts";
import { calendarFeedRoutes } from "./routes/calendar.ts";
import { dutyDeskRoutes } from "./routes/duty-desk.ts";
import { eventRoutes } from "./routes/event.ts";
import { accountRoutes } from "./routes/account.ts";
import { iAmRoutes, languageRoutes } from "./routes/i-am.ts";
import { incidentListRoutes } from "./routes/incident-list.ts";
import { incidentRoutes } from "./routes/incident.ts";
import { liveRoutes } from "./routes/live.ts";
import { statisticsRoutes } from "./routes/statistics.ts";
import { notificationRoutes } from "./routes/notifications.ts";
import { securityTxtRoutes, type SecurityContact } from "./routes/security-txt.ts";
import { routesOf } from "./routes-of.ts";
import { operationRoutes, type Operations } from "./routes/operations.ts";
import { playbookRoutes } from "./routes/playbooks.ts";
import { registerRoutes } from "./routes/register.ts";
import { exportRoutes } from "./routes/export.ts";
import { reportRoutes } from "./routes/reports.ts";
import { replayRoutes } from "./routes/replay.ts";
import { setUpRoutes } from "./routes/set-up.ts";
import { signInRoutes } from "./routes/sign-in.ts";
import { organisationRoutes } from "./routes/organisation.ts";
import type { SignInService } from "./sign-in-service.ts";
import { accessPolicy } from "./sign-in/access-policy.ts";
import { lookForTrouble, type AskTrouble } from "./trouble.ts";
import { lookForQuarantined } from "./quarantined.ts";
import { lookForUnreached } from "./unreachable.ts";
import type { QuarantineStore } from "../desk/ports.ts";
import type { QuarantinedRow } from "../kernel/unreadable-row.ts";
import type { ReportsDesk } from "../reports/reports-desk.ts";
import type { ShelfDesk } from "../shelf/shelf-desk.ts";
import type { ReadOnly } from "../desk/read-only.ts";
import { languageOf, personOf } from "./visitor.ts";
import type { Web } from "./web.ts";
import { sendFailure } from "./failures.ts";
import { publicSite } from "./public-site.ts";

export interface WebOptions {
  readonly desk: Desk;
  /** Draws playbooks; left out, in this thread. */
  readonly drawings?: Drawings;
  /** Playbooks of the office's own; left out, there are none. */
  readonly shelf?: ShelfDesk | null;
  /** Reports from outside; left out, nothing is reported here. */
  readonly reports?: ReportsDesk | null;
  /** How people sign in; left out, whoever comes says who they are. */
  readonly signInService?: SignInService | null;
  /** Left out, nobody is told anything from here. */
  readonly notificationDesk?: NotificationDesk | null;
  /** Serves `/api`. */
  readonly api: Router;
  /** Serves `/healthz`, `/readyz` and `/metrics`. */
  readonly operations?: Operations;
  /** Steps of the clock that readers must know of; each page names them. */
  readonly clockSteps?: () => readonly ClockStep[];
  /** When the last good backup was made (ms); left out, nobody knows of any. */
  readonly lastBackupAt?: () => number | null;
  /** What keeps the desk from its work; each page names it. */
  readonly trouble?: AskTrouble;
  /** Where people open the desk; its host is answered to, besides this machine's own names. */
  readonly baseUrl?: string | null;
  /** Where weaknesses are reported. */
  readonly securityContacts?: readonly string[];
  /** Where published statements lie; left out, they are served elsewhere. */
  readonly publicFolder?: string;
  /** Further hosts, each with its port when it has one. */
  readonly allowedHosts?: readonly string[];
  /** Whose `X-Forwarded-For` says where somebody calls from; left out, nobody's does. */
  readonly proxies?: readonly string[];
  /** Stored rows that are passed over; left out, nobody is told of any. */
  readonly quarantine?: QuarantineStore;
  /** Rows that a look through everything stored has found not to fit. */
  readonly wrongRows?: () => readonly QuarantinedRow[];
  /** Tells open pages what is new; left out, they are as old as when they were opened. */
  readonly live?: Live;
  /** Why nothing is recorded; null or left out: everything is. */
  readonly readOnly?: ReadOnly | null;
  /** A new name for what a form is about to do, and for what went wrong. */
  readonly commandId: () => string;
  readonly version?: string;
  /** Hears of our own faults, with the reference that the page shows. */
  readonly onProblem?: (problem: unknown, reference: string) => void;
}

const staticMaxAgeMs = 365 * 24 * 60 * 60 * 1000;

export function webApp(options: WebOptions): Express {
  const { desk, api, commandId, version = "", baseUrl = null, signInService = null, notificationDesk = null } = options;
  const { onProblem = () => undefined, clockSteps = () => [], readOnly = null } = options;
  const assets = openAssets();
  const behindGate = express.Router();
  const nothing = (request: Request, response: Response): void => {
    nothingHere(web, request, response);
  };
  const answer: Web["answer"] = (request, response) => {
    behindGate(request, response, (error: unknown) => {
      if (error === undefined) nothing(request, response);
      else failed(error, request, response, () => undefined);
    });
  };
  const wired = { desk, signInService, notificationDesk, assets, baseUrl, commandId, version, onProblem, clockSteps };
  const { drawings = drawnHere, shelf = null, reports = null, lastBackupAt = () => null, live = null } = options;
  const web: Web = { ...wired, drawings, shelf, reports, readOnly, answer, lastBackupAt, live };
  const failed = failures(web);
  const app = express();
  app.disable("x-powered-by");
  app.set("query parser", "simple");
  app.set("trust proxy", [...(options.proxies ?? [])]);
  app.use(forwardedFor);
  app.use(securityHeaders(baseUrl?.startsWith("https:") ?? false));
  app.use(compress());
  app.use(
    originCheck({ hosts: hostsOf(options) }, (request, response, name) => {
      sendFailure(response, name, { assets, language: languageOf(desk, request, personOf(desk, request)) });
    }),
  );
  app.use(
    "/static/:hash",
    keepable,
    styleOf(assets),
    express.static(staticFolder, { index: false, redirect: false, immutable: true, maxAge: staticMaxAgeMs }),
  );
  if (options.operations) app.use(operationRoutes(options.operations));
  app.use(securityTxtRoutes(securityContactOf(options)));
  if (options.publicFolder !== undefined) app.use("/public", publicSite(options.publicFolder));
  if (notificationDesk && readOnly === null)
    app.use(oneTapRouter({ notificationDesk, clock: steadyClock, onProblem: (problem) => onProblem(problem, "") }));
  app.use(intakeOf(web)).use("/api", api);
  app.use(calendarFeedRoutes(web));
  if (signInService) app.use(session(signInService));
  app.use(...formBody(signInService));
  app.use((request, _, next) => actThrough(authOf(request), next));
  if (readOnly !== null) app.use(refuseWrites(web));
  // Where nothing is recorded on purpose, another banner says so.
  else if (options.trouble) app.use(lookForTrouble(options.trouble));
  if (options.quarantine) app.use(lookForQuarantined(options.quarantine, desk, options.wrongRows));
  if (notificationDesk) app.use(lookForUnreached(notificationDesk, desk));
  if (live) app.use(lookForPosition(live, desk));
  assertForAnybody(routesOf(app.router, [api]));
  const pages = pagesOf(web);
  behindGate.use(authorize(web, accessPolicy(web), routesOf(pages)), pages);
  app.use(behindGate);
  app.use(nothing);
  app.use(failed);
  return app;
}

/** Before the API, which asks for a person; where nothing is reported or recorded, the API says so. */
function intakeOf({ reports, readOnly, onProblem }: Web): Router {
  const problem = (found: unknown) => {
    onProblem(found, "");
  };
  return intakeRouter({ reports: readOnly === null ? reports : null, onProblem: problem });
}

/** The style is one file out of several, so it is answered from memory. */
function styleOf({ styleText }: Assets): RequestHandler {
  return (request, response, next) => {
    if (request.path !== "/desk.css" || !["GET", "HEAD"].includes(request.method)) next();
    else
      response
        .set("Cache-Control", `public, max-age=${staticMaxAgeMs / 1_000}, immutable`)
        .type("css")
        .send(styleText);
  };
}

/** Everything behind the gate. */
function pagesOf(web: Web): Router {
  const { signInService } = web;
  const pages = express.Router();
  if (signInService)
    for (const routes of [signInRoutes, setUpRoutes, accountRoutes]) pages.use(routes(web, signInService));
  for (const routes of [
    dutyDeskRoutes,
    registerRoutes,
    reportRoutes,
    incidentRoutes,
    eventRoutes,
    replayRoutes,
    exportRoutes,
    playbookRoutes,
    notificationRoutes,
    statisticsRoutes,
    incidentListRoutes,
    deliveryRoutes,
    channelRoutes,
    acknowledgeRoutes,
    ...organisationRoutes,
    languageRoutes,
    liveRoutes,
    aboutRoutes,
    ...(signInService ? [] : [iAmRoutes]),
  ])
    pages.use(routes(web));
  return pages;
}

function securityContactOf({ desk, baseUrl, securityContacts = [] }: WebOptions): SecurityContact {
  const origin = baseUrl?.startsWith("https:") ? new URL(baseUrl).origin : null;
  return { contacts: securityContacts, origin, languages: desk.organisation.languages, now: () => desk.now() };
}

function hostsOf({ baseUrl, allowedHosts = [] }: WebOptions): readonly string[] {
  return baseUrl ? [new URL(baseUrl).host, ...allowedHosts] : allowedHosts;
}
