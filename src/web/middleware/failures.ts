/** The last in line: what nobody answered, and what went wrong. */
import type { ErrorRequestHandler, Request, RequestHandler, Response } from "express";
import { codeOfError, pageOf, type FailureName } from "../../playbook/codes.ts";
import { retryAfterOf, troubleOf } from "../trouble.ts";
import type { Web } from "../web.ts";
import { pageContext } from "../context-of.ts";
import { refuse, sendFailure } from "../failures.ts";

export function nothingHere(web: Web, request: Request, response: Response): void {
  const isReading = request.method === "GET" || request.method === "HEAD";
  refuse(web, request, response, isReading ? "notFound" : "methodNotAllowed");
}

/** The data is not what may be written: it can be looked at, and which language it is read in can be chosen. */
export function refuseWrites(web: Web): RequestHandler {
  return (request, response, next) => {
    if (request.method === "GET" || request.method === "HEAD" || request.path === "/language") next();
    else refuse(web, request, response, "readOnly");
  };
}

/** A person reads what to do; the reason goes to the log, under the reference that the page shows. */
export function failures(web: Web): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const name = nameOf(error);
    if (name === "unreadable") web.onProblem(error, referenceOf(web, response));
    if (name === "tooMany") response.set("Retry-After", String(paceRetryAfterOf(error)));
    const trouble = troubleOf(error);
    if (name === "unavailable") {
      const seconds = trouble === null ? busyRetryAfterSeconds : retryAfterOf(trouble);
      if (seconds !== null) response.set("Retry-After", String(seconds));
      web.onProblem(error, referenceOf(web, response));
    }
    if (name !== "ours") {
      refuse(web, request, response, name, trouble);
      return;
    }
    const reference = referenceOf(web, response);
    web.onProblem(error, reference);
    sendFailure(response, "ours", { assets: web.assets, language: pageContext(web, request).language, reference });
  };
}

/** The request's own id where it has one: its line in the log has the same. */
function referenceOf(web: Web, response: Response): string {
  const id = response.getHeader("X-Request-Id");
  return typeof id === "string" ? id : web.commandId();
}

function paceRetryAfterOf(error: unknown): number {
  const ms =
    typeof error === "object" && error !== null && "retryAfterMs" in error ? Number(error.retryAfterMs) : 1_000;
  return Math.max(1, Math.ceil(ms / 1_000));
}

const busyRetryAfterSeconds = 5;

function nameOf(error: unknown): FailureName {
  const code = codeOfError(error);
  if (code !== null) return pageOf(code);
  const status = typeof error === "object" && error !== null && "status" in error ? error.status : undefined;
  if (status === 413) return "tooLarge";
  if (status === 404) return "notFound";
  return typeof status === "number" && status >= 400 && status < 500 ? "badRequest" : "ours";
}
