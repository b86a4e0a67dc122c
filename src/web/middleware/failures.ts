/** The last in line: what nobody answered, and what went wrong. */
import type { ErrorRequestHandler, Request, RequestHandler, Response } from "express";
import { codeOfError, codeOfPage, pageOf, rowOf, type FailureName } from "../../playbook/codes.ts";
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
    const code = codeOfError(error) ?? codeOfPage(name);
    const reference = referenceOf(web, response);
    if (rowOf(code).status >= 500) web.onProblem(error, reference);
    response.set(retryAfterOf(error, code));
    if (name !== "ours") {
      refuse(web, request, response, name, troubleOf(error));
      return;
    }
    sendFailure(response, "ours", { assets: web.assets, language: pageContext(web, request).language, reference });
  };
}

/** The request's own id where it has one: its line in the log has the same. */
function referenceOf(web: Web, response: Response): string {
  const id = response.getHeader("X-Request-Id");
  return typeof id === "string" ? id : web.commandId();
}

function nameOf(error: unknown): FailureName {
  const code = codeOfError(error);
  if (code !== null) return pageOf(code);
  const status = typeof error === "object" && error !== null && "status" in error ? error.status : undefined;
  if (status === 413) return "tooLarge";
  if (status === 404) return "notFound";
  return typeof status === "number" && status >= 400 && status < 500 ? "badRequest" : "ours";
}
