import { Router, type Request } from "express";
import { subjectsOf } from "../../desk/about.ts";
import type { IncidentView, RecordPart } from "../../desk/views.ts";
import { messagePlaceFrom, seqFrom } from "../record-place.ts";
import { offeredFields } from "../offered-fields.ts";
import type { PageContext } from "../page-context.ts";
import { formatText } from "../format.ts";
import { typedFromValues } from "../form-input.ts";
import { IncidentPage } from "../views/incident.tsx";
import type { MainForm } from "../views/now.tsx";
import { mainOffer } from "../views/offered.tsx";
import type { Web } from "../web.ts";
import { authenticatedContext, type AuthenticatedContext } from "../context-of.ts";
import { sendPage } from "../page.ts";
import { refuse } from "../failures.ts";

export function incidentRoutes(web: Web): Router {
  const router = Router();
  const { desk } = web;
  router.get("/incidents/:number", async (request, response) => {
    const context = authenticatedContext(web, request);
    const view = await desk.incident(request.params.number, context.person, partFrom(request));
    if (!view) {
      refuse(web, request, response, "noIncident");
      return;
    }
    const chart = await web.drawings.drawIfReady(view.playbook, {
      value: view.instance.value,
      language: context.language,
    });
    const seen = { commandId: web.commandId(), expectedSeq: view.instance.seq };
    const taking = { ...seen, commandId: web.commandId() };
    const main = mainForm(view, context);
    const notice = noticeOf(view, request, context);
    sendPage(response, 200, IncidentPage({ context, view, people: desk.everybody, main, seen, taking, chart, notice }));
  });
  return router;
}

function mainForm(view: IncidentView, context: AuthenticatedContext): MainForm | null {
  const offered = mainOffer(view);
  if (!offered) return null;
  const fields = offeredFields(offered);
  const subjects = subjectsOf(offered.form, view.instance, context.person, offered.prefill);
  return { offered, subjects, fields, typed: typedFromValues(fields, offered.prefill, context.organisation.zone) };
}

/** `?before=N`: entries of the record before that one; `?sent=N.M`: messages before that one, by its place in the log. */
function partFrom({ query }: Request): RecordPart {
  const entriesBefore = seqFrom(query["before"]);
  const messagesBefore = messagePlaceFrom(query["sent"]);
  return {
    ...(entriesBefore === null ? {} : { entriesBefore }),
    ...(messagesBefore === null ? {} : { messagesBefore }),
  };
}

/** `?recorded=N`: said in the words of the log, so that nobody can put a sentence on the page by an address. */
function noticeOf(view: IncidentView, request: Request, context: PageContext): string | null {
  const seq = seqFrom(request.query["recorded"]);
  const entry = seq === null ? undefined : view.timeline.find((one) => one.seq === seq);
  if (!entry) return null;
  const what = formatText(context, entry.title);
  const { recorded, recordedAgain } = context.words.incident;
  return request.query["again"] === "yes" ? recordedAgain(what) : recorded(what);
}
