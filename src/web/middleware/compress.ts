/**
 * Answers leave compressed, brotli first. What an answer's length could give away to another site is not compressed: a page
 * repeats parts of its address, so whoever makes a browser ask for it and sees lengths could guess at its other words
 * (BREACH; docs/decisions/0125).
 */
import compression from "compression";
import type { Request, RequestHandler, Response } from "express";

/** Shorter answers fit into the packet that their headers need anyway. */
const thresholdBytes = 1_024;

export function compress(): RequestHandler {
  return compression({ threshold: thresholdBytes, filter: isToCompress });
}

function isToCompress(request: Request, response: Response): boolean {
  // Each event of a stream leaves when it happens.
  if (String(response.getHeader("Content-Type")).startsWith("text/event-stream")) return false;
  return (isForAnybody(response) || !isFromElsewhere(request)) && compression.filter(request, response);
}

/** Static files are the same for everybody: nothing in them is secret. */
function isForAnybody(response: Response): boolean {
  return String(response.getHeader("Cache-Control")).startsWith("public");
}

/** Every browser that is kept up says which site made it ask; programs say nothing, and ask for themselves. */
function isFromElsewhere(request: Request): boolean {
  return ["cross-site", "same-site"].includes(request.get("sec-fetch-site") ?? "none");
}
