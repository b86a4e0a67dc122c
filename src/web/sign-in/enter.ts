/** What follows when a sign-in has succeeded, whichever way: cookies, and on to where the person was going. */
import type { Request, Response } from "express";
import type { SignInOutcome } from "../../accounts/sign-in.ts";
import { access } from "../access.ts";
import { bodyOf } from "../body.ts";
import type { Web } from "../web.ts";
import { pageContext } from "../context-of.ts";
import { sendPage } from "../page.ts";
import { ResumePage } from "../views/resume.tsx";
import type { Redirect } from "../views/sign-in.tsx";
import { returnPath } from "../visitor.ts";
import { dropCookie, readCookie, setCookie, type SignInService, type Signed } from "../sign-in-service.ts";
import { keptIn, resumeAs, type SavedForm } from "../saved-form.ts";
import { formTokenFor, isTokenOf, maskedTokenOf, rememberVisit } from "../visit.ts";

export function redirectOf(request: Request): Redirect {
  const body = bodyOf(request);
  return { back: returnPath(body["back"]), kept: keptIn(body) };
}

type Entered = Extract<SignInOutcome, { outcome: "in" }>;

/** The secret is new at each sign-in, and an earlier one of this browser ends. */
export async function enter(
  signInService: SignInService,
  request: Request,
  response: Response,
  { member, session, device }: Entered,
): Promise<void> {
  const before = readCookie(signInService, request, "session");
  if (before !== null) await signInService.accounts.sessions.endBySecret(before);
  setCookie(signInService, response, "device", device);
  dropCookie(signInService, response, "step");
  dropCookie(signInService, response, "form");
  const principal = await signInService.accounts.principalOfSession(session);
  goOnUnder(signInService, request, response, {
    secret: session,
    signed: principal && { ...principal, member, secret: session },
  });
}

/** A proof gives the session a new secret: whoever had the old one has nothing any more. */
export async function renew(
  signInService: SignInService,
  request: Request,
  response: Response,
  signed: Signed,
): Promise<void> {
  const secret = await signInService.accounts.sessions.confirm(signed.secret);
  if (secret !== null) goOnUnder(signInService, request, response, { secret, signed: { ...signed, secret } });
}

interface Under {
  readonly secret: string;
  readonly signed: Signed | null;
}

function goOnUnder(
  signInService: SignInService,
  request: Request,
  response: Response,
  { secret, signed }: Under,
): void {
  setCookie(signInService, response, "session", secret);
  const formToken = () => maskedTokenOf(secret);
  rememberVisit(request, { signed, formToken, isOwnForm: (given) => isTokenOf(secret, given) });
}

/** To the form that was waiting, or to the page. */
export function goOn(web: Web, request: Request, response: Response, { back, kept }: Redirect): void {
  if (kept === null) response.redirect(303, back);
  else resume(web, request, response, kept);
}

/** A form of a playbook comes back on its own page; of any other what it does and what was typed is shown, to be sent again. */
export function resume(web: Web, request: Request, response: Response, kept: SavedForm): void {
  if (isFormOfPlaybook(kept.path)) {
    resumeAs(request, kept, formTokenFor(response) ?? "");
    web.answer(request, response);
  } else {
    const nameOf = (id: string) => web.desk.person(id)?.name ?? id;
    sendPage(response, 200, ResumePage({ context: pageContext(web, request), kept, nameOf }));
  }
}

const playbookForms = access
  .filter(({ route, byForm }) => byForm && route.startsWith("POST "))
  .map(({ route }) => new RegExp(`^${route.slice("POST ".length).replace(/:\w+/g, "[^/?]+")}(\\?.*)?$`));

function isFormOfPlaybook(path: string): boolean {
  return playbookForms.some((pattern) => pattern.test(path));
}
