/** Pages that say what went wrong, with their HTTP status. */
import type { Request, Response } from "express";
import type { Language } from "../../machines/playbook.ts";
import type { Assets } from "./assets.ts";
import { codeOfPage, rowOf, type FailureName } from "../playbook/codes.ts";
import { FailurePage } from "./views/failure.tsx";
import type { Trouble } from "./trouble.ts";
import type { Web } from "./web.ts";
import { pageContext } from "./context-of.ts";
import { sendPage } from "./page.ts";

export interface FailureContext {
  /** What keeps the desk from its work, where that is why. */
  readonly trouble?: Trouble | null;
  readonly assets: Assets;
  readonly language: Language;
  readonly reference?: string;
}

export function sendFailure(response: Response, name: FailureName, context: FailureContext): void {
  const { assets, language, reference = null, trouble = null } = context;
  const canGoToTheDesk = name !== "foreignHost" && name !== "foreignOrigin";
  sendPage(
    response,
    rowOf(codeOfPage(name)).status,
    FailurePage({ name, trouble, reference, language, assets, canGoToTheDesk }),
  );
}

/** The same, in the reader's language. */
export function refuse(
  web: Web,
  request: Request,
  response: Response,
  name: FailureName,
  trouble: Trouble | null = null,
): void {
  sendFailure(response, name, { assets: web.assets, language: pageContext(web, request).language, trouble });
}
