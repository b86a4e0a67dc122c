import type { RequestHandler } from "express";

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
export const securityHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    "Content-Security-Policy": contentPolicy,
    "X-Content-Type-Options": "nosniff",
    // `no-referrer` would make browsers send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
  });
  next();
};

/** For what says nothing about anybody: the static files set their own time to keep. */
export const keepable: RequestHandler = (_request, response, next) => {
  response.removeHeader("Cache-Control");
  next();
};
