/**
 * The one place where the table of access is enforced: it stands in front of every page, and lets through what the table
 * names for whom it names it. It also takes forms only from this visitor's own pages.
 */
import { Router, type Request, type RequestHandler, type Response } from "express";
import { admits } from "../../desk/audience.ts";
import { accessTo, type Access } from "../access.ts";
import { bodyOf, wordOf } from "../body.ts";
import { formTokenField, visitOf } from "../visit.ts";
import { personOf } from "../visitor.ts";
import type { Web } from "../web.ts";

/**
 * `routes` are those behind the gate, in their order. It is a router of Express itself, so that it understands a path exactly
 * as they do; what is none of them goes no further.
 */
export function authorize(web: Web, keeper: AccessPolicy, routes: readonly string[]): Router {
  const router = Router();
  for (const route of routes) {
    const enter = entering(web, keeper, accessTo(route));
    const [method, path = ""] = route.split(" ");
    if (method === "GET") router.get(path, enter);
    else router.post(path, enter);
  }
  router.use(async (request, response) => {
    // To a stranger it looks the same whether there is such a page or not.
    if (visitOf(request)?.signed === null) await keeper.askWhoItIs(request, response);
    else keeper.nothingHere(request, response);
  });
  return router;
}

function entering(web: Web, keeper: AccessPolicy, entry: Access): RequestHandler {
  return async (request, response, next) => {
    const person = personOf(web.desk, request);
    if (admits(entry.who, person)) {
      if (isFormToTake(request, response, keeper)) next("router");
    } else if (person === null) await keeper.askWhoItIs(request, response);
    else keeper.formatNotForThem(request, response, entry);
  };
}

/** Where nobody signs in there is no session that somebody else's form could use. */
function isFormToTake(request: Request, response: Response, keeper: AccessPolicy): boolean {
  const visit = visitOf(request);
  const isReading = request.method === "GET" || request.method === "HEAD";
  if (!visit || isReading || visit.isOwnForm(wordOf(bodyOf(request), formTokenField))) return true;
  if (visit.signed && isSurelyOurs(request)) keeper.askAgain(request, response);
  else keeper.refuseForm(request, response);
  return false;
}

/** The browser itself says that the form was on one of our pages. */
function isSurelyOurs(request: Request): boolean {
  return request.get("sec-fetch-site") === "same-origin";
}

export interface AccessPolicy {
  /** Sends a stranger to the sign-in. What was typed on an expired session comes along. */
  readonly askWhoItIs: (request: Request, response: Response) => Promise<void> | void;
  /** Somebody known, whose roles do not open this. */
  readonly formatNotForThem: (request: Request, response: Response, refused: Access) => void;
  readonly nothingHere: (request: Request, response: Response) => void;
  /** The form is from another sign-in of the same browser: nothing is lost, but somebody must look again. */
  readonly askAgain: (request: Request, response: Response) => void;
  readonly refuseForm: (request: Request, response: Response) => void;
}
