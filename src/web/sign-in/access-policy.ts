/** What the gate does with those whom it does not let through, and with a form that it cannot take as it is. */
import type { Request, Response } from "express";
import { mayOpen, type Access } from "../access.ts";
import { nothingHere } from "../middleware/failures.ts";
import { ForbiddenPage } from "../views/forbidden.tsx";
import { returnPath } from "../visitor.ts";
import type { Web } from "../web.ts";
import { authenticatedContext } from "../context-of.ts";
import { sendPage } from "../page.ts";
import { refuse } from "../failures.ts";
import type { SignInService } from "../sign-in-service.ts";
import { resume } from "./enter.ts";
import { keptOf } from "../saved-form.ts";
import { showSignIn } from "./show.ts";
import type { AccessPolicy } from "../middleware/authorize.ts";

export function accessPolicy(web: Web): AccessPolicy {
  const { signInService } = web;
  return {
    askWhoItIs: (request, response) =>
      signInService === null ? askToChoose(request, response) : askToSignIn(web, signInService, request, response),
    formatNotForThem: (request, response, refused) => {
      formatNotForThem(web, request, response, refused);
    },
    nothingHere: (request, response) => {
      nothingHere(web, request, response);
    },
    askAgain: (request, response) => {
      resume(web, request, response, keptOf(request));
    },
    refuseForm: (request, response) => {
      refuse(web, request, response, "foreignOrigin");
    },
  };
}

async function askToSignIn(
  web: Web,
  signInService: SignInService,
  request: Request,
  response: Response,
): Promise<void> {
  if (await signInService.accounts.setUp.needed()) response.redirect(303, "/set-up");
  else if (isReading(request))
    response.redirect(303, `/sign-in?back=${encodeURIComponent(returnPath(request.originalUrl))}`);
  else showSignIn(web, request, response, { redirect: { back: returnPath("/"), kept: keptOf(request) }, status: 401 });
}

function askToChoose(request: Request, response: Response): void {
  const back = isReading(request) ? returnPath(request.originalUrl) : "/";
  response.redirect(303, `/i-am?back=${encodeURIComponent(back)}`);
}

function formatNotForThem(web: Web, request: Request, response: Response, { who, otherwise }: Access): void {
  const context = authenticatedContext(web, request);
  if (otherwise !== undefined && mayOpen(context.person, `GET ${otherwise}`)) response.redirect(303, otherwise);
  else sendPage(response, 403, ForbiddenPage({ context, text: context.words.access.only[who] }));
}

function isReading({ method }: Request): boolean {
  return method === "GET" || method === "HEAD";
}
