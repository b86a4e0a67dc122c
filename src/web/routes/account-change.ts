/** One change that somebody asks for on their account's page. */
import type { Request, Response } from "express";
import type { SignInService, Signed } from "../sign-in-service.ts";
import type { AccountProps } from "../views/account.tsx";
import type { Web } from "../web.ts";
import type { Words } from "../words/index.ts";

/** What a change says about itself on the page. */
export interface ChangeNotice {
  readonly status?: number;
  readonly retryAfterS?: number;
  readonly trouble?: string;
  readonly notice?: string;
  readonly newToken?: string;
  readonly offer?: AccountProps["totp"]["offer"];
}

/** A change that somebody signed in asks for. Null: it has answered by itself. */
export type Change = (asked: ChangeRequest) => Promise<ChangeNotice | null>;

interface ChangeRequest {
  readonly web: Web;
  readonly signInService: SignInService;
  readonly signed: Signed;
  readonly request: Request;
  readonly response: Response;
  readonly words: Words["signIn"];
}
