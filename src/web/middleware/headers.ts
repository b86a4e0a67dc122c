import type { RequestHandler, Response } from "express";

/** No script, nothing from elsewhere, no framing; forms go here and nowhere else. */
const contentPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");

/** On every answer, errors and static files included. */
export function securityHeaders(isSecure: boolean): RequestHandler {
  return (_request, response, next) => {
    response.set(isSecure ? { ...headers, "Strict-Transport-Security": strictTransport } : headers);
    next();
  };
}

/** Also of the names below the desk's own: whoever could answer there unencrypted could set cookies for it. */
const strictTransport = `max-age=${365 * 24 * 60 * 60}; includeSubDomains`;

const headers = {
  "Content-Security-Policy": contentPolicy,
  "X-Content-Type-Options": "nosniff",
  // `no-referrer` would make browsers send `Origin: null` with our own forms.
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cache-Control": "no-store",
};

/** For pages with a script: files of ours, nothing inline, and nothing asked of anybody else (docs/decisions/0134). */
export function allowScript(response: Response): void {
  response.set("Content-Security-Policy", `${contentPolicy}; script-src 'self'; connect-src 'self'`);
}

/** For what says nothing about anybody: the static files set their own time to keep. */
export const keepable: RequestHandler = (_request, response, next) => {
  response.removeHeader("Cache-Control");
  next();
};
