/**
 * Reads a browser's form. How much of it is read depends on who sends it: from a stranger no more than costs little, because
 * anybody can send it; from somebody signed in, or on a device on which somebody was, as much as the longest form has.
 */
import express, { type Request, type RequestHandler } from "express";
import type { SignInService } from "../sign-in-service.ts";
import { readCookie } from "../sign-in-service.ts";
import { visitOf } from "../visit.ts";
import { multipartFields, type Fields } from "./multipart.ts";

/** Two texts of 20,000 Chinese characters, nine bytes each on the wire, and something over. */
const bodyMaxBytes = 512 * 1024;
/** Longer than everything that a stranger has to type, and shown again in a few milliseconds. */
const strangersBodyMaxBytes = 32 * 1024;
const fieldsMax = 300;

/** The only form with a file chooser. */
const uploads = "/administration/playbooks";
const type = "application/x-www-form-urlencoded";
/** Browsers never compress a form. */
const reading = { type, inflate: false, defaultCharset: "utf-8" };
const readLong: RequestHandler = express.text({ ...reading, limit: bodyMaxBytes });
const readShort: RequestHandler = express.text({ ...reading, limit: strangersBodyMaxBytes });
const readFile: RequestHandler = express.raw({ type: "multipart/form-data", inflate: false, limit: bodyMaxBytes });

/** `signInService` null: nobody signs in, and nobody is a stranger. */
export function formBody(signInService: SignInService | null): readonly RequestHandler[] {
  const read: RequestHandler = async (request, response, next) => {
    const isShort = Number(request.headers["content-length"] ?? Infinity) <= strangersBodyMaxBytes;
    const mayBeLong = !isShort && (await isKnown(signInService, request));
    const isUpload = request.path === uploads && request.is("multipart/form-data") !== false;
    if (isUpload && (await isKnown(signInService, request))) readFile(request, response, next);
    else (mayBeLong ? readLong : readShort)(request, response, next);
  };
  const parse: RequestHandler = (request, _response, next) => {
    const fields = Buffer.isBuffer(request.body)
      ? multipartFields(request.body, request.headers["content-type"] ?? "")
      : typeof request.body === "string"
        ? fieldsOf(request.body)
        : {};
    request.body = fields ?? {};
    if (fields === null) next(new UnreadableForm());
    else next();
  };
  return [read, parse];
}

/** What was typed before a session ended comes along to the sign-in: it is known by the mark of its device. */
async function isKnown(signInService: SignInService | null, request: Request): Promise<boolean> {
  if (signInService === null || visitOf(request)?.signed) return true;
  const device = readCookie(signInService, request, "device");
  return device !== null && signInService.accounts.isKnownDevice(device);
}

/** More fields than any form has, or parts that do not end. */
class UnreadableForm extends Error {
  readonly status = 413;
}

/** A field sent once is a string, sent several times a list. Null: more fields than any form has. */
function fieldsOf(text: string): Fields | null {
  let count = 1;
  for (let at = text.indexOf("&"); at >= 0; at = text.indexOf("&", at + 1)) if ((count += 1) > fieldsMax) return null;
  // Without a prototype: a field may have any name.
  const fields = Object.create(null) as Fields;
  for (const [name, value] of new URLSearchParams(text)) {
    const before = fields[name];
    fields[name] = before === undefined ? value : [before, value].flat();
  }
  return fields;
}
