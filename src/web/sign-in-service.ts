/** The sign-in as the pages see it. Null in its place: whoever reaches the desk says who they are. */
import type { CookieOptions, Request, Response } from "express";
import type { Accounts, SessionPrincipal } from "../accounts/accounts.ts";
import { limits } from "../accounts/limits.ts";
import type { Caller } from "../accounts/sign-in.ts";
import type { OrganisationStart } from "../accounts/ports.ts";
import { plainAddress } from "../kernel/network-address.ts";
import { cookieOf } from "./cookie.ts";

export interface SignInService {
  readonly accounts: Accounts;
  /** The desk is opened by https: cookies go no other way. */
  readonly isSecure: boolean;
  /** Where the desk is opened; never taken from a request. */
  readonly origin: () => string;
  /** What the set-up suggests. */
  readonly suggested: OrganisationStart;
}

/** Somebody signed in, with the secret of their cookie. */
export interface Signed extends SessionPrincipal {
  readonly secret: string;
}

export type CookieName = "session" | "device" | "form" | "step";

/** `__Host-`: no other host, path or plain http can set or read it. Over http on this machine that mark is impossible. */
function nameOf(signInService: Pick<SignInService, "isSecure">, name: CookieName): string {
  const plain = name === "session" ? "answerable" : `answerable-${name}`;
  return signInService.isSecure ? `__Host-${plain}` : plain;
}

/** Lax, not strict: the first page after the provider's sign-in would otherwise not know who came. */
function options(signInService: Pick<SignInService, "isSecure">): CookieOptions {
  return { httpOnly: true, sameSite: "lax", secure: signInService.isSecure, path: "/" };
}

export function readCookie(
  signInService: Pick<SignInService, "isSecure">,
  request: Request,
  name: CookieName,
): string | null {
  return cookieOf(request, nameOf(signInService, name));
}

export function setCookie(
  signInService: Pick<SignInService, "isSecure">,
  response: Response,
  name: CookieName,
  value: string,
): void {
  const lasting = name === "device" ? { maxAge: limits.knownDeviceMs } : {};
  response.cookie(nameOf(signInService, name), value, { ...options(signInService), ...lasting });
}

export function dropCookie(signInService: Pick<SignInService, "isSecure">, response: Response, name: CookieName): void {
  response.clearCookie(nameOf(signInService, name), options(signInService));
}

export function callerOf(signInService: SignInService, request: Request): Caller {
  return {
    agent: request.get("user-agent") ?? "",
    address: plainAddress(request.ip ?? "") ?? "unknown",
    device: readCookie(signInService, request, "device"),
  };
}
