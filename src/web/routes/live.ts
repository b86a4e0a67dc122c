/** What is new, for pages that stay open: as a stream of server-sent events, or once as JSON where no stream comes through. */
import { Router, type Request, type Response } from "express";
import { admits } from "../../desk/audience.ts";
import type { Person } from "../../directory/person.ts";
import { assert } from "../../kernel/assert.ts";
import type { Live, News } from "../live.ts";
import { streaming } from "../load-shedding.ts";
import { seqFrom } from "../record-place.ts";
import { visitOf } from "../visit.ts";
import { personOf } from "../visitor.ts";
import type { Web } from "../web.ts";

/** A browser that has lost the stream comes back after so long. */
const retryMs = 2_000;
/** Whoever reads so much more slowly than it comes is no longer there. */
const unreadMaxBytes = 64 * 1024;
const fullRetrySeconds = 30;

export function liveRoutes(web: Web): Router {
  const router = Router();
  const { live } = web;
  if (live === null) return router;
  router.get("/live", async (request, response) => {
    const person = personOf(web.desk, request);
    assert(person, "the gate lets no stranger through to this page");
    const known = seqFrom(request.get("last-event-id")) ?? seqFrom(request.query["after"]);
    const after = known ?? (await live.position());
    response.vary("Accept");
    if (request.method === "GET" && request.accepts(["json", "text/event-stream"]) === "text/event-stream")
      stream({ web, live, request, response, person, after });
    else response.json(newsFor(web, person, await live.newsSince(after)));
  });
  return router;
}

interface StreamParts {
  readonly web: Web;
  readonly live: Live;
  readonly request: Request;
  readonly response: Response;
  readonly person: Person;
  readonly after: number;
}

function stream({ web, live, request, response, person, after }: StreamParts): void {
  const signed = visitOf(request)?.signed ?? null;
  const end = () => {
    stop?.();
    response.end();
  };
  const tell = (news: News) => {
    const now = web.desk.person(person.id);
    if (now === null || !admits("members", now) || response.writableLength > unreadMaxBytes) end();
    else response.write(eventOf(news.position, newsFor(web, now, news)));
    void endIfOver();
  };
  const endIfOver = async () => {
    if (signed === null || web.signInService === null) return;
    const principal = await web.signInService.accounts.principalOfSession(signed.secret, true).catch(() => signed);
    if (principal === null) end();
  };
  const stop = live.listen({
    person: person.id,
    browser: signed?.session.id ?? null,
    after,
    tell,
    end: (why) => {
      if (why === "crowded") response.write("event: crowded\ndata: \n\n");
      response.end();
    },
  });
  if (stop === null) {
    response.status(503).set("Retry-After", String(fullRetrySeconds)).type("text").send("Too many open pages.\n");
    return;
  }
  response.once("close", stop);
  // Proxies that gather answers before they pass them on are asked not to.
  response.set({ "Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no" });
  response.status(200).set("Content-Type", "text/event-stream; charset=utf-8");
  response.emit(streaming);
  response.write(`retry: ${retryMs}\n\n`);
}

/** Numbers of incidents, and how many are overdue, are for those who may read incidents. */
function newsFor({ desk }: Web, person: Person, { position, incidents, others, isReset, overdue }: News) {
  const mayRead = admits("incident-readers", person);
  return {
    position,
    now: desk.now(),
    others,
    isReset,
    incidents: mayRead ? incidents : [],
    overdue: mayRead ? overdue : null,
  };
}

function eventOf(position: number, data: object): string {
  return `id: ${position}\ndata: ${JSON.stringify(data)}\n\n`;
}
