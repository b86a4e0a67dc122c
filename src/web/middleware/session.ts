/** Finds out who calls. What they may open is the gate's to say. */
import type { RequestHandler, Response } from "express";
import { isSameSecret, systemNewSecret } from "../../kernel/secret.ts";
import { readCookie, setCookie, type SignInService } from "../sign-in-service.ts";
import { rememberVisit, tokenOf } from "../visit.ts";

export function session(door: SignInService): RequestHandler {
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
function newFormCookie(door: SignInService, response: Response): string {
  const secret = systemNewSecret();
  setCookie(door, response, "form", secret);
  return tokenOf(secret);
}
