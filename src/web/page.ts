/** A page on its way to the browser. */
import type { Response } from "express";
import { h, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { withErasuresIn } from "../playbook/erasures.ts";
import { nameOf } from "../playbook/names.ts";
import { allowScript } from "./middleware/headers.ts";
import { formatInstant } from "./format.ts";
import type { PageContext } from "./page-context.ts";
import { formTokenFor, visitOf } from "./visit.ts";
import { FormToken } from "./views/post-form.tsx";

export function sendPage(response: Response, status: number, page: VNode): void {
  const { context } = page.props as { readonly context?: PageContext };
  if (context !== undefined && context.livePosition !== null) allowScript(response);
  response
    .status(status)
    .type("html")
    .send(`<!doctype html>${erasuresSaid(renderToString(withFormToken(response, page)), page)}`);
}

/** Where a text was erased, whatever part of the page it stood in. */
function erasuresSaid(html: string, { props }: VNode): string {
  const { context } = props as { readonly context?: PageContext };
  if (context === undefined) return html;
  const people = context.organised.directory?.people ?? [];
  return withErasuresIn(html, context.language, {
    formatTime: (at) => formatInstant(context, at),
    formatPerson: (id) => escaped(nameOf(people, id)),
  });
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Forms on the page find the visitor's token around them. */
function withFormToken(response: Response, page: VNode): VNode {
  const value = visitOf(response.req) ? () => formTokenFor(response) ?? "" : null;
  return h(FormToken.Provider, { value, children: page }) as VNode;
}
