/**
 * Reports from other systems: `POST /api/v1/reports` with an intake key as a bearer token, which opens nothing else. Whoever is turned away is told
 * 503 and when to come again, never 429: senders of alerts drop what they are told is their own fault.
 */
import express, { type Request, type Response, type Router } from "express";
import type { Accepted, ReportsDesk } from "../../reports/reports-desk.ts";
import { apiErrors, type ApiOptions } from "./api-router.ts";
import { readJson } from "./body.ts";
import { problemReply, type Problem } from "./problems.ts";
import { readLanguage } from "./request.ts";

const path = "/api/v1/reports";

/** A thousand alerts in one body. */
const bytesMax = 1024 * 1024;

interface IntakeOptions {
  /** Null: whoever comes after it answers. */
  readonly reports: ReportsDesk | null;
  readonly onProblem: NonNullable<ApiOptions["onProblem"]>;
}

/** Mounted before the API itself, which asks for a person. */
export function intakeRouter({ reports, onProblem }: IntakeOptions): Router {
  const router = express.Router({ caseSensitive: true });
  router.post(path, async (request, response, next) => {
    if (reports === null) {
      next("router");
      return;
    }
    response.set("Cache-Control", "no-store");
    const secret = /^Bearer\s+(\S{1,200})$/i.exec(request.get("authorization") ?? "")?.[1] ?? "";
    answer(request, response, await reports.accept(secret, () => readJson(request, bytesMax)));
  });
  router.use(path, (request, response) => {
    sayProblem(request, response, { problem: "method-not-allowed", headers: { Allow: "POST" } });
  });
  router.use(apiErrors(onProblem));
  return router;
}

function answer(request: Request, response: Response, accepted: Accepted): void {
  switch (accepted.outcome) {
    case "taken":
      response.status(accepted.count === 1 ? 201 : 200).json({ report: accepted.number, count: accepted.count });
      return;
    case "over":
      response.status(200).json({ over: accepted.wasWaiting });
      return;
    case "invalid":
      sayProblem(request, response, { problem: "invalid", detail: accepted.sentence });
      return;
    case "unknown-key":
      sayProblem(request, response, {
        problem: "nobody-acts",
        detail: {
          zh: "没有该上报密钥，或已停用。请向管理员索取新的密钥。",
          en: "This intake key is unknown or has ended. Ask an administrator for a new one.",
        },
        headers: { "WWW-Authenticate": 'Bearer realm="reports"' },
      });
      return;
    case "full":
      sayProblem(request, response, { problem: "overloaded", headers: { "Retry-After": "60" } });
  }
}

function sayProblem(request: Request, response: Response, problem: Problem): void {
  const { status, headers, body } = problemReply(problem, readLanguage(request, null), "/api");
  response
    .status(status)
    .set({ ...headers })
    .end(JSON.stringify(body));
}
