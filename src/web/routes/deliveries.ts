import { Router } from "express";
import type { Resent } from "../../desk/delivery/types.ts";
import { mayOpen } from "../access.ts";
import { bodyOf, wordOf } from "../body.ts";
import { DeliveriesPage } from "../views/deliveries.tsx";
import type { Web } from "../web.ts";
import { authenticatedContext } from "../context-of.ts";
import { sendPage } from "../page.ts";

/** What the page says after a message was sent again. */
const notices = {
  done: "resent",
  "not-dead-lettered": "notResent",
  forbidden: "mayNot",
} as const satisfies Readonly<Record<Resent["outcome"], string>>;

export function deliveryRoutes(web: Web): Router {
  const router = Router();
  const { desk, notificationDesk } = web;
  if (notificationDesk === null) return router;
  router.get("/deliveries", async (request, response) => {
    const context = authenticatedContext(web, request);
    const words = context.words.delivery.deliveries;
    const said = request.query["resent"];
    const notice = isOutcome(said) ? words[notices[said]] : null;
    const entries = await notificationDesk.log(context.person);
    const mayResend = mayOpen(context.person, "POST /deliveries");
    sendPage(response, 200, DeliveriesPage({ context, entries, people: desk.everybody, mayResend, notice }));
  });
  router.post("/deliveries", async (request, response) => {
    const { person } = authenticatedContext(web, request);
    const { outcome } = await notificationDesk.resend(wordOf(bodyOf(request), "message"), person);
    response.redirect(303, `/deliveries?resent=${outcome}`);
  });
  return router;
}

function isOutcome(said: unknown): said is Resent["outcome"] {
  return typeof said === "string" && Object.hasOwn(notices, said);
}
