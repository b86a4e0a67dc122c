/** The desk in a browser: complete without JavaScript. Forms POST, are answered with 303, and a GET shows what came of it. */
import express, { type Express, type Router } from "express";
import type { Desk } from "../desk/types.ts";
import type { ClockStep } from "../kernel/clock-watch.ts";
import { openAssets, staticFolder } from "./assets.ts";
import { failures, nothingHere } from "./middleware/failures.ts";
import { keepable, securityHeaders } from "./middleware/headers.ts";
import { sameHouse } from "./middleware/same-house.ts";
import { aboutRoutes } from "./routes/about.ts";
import { dutyDeskRoutes } from "./routes/duty-desk.ts";
import { eventRoutes } from "./routes/event.ts";
import { iAmRoutes } from "./routes/i-am.ts";
import { incidentRoutes } from "./routes/incident.ts";
import { letterRoutes } from "./routes/letters.ts";
import { operationRoutes, type Operations } from "./routes/operations.ts";
import { playbookRoutes } from "./routes/playbooks.ts";
import { registerRoutes } from "./routes/register.ts";
import { replayRoutes } from "./routes/replay.ts";
import { languageOf, personOf } from "./visitor.ts";
import { sendFailure, type Web } from "./web.ts";

export interface WebOptions {
  readonly desk: Desk;
  /** Serves `/api`. */
  readonly api: Router;
  /** Serves `/healthz`, `/readyz` and `/metrics`. */
  readonly operations?: Operations;
  /** Steps of the clock that readers must know of; each page names them. */
  readonly clockSteps?: () => readonly ClockStep[];
  /** Where people open the desk; its host is answered to, besides this machine's own names. */
  readonly baseUrl?: string | null;
  /** Further hosts, each with its port when it has one. */
  readonly allowedHosts?: readonly string[];
  /** A new name for what a form is about to do, and for what went wrong. */
  readonly commandId: () => string;
  readonly version?: string;
  /** Hears of our own faults, with the reference that the page shows. */
  readonly onProblem?: (problem: unknown, reference: string) => void;
}

/** Two texts of 20,000 Chinese characters, nine bytes each on the wire, and something over. */
const bodyMaxBytes = 512 * 1024;
const bodyFieldsMax = 300;
const staticMaxAgeMs = 365 * 24 * 60 * 60 * 1000;

export function webApp(options: WebOptions): Express {
  const { desk, api, commandId, version = "", onProblem = () => undefined, clockSteps = () => [] } = options;
  const assets = openAssets();
  const web: Web = { desk, assets, commandId, version, onProblem, clockSteps };
  const app = express();
  app.disable("x-powered-by");
  app.set("query parser", "simple");
  app.use(securityHeaders);
  app.use(
    sameHouse({ hosts: hostsOf(options) }, (request, response, name) => {
      sendFailure(response, name, { assets, language: languageOf(desk, request, personOf(desk, request)) });
    }),
  );
  app.use(
    "/static/:hash",
    keepable,
    express.static(staticFolder, { index: false, redirect: false, immutable: true, maxAge: staticMaxAgeMs }),
  );
  if (options.operations) app.use(operationRoutes(options.operations));
  app.use("/api", api);
  app.use(express.urlencoded({ extended: false, limit: bodyMaxBytes, parameterLimit: bodyFieldsMax }));
  for (const routes of [
    dutyDeskRoutes,
    registerRoutes,
    incidentRoutes,
    eventRoutes,
    replayRoutes,
    playbookRoutes,
    letterRoutes,
    iAmRoutes,
    aboutRoutes,
  ])
    app.use(routes(web));
  app.use(nothingHere(web));
  app.use(failures(web));
  return app;
}

function hostsOf({ baseUrl, allowedHosts = [] }: WebOptions): readonly string[] {
  return baseUrl ? [new URL(baseUrl).host, ...allowedHosts] : allowedHosts;
}
