/** A page on its way to the browser. */
import type { Response } from "express";
import { h, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { formTokenFor, visitOf } from "./visit.ts";
import { FormToken } from "./views/post-form.tsx";

export function sendPage(response: Response, status: number, page: VNode): void {
  response
    .status(status)
    .type("html")
    .send(`<!doctype html>${renderToString(withFormToken(response, page))}`);
}

/** Forms on the page find the visitor's token around them. */
function withFormToken(response: Response, page: VNode): VNode {
  const value = visitOf(response.req) ? () => formTokenFor(response) ?? "" : null;
  return h(FormToken.Provider, { value, children: page }) as VNode;
}
