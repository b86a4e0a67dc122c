/** Finds out who calls. What they may open is the gate's to say. */
import type { Request, RequestHandler, Response } from "express";
import { systemNewSecret } from "../../kernel/secret.ts";
import { readCookie, setCookie, type SignInService } from "../sign-in-service.ts";
import { isTokenOf, maskedTokenOf, rememberVisit } from "../visit.ts";

export function session(signInService: SignInService): RequestHandler {
  return async (request, response, next) => {
    const secret = readCookie(signInService, request, "session");
    const principal =
      secret === null ? null : await signInService.accounts.principalOfSession(secret, isByItself(request));
    const signed = principal && secret !== null ? { ...principal, secret } : null;
    response.locals["actor"] = signed?.member.id;
    const own = signed?.secret ?? readCookie(signInService, request, "form");
    let secretOfForms = own;
    rememberVisit(request, {
      signed,
      formToken: () => maskedTokenOf((secretOfForms ??= newFormCookie(signInService, response))),
      isOwnForm: (given) => own !== null && isTokenOf(own, given),
    });
    next();
  };
}

/** An open page looks for what is new: nobody has done anything. */
function isByItself(request: Request): boolean {
  return request.path === "/live" || request.get("answerable-live") !== undefined;
}

/** A stranger's forms are bound to a cookie of their own: nobody signs somebody else's browser in. */
function newFormCookie(signInService: SignInService, response: Response): string {
  const secret = systemNewSecret();
  setCookie(signInService, response, "form", secret);
  return secret;
}
