/** Before what goes public, is final, or concerns an account: the person has proved within ten minutes who they are. */
import type { Request, Response } from "express";
import type { Web } from "../web.ts";
import { keptOf } from "../saved-form.ts";
import { showProof } from "./show.ts";
import { visitOf } from "../visit.ts";

/** True: go on. Otherwise the page that asks has been sent, and what was typed comes back after it. */
export async function isProven(web: Web, request: Request, response: Response): Promise<boolean> {
  const signed = visitOf(request)?.signed;
  const { signInService } = web;
  if (!signInService || !signed || signInService.accounts.sessions.isConfirmed(signed.session)) return true;
  await showProof(web, request, response, { signInService, signed, kept: keptOf(request), back: "/", status: 403 });
  return false;
}
