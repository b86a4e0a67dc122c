/** Sends the pages of the sign-in with what all of them need. */
import type { Request, Response } from "express";
import type { NotIn } from "../../accounts/sign-in.ts";
import { CodePage, ProofPage, SignInPage, type Redirect } from "../views/sign-in.tsx";
import type { Web } from "../web.ts";
import { pageContext } from "../context-of.ts";
import { sendPage } from "../page.ts";
import type { SignInService, Signed } from "../sign-in-service.ts";
import type { SavedForm } from "../saved-form.ts";

interface Shown {
  readonly redirect: Redirect;
  readonly mail?: string;
  readonly trouble?: string | null;
  readonly notice?: string | null;
  readonly status?: number;
}

export function showSignIn(web: Web, request: Request, response: Response, shown: Shown): void {
  const { redirect, mail = "", trouble = null, notice = null, status = 200 } = shown;
  const context = pageContext(web, request);
  const provider = web.signInService?.accounts.provider?.name ?? null;
  sendPage(response, status, SignInPage({ context, redirect, mail, trouble, notice, provider }));
}

export function showCode(web: Web, request: Request, response: Response, shown: Omit<Shown, "mail" | "notice">): void {
  const { redirect, trouble = null, status = 200 } = shown;
  sendPage(response, status, CodePage({ context: pageContext(web, request), redirect, trouble }));
}

/** A place in the pool is free again about as soon. */
export const busyRetryAfterS = 2;

/** 401 for what does not fit, 429 for too much of it, 503 when too many come at once. */
export function troubleOf(
  web: Web,
  request: Request,
  response: Response,
  outcome: NotIn,
  wrong: "wrong" | "wrongPassword" | "codeWrong",
): { readonly trouble: string; readonly status: number } {
  const words = pageContext(web, request).words.signIn;
  if (outcome.outcome === "wrong") return { trouble: words[wrong], status: 401 };
  const seconds = outcome.outcome === "busy" ? busyRetryAfterS : Math.ceil(outcome.waitMs / 1000);
  response.set("Retry-After", String(seconds));
  return outcome.outcome === "busy"
    ? { trouble: words.busy, status: 503 }
    : { trouble: words.wait(seconds), status: 429 };
}

interface Proving {
  readonly signInService: SignInService;
  readonly signed: Signed;
  readonly kept: SavedForm | null;
  readonly back: string;
  readonly trouble?: string | null;
  readonly status?: number;
}

export async function showProof(web: Web, request: Request, response: Response, proving: Proving): Promise<void> {
  const { signInService, signed, kept, back, trouble = null, status = 200 } = proving;
  const hasPassword = await signInService.accounts.hasPassword(signed.member.id);
  const provider = signInService.accounts.provider?.name ?? null;
  const context = pageContext(web, request);
  sendPage(response, status, ProofPage({ context, kept, back, trouble, hasPassword, provider }));
}
