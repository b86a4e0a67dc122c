/** Who is behind a request, found once, before any route runs. */
import type { Request, Response } from "express";
import { secretHash } from "../kernel/secret.ts";
import type { Signed } from "./sign-in-service.ts";

export interface Visit {
  /** Null: a stranger. */
  readonly signed: Signed | null;
  /** The token for this visitor's forms; made at the first form of a page. */
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
export function tokenOf(secret: string): string {
  return secretHash(`form ${secret}`);
}

export const formTokenField = "form-token";
