/** The public pages, as they lie in their folder: for everybody, without a sign-in, a cookie or a script. */
import { basename } from "node:path";
import express, { type RequestHandler, type Response } from "express";

/** A correction is seen after this long at the latest. */
const publicMaxAgeSeconds = 60;

const headers = {
  "Content-Security-Policy":
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "Cache-Control": `public, max-age=${publicMaxAgeSeconds}`,
  // Feeds are read from anywhere.
  "Cross-Origin-Resource-Policy": "cross-origin",
  "Access-Control-Allow-Origin": "*",
  "Referrer-Policy": "no-referrer",
};

const types: Readonly<Record<string, string>> = {
  "feed.xml": "application/atom+xml; charset=utf-8",
  "feed.json": "application/feed+json; charset=utf-8",
};

/** Names that begin with a dot are not served: there lies what is not whole yet. */
export function publicSite(folder: string): RequestHandler[] {
  const files = express.static(folder, {
    cacheControl: false,
    setHeaders: (response: Response, path) => {
      response.set(headers);
      const type = types[basename(path)];
      if (type !== undefined) response.set("Content-Type", type);
    },
  });
  return [files, nothing];
}

const nothing: RequestHandler = (_request, response) => {
  response
    .status(404)
    .set({ ...headers, "Cache-Control": "no-store" })
    .type("txt")
    .send("Not found · 页面不存在\n");
};
