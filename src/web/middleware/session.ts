/** Finds out who calls, keeps strangers at the doors that are open to them, and takes forms only from this visitor's own pages. */
import type { Request, RequestHandler, Response } from "express";
import { isSameSecret, systemNewSecret } from "../../kernel/secret.ts";
import { bodyOf, wordOf } from "../body.ts";
import { readCookie, setCookie, type Door } from "../sign-in/door.ts";
import { formTokenField, rememberVisit, tokenOf, visitOf } from "../sign-in/visit.ts";

export function session(door: Door): RequestHandler {
  return async (request, response, next) => {
    const secret = readCookie(door, request, "session");
    const principal = secret === null ? null : await door.accounts.principalOfSession(secret);
    const signed = principal && secret !== null ? { ...principal, secret } : null;
    response.locals["actor"] = signed?.member.id;
    const own = signed?.secret ?? readCookie(door, request, "form");
    let token = own === null ? null : tokenOf(own);
    rememberVisit(request, {
      signed,
      formToken: () => (token ??= newFormCookie(door, response)),
      isOwnForm: (given) => own !== null && isSameSecret(given, tokenOf(own)),
    });
    next();
  };
}

/** A stranger's forms are bound to a cookie of their own: nobody signs somebody else's browser in. */
function newFormCookie(door: Door, response: Response): string {
  const secret = systemNewSecret();
  setCookie(door, response, "form", secret);
  return tokenOf(secret);
}

/** What a stranger may see: how to get in, whether the desk is up, and what the signed link in their letter leads to. */
const openPaths = /^\/(sign-in(\/.*)?|set-up|invitation\/[\w-]+|acknowledge\/[\w.-]+|language|health)$/;

export interface Gate {
  /** Sends a stranger to the sign-in. What was typed on an expired session comes along. */
  readonly askToSignIn: (request: Request, response: Response) => Promise<void> | void;
  /** The form is from another sign-in of the same browser: nothing is lost, but somebody must look again. */
  readonly askAgain: (request: Request, response: Response) => void;
  readonly refuseForm: (request: Request, response: Response) => void;
}

export function gate({ askToSignIn, askAgain, refuseForm }: Gate): RequestHandler {
  return async (request, response, next) => {
    const visit = visitOf(request);
    const isReading = request.method === "GET" || request.method === "HEAD";
    if (!visit) {
      next();
    } else if (!visit.signed && !openPaths.test(request.path)) {
      await askToSignIn(request, response);
    } else if (isReading || visit.isOwnForm(wordOf(bodyOf(request), formTokenField))) {
      next();
    } else if (visit.signed && isSurelyOurs(request)) {
      askAgain(request, response);
    } else {
      refuseForm(request, response);
    }
  };
}

/** The browser itself says that the form was on one of our pages. */
function isSurelyOurs(request: Request): boolean {
  return request.get("sec-fetch-site") === "same-origin";
}
