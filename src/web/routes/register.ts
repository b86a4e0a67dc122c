import { Router, type Request, type Response } from "express";
import { playbookKey, type Playbook, type Text } from "../../../machines/playbook.ts";
import { activePlaybooks } from "../../playbook/active.ts";
import { rowOf } from "../../playbook/codes.ts";
import { valuesFromForm, type Field } from "../../playbook/forms.ts";
import { forbiddenWords, may, whoMay } from "../../desk/permissions.ts";
import type { AboutIncident } from "../../desk/outcome.ts";
import type { FieldErrors } from "../../playbook/types.ts";
import { answerForm, isShownAgain, recordedPath, withUnread, type FormPages } from "../answer-form.ts";
import { bodyOf, commandOf, wordOf } from "../body.ts";
import type { PageContext } from "../page-context.ts";
import { formatText } from "../format.ts";
import { offeredFields } from "../offered-fields.ts";
import { isResumed } from "../saved-form.ts";
import { typedFromBody, typedFromValues, type FormInput } from "../form-input.ts";
import { ForbiddenPage } from "../views/forbidden.tsx";
import { RegisterCheckPage, RegisterPage } from "../views/register.tsx";
import type { Web } from "../web.ts";
import { authenticatedContext, type AuthenticatedContext } from "../context-of.ts";
import { sendPage } from "../page.ts";
import { refuse } from "../failures.ts";

export function registerRoutes(web: Web): Router {
  const router = Router();
  router.get("/register", (request, response) => {
    const context = authenticatedContext(web, request);
    const playbook = chosen(web, request.query["playbook"], context);
    if (!playbook) {
      refuse(web, request, response, "noPlaybook");
      return;
    }
    if (!may(context.person, playbook.opening, context.organised)) {
      sendPage(response, 403, ForbiddenPage({ context, text: formatText(context, notYours(web, context, playbook)) }));
      return;
    }
    const typed = startingValues(web, playbook, request, context);
    const shown = { context, playbook, typed, errors: {}, commandId: web.commandId(), status: 200 };
    showForm(web, response, { ...shown, report: reportIn(request.query["report"]) });
  });
  router.post("/register", (request, response) => register(web, request, response));
  return router;
}

/** What the address asks for; else the first that this person may register. */
function chosen(web: Web, key: unknown, { person, organised }: AuthenticatedContext): Playbook | null {
  if (typeof key === "string") return web.desk.playbook(key);
  const playbooks = activePlaybooks(web.desk.playbooks);
  return playbooks.find((playbook) => may(person, playbook.opening, organised)) ?? playbooks[0] ?? null;
}

function notYours(web: Web, { organised }: PageContext, { opening }: Playbook): Text {
  return forbiddenWords(opening, whoMay(web.desk.people, opening, organised), organised);
}

/** `?title=&link=` and any other field of the form; what the playbook suggests otherwise. */
function startingValues(web: Web, playbook: Playbook, request: Request, context: AuthenticatedContext): FormInput {
  const fields = openingFields(web, playbook, context);
  const suggested = playbook.opening.prefill?.(undefined, context.now) ?? {};
  const asked = Object.fromEntries(
    Object.entries(typedFromBody(fields, request.query)).filter(([, values]) => values.length > 0),
  );
  return { ...typedFromValues(fields, suggested, context.organisation.zone), ...asked };
}

function openingFields(web: Web, playbook: Playbook, { person }: AuthenticatedContext): readonly Field[] {
  return offeredFields({ form: playbook.opening, options: web.desk.openingOptions(playbook, person) });
}

interface Shown {
  readonly context: AuthenticatedContext;
  readonly playbook: Playbook;
  readonly typed: FormInput;
  readonly errors: FieldErrors;
  readonly commandId: string;
  /** The report from outside that it is registered from; null: from none. */
  readonly report: number | null;
  readonly status: number;
}

const reportIn = (typed: unknown): number | null =>
  typeof typed === "string" && /^[1-9]\d{0,9}$/.test(typed) ? Number(typed) : null;

function showForm(web: Web, response: Response, shown: Shown): void {
  const { context, playbook, typed, errors, commandId, report, status } = shown;
  const { person, organised } = context;
  const playbooks = activePlaybooks(web.desk.playbooks).filter(
    (one) => one === playbook || may(person, one.opening, organised),
  );
  const seen = { commandId, expectedSeq: null };
  const fields = openingFields(web, playbook, context);
  sendPage(response, status, RegisterPage({ context, playbook, playbooks, fields, typed, errors, seen, report }));
}

async function register(web: Web, request: Request, response: Response): Promise<void> {
  const context = authenticatedContext(web, request);
  const body = bodyOf(request);
  const playbook = chosen(web, body["playbook"] ?? "", context);
  if (!playbook) {
    refuse(web, request, response, "noPlaybook");
    return;
  }
  const fields = openingFields(web, playbook, context);
  const typed = typedFromBody(fields, body);
  const command = commandOf(request, web.commandId);
  const { commandId } = command;
  const report = reportIn(body["report"]);
  const read = valuesFromForm(fields, body, context.organisation.zone);
  const looked = await web.desk.prepareOpening(playbookKey(playbook), read.values, context.person, command);
  const prepared = withUnread(looked, read.errors);
  const lastLook = (isRefused: boolean): void => {
    const preview = prepared.outcome === "ready" ? prepared.preview() : null;
    const shown = {
      context,
      playbook,
      fields,
      typed,
      seen: { commandId, expectedSeq: null },
      report,
      preview,
      notes: read.notes,
    };
    const { confirmed = [] } = command;
    const status = isRefused ? rowOf("to-confirm").status : 200;
    sendPage(response, status, RegisterCheckPage({ ...shown, isRefused, confirmed }));
  };
  const pages: FormPages<AboutIncident> = {
    show: (errors, status) => showForm(web, response, { context, playbook, typed, errors, commandId, report, status }),
    done: recordedPath,
    doubtful: () => lastLook(true),
  };
  const again = isResumed(request);
  const step = again ? "check" : wordOf(body, "step");
  if (isShownAgain(prepared, step === "edit", again)) pages.show({}, 200);
  else if (prepared.outcome !== "ready") await answerForm(response, prepared, pages);
  else if (step === "submit") {
    const sent = await prepared.send();
    if (sent.outcome === "done" && report !== null) await settleReport(web, context, report, sent.number);
    await answerForm(response, sent, pages);
  } else lastLook(false);
}

/** The incident is there whatever becomes of this: a report that stays in the list can be put to it there. */
async function settleReport(web: Web, { person }: AuthenticatedContext, report: number, incident: number) {
  const command = { commandId: `report-${String(report)}-registered` };
  const settling = { state: "registered", incident, reason: null } as const;
  await web.reports?.settle(report, settling, person.id, command).catch((problem: unknown) => {
    web.onProblem(problem, `report ${String(report)}`);
  });
}
