/** What a form sent, read as what it must be: strings and lists of strings. */
import type { Request } from "express";
import type { FormBody } from "../playbook/forms.ts";
import type { ActCommand, Auth } from "../playbook/act-command.ts";
import { visitOf } from "./visit.ts";

const commandIdLengthMax = 100;

/** Of one word of a form: longer than any address, password or label. What comes after it is not looked at. */
const wordLengthMax = 2_000;

export function bodyOf(request: Request): FormBody {
  const body: unknown = request.body;
  return typeof body === "object" && body !== null ? (body as FormBody) : {};
}

export function wordOf(body: FormBody, name: string, lengthMax = wordLengthMax): string {
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  return typeof value === "string" ? value.slice(0, lengthMax) : "";
}

const confirmedMax = 20;

/** Codes of doubts that were ticked. */
function confirmedIn(body: FormBody): readonly string[] {
  const sent: readonly unknown[] = Object.hasOwn(body, "confirm") ? [body["confirm"]].flat() : [];
  return sent.flatMap((one) => (typeof one === "string" ? [one] : [])).slice(0, confirmedMax);
}

/** Where nobody signs in, a cookie says who acts. */
export const authOf = (request: Request): Auth => {
  const visit = visitOf(request);
  // Who has not signed in and may all the same act has come by a link that was sent to them.
  return visit === undefined ? "unverified" : (visit.signed?.session.way ?? "link");
};

/** A form without a command id (somebody's own) gets a new one. */
export function commandOf(request: Request, newCommandId: () => string): ActCommand {
  const body = bodyOf(request);
  const sent = wordOf(body, "commandId");
  const commandId = /^[\w.:-]+$/.test(sent) && sent.length <= commandIdLengthMax ? sent : newCommandId();
  const seen = wordOf(body, "expectedSeq");
  const command = { commandId, confirmed: confirmedIn(body), auth: authOf(request) };
  return /^\d{1,15}$/.test(seen) ? { ...command, expectedSeq: Number(seen) } : command;
}
