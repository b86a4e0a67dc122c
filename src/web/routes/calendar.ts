/** Calendar addresses: made here by whoever is signed in, and fetched by calendar programs that are not. */
import { Router, type Request } from "express";
import type { CalendarFeed, Whose } from "../../organisation/desk-types.ts";
import { commandOf } from "../body.ts";
import { isProven } from "../sign-in/proof.ts";
import { ForbiddenPage } from "../views/forbidden.tsx";
import { CalendarPage } from "../views/organisation/calendar.tsx";
import type { Web } from "../web.ts";
import { authenticatedContext, originOf } from "../context-of.ts";
import { sendPage } from "../page.ts";
import { refuse } from "../failures.ts";

const address = /^([\w-]{20,100})\.ics$/;

/** Before anybody is asked who they are: the address itself is the key. */
export function calendarFeedRoutes(web: Web): Router {
  const router = Router();
  router.get("/calendar/:file", async (request, response, next) => {
    const [, secret] = address.exec(request.params.file) ?? [];
    if (secret === undefined) {
      next();
      return;
    }
    const feed = await web.desk.calendarFeed(secret, `${originOf(web, request)}/roster`);
    if (!feed) {
      response
        .status(404)
        .type("text")
        .send("There is no such calendar, or its address was renewed.\n没有此日历，或地址已更换。\n");
      return;
    }
    response.set({
      "Content-Type": "text/calendar; charset=utf-8",
      "Cache-Control": "private, no-cache",
      ETag: `"${feed.digest}"`,
      "Last-Modified": new Date(feed.changedAt).toUTCString(),
    });
    if (hasIt(request, feed)) response.status(304).end();
    else response.send(feed.text);
  });
  return router;
}

/** Some programs send `no-cache` along with what they have: they still mean the question. */
function hasIt(request: Request, { digest, changedAt }: CalendarFeed): boolean {
  const known = request.get("if-none-match");
  if (known !== undefined) return known.includes(`"${digest}"`);
  const since = Date.parse(request.get("if-modified-since") ?? "");
  return Math.floor(changedAt / secondMs) * secondMs <= since;
}

const secondMs = 1000;

export function calendarRoutes(web: Web): Router {
  const router = Router();
  const { desk } = web;
  router.get("/calendar", async (request, response) => {
    const context = authenticatedContext(web, request);
    const feeds = await Promise.all(
      (["own", "team"] as const).map(async (whose) => ({
        whose,
        madeAt: await desk.calendarMadeAt(whose, context.person),
        mayRenew: desk.mayRenewCalendar(whose, context.person),
      })),
    );
    sendPage(response, 200, CalendarPage({ context, feeds, commandId: web.commandId(), made: null }));
  });
  router.post("/calendar/:whose", async (request: Request<{ whose: string }>, response) => {
    const context = authenticatedContext(web, request);
    const whose = whoseOf(request.params.whose);
    if (!whose) {
      refuse(web, request, response, "notFound");
      return;
    }
    // Whoever has the address sees the roster for as long as nobody renews it.
    if (!(await isProven(web, request, response))) return;
    const tell = await web.signInService?.accounts.ways.soFar(context.person.id);
    const what = whose === "own" ? "calendar-set" : "team-calendar-set";
    const command = commandOf(request, web.commandId);
    const secret = await desk.renewCalendar(whose, context.person, command, async () =>
      tell?.(what, { by: context.person.id }),
    );
    if (secret === null) {
      const text = context.words.organisation.calendar.teamBy;
      sendPage(response, 403, ForbiddenPage({ context, text }));
      return;
    }
    const made = { whose, link: `${originOf(web, request)}/calendar/${secret}.ics` };
    sendPage(response, 200, CalendarPage({ context, feeds: [], commandId: web.commandId(), made }));
  });
  return router;
}

function whoseOf(word: string): Whose | null {
  return word === "own" || word === "team" ? word : null;
}
