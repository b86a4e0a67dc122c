/** Who is behind a request, found once, before any route runs. */
import type { Request, Response } from "express";
import { isSameSecret, masked, secretHash, unmasked } from "../kernel/secret.ts";
import type { Signed } from "./sign-in-service.ts";

export interface Visit {
  /** Null: a stranger. */
  readonly signed: Signed | null;
  /** The token for this visitor's forms, masked anew each time; made at the first form of a page. */
  readonly formToken: () => string;
  /** Whether a form brings the token that this visitor's pages carry. */
  readonly isOwnForm: (token: string) => boolean;
}

const visits = new WeakMap<object, Visit>();

export function rememberVisit(request: Request, visit: Visit): void {
  visits.set(request, visit);
}

/** Undefined: nobody signs in here. */
export function visitOf(request: Request): Visit | undefined {
  return visits.get(request);
}

export function formTokenFor(response: Response): string | null {
  return visits.get(response.req)?.formToken() ?? null;
}

/** Bound to the cookie's secret and useless without it. */
function tokenOf(secret: string): string {
  return secretHash(`form ${secret}`);
}

/** As it stands on a page: different each time, so that the length of a compressed page gives nothing of it away. */
export function maskedTokenOf(secret: string): string {
  return masked(tokenOf(secret));
}

export function isTokenOf(secret: string, given: string): boolean {
  const token = unmasked(given);
  return token !== null && isSameSecret(token, tokenOf(secret));
}

export const formTokenField = "form-token";
