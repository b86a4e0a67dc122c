/** Acknowledging from a notification. Needs no session: the link is signed for one person, one notification and this one act. */
import { Router, type Request, type Response } from "express";
import { valuesFromForm } from "../../playbook/forms.ts";
import type { Acknowledgement, NotificationDesk } from "../../desk/delivery/types.ts";
import { bodyOf } from "../body.ts";
import { offeredFields } from "../offered-fields.ts";
import type { PageContext } from "../page-context.ts";
import { AcknowledgePage } from "../views/acknowledge.tsx";
import type { Web } from "../web.ts";
import { pageContext } from "../context-of.ts";
import { sendPage } from "../page.ts";
import { wordsIn } from "../words/index.ts";

const path = "/acknowledge/:token";

export function acknowledgeRoutes(web: Web): Router {
  const router = Router();
  const { notificationDesk } = web;
  if (notificationDesk === null) return router;
  router.get(path, async (request, response) => {
    const { token } = request.params;
    show(web, request, response, await notificationDesk.acknowledgement(token), null);
  });
  router.post(path, (request, response) => post(web, notificationDesk, request, response));
  return router;
}

type TokenRequest = Request<{ token: string }>;

async function post(
  web: Web,
  notificationDesk: NotificationDesk,
  request: TokenRequest,
  response: Response,
): Promise<void> {
  const { token } = request.params;
  const found = await notificationDesk.acknowledgement(token);
  if (isSomebodyElses(found, pageContext(web, request))) {
    show(web, request, response, found, null);
    return;
  }
  const { values } = valuesFromForm(fieldsOf(found), bodyOf(request), web.desk.organisation.zone);
  const outcome = await notificationDesk.acknowledge(token, values);
  const isDone = outcome === null || outcome.outcome === "done";
  if (isDone) {
    // What the page says now is what has happened, also when somebody else was quicker.
    response.redirect(303, request.originalUrl);
    return;
  }
  const { language } = contextFor(web, request, found);
  const sentence = "sentence" in outcome ? outcome.sentence[language] : wordsIn[language].form.errorTitle;
  show(web, request, response, await notificationDesk.acknowledgement(token), sentence);
}

function show(
  web: Web,
  request: TokenRequest,
  response: Response,
  found: Acknowledgement,
  refusal: string | null,
): void {
  const context = contextFor(web, request, found);
  const otherwise = isSomebodyElses(found, context) ? 403 : refusal === null ? 200 : 409;
  const status = found.state === "unknown" ? 404 : otherwise;
  const fields = fieldsOf(found);
  sendPage(response, status, AcknowledgePage({ context, found, action: request.originalUrl, fields, refusal }));
}

/** Nobody acts in another's name because a notification was passed on to them. */
function isSomebodyElses(found: Acknowledgement, { person }: PageContext): boolean {
  return found.state !== "unknown" && person !== null && person.id !== found.person.id;
}

/** Whoever comes from their notification reads the page in its language. */
function contextFor(web: Web, request: Request, found: Acknowledgement): PageContext {
  const context = pageContext(web, request);
  if (context.person !== null || found.state === "unknown") return context;
  const { language } = found.person;
  return { ...context, language, words: wordsIn[language] };
}

function fieldsOf(found: Acknowledgement) {
  const offered = found.state === "open" ? found.view.offered.find(({ form }) => form.type === found.event) : undefined;
  return offered ? offeredFields(offered) : [];
}
