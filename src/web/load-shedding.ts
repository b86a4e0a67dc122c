/** More requests at once than anybody needs are turned away at the door, before anything is read: what waits inside costs memory. */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { problemReply } from "./api/problems.ts";

/** Four commits' worth. Programs that watch the server are always let in: they ask what is the matter. */
const requestsAtOnceMax = 1_000;

const watchers = /^\/(healthz|readyz|metrics)(\?|$)/;
const retryAfter = { "Retry-After": "1" };

/** Emitted on an answer that stays open: it has been answered, and has a limit of its own. */
export const streaming = "answerable streaming";

/** Whoever dawdles over a request takes nobody's place: one counts from when all of it has come until it is answered. */
export function shedLoad(listener: RequestListener, max = requestsAtOnceMax): RequestListener {
  let inside = 0;
  return (request, response) => {
    if (inside >= max && !watchers.test(request.url ?? "")) {
      turnAway(request, response);
      return;
    }
    let isInside = false;
    const enter = () => {
      if (response.closed || isInside) return;
      isInside = true;
      inside += 1;
    };
    const leave = () => {
      if (isInside) inside -= 1;
      isInside = false;
    };
    response.once("close", leave);
    response.once(streaming, leave);
    if (hasBody(request)) request.once("end", enter);
    else enter();
    listener(request, response);
  };
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

function turnAway({ url = "" }: IncomingMessage, response: ServerResponse): void {
  const { status, headers, body } = problemReply({ problem: "overloaded", headers: retryAfter }, "en", "/api");
  if (url.startsWith("/api/")) {
    response.writeHead(status, headers);
    response.end(JSON.stringify(body));
  } else {
    response.writeHead(status, { ...retryAfter, "Content-Type": "text/plain; charset=utf-8" });
    response.end("请求过多，未作记录，请稍后重试。\nToo many requests. Nothing was recorded; try again shortly.\n");
  }
}
