/** One event of one incident: its form, the last look before something goes public, and what became of it. */
import { Router, type Request, type Response } from "express";
import { subjectsOf } from "../../desk/about.ts";
import { valuesFromForm } from "../../playbook/forms.ts";
import type { EventOffer } from "../../desk/views.ts";
import type { AboutIncident, DeskOutcome } from "../../desk/outcome.ts";
import type { ActCommand } from "../../playbook/act-command.ts";
import { answerForm, isShownAgain, recordedPath, withUnread, type FormPages } from "../answer-form.ts";
import { rowOf } from "../../playbook/codes.ts";
import { bodyOf, commandOf, wordOf } from "../body.ts";
import { offeredFields } from "../offered-fields.ts";
import { formatText } from "../format.ts";
import { isResumed } from "../saved-form.ts";
import { isProven } from "../sign-in/proof.ts";
import { typedFromBody, typedFromValues, type FormInput } from "../form-input.ts";
import { ConfirmPage, ConflictPage } from "../views/confirm.tsx";
import { UnavailablePage, EventPage, type EventPageProps } from "../views/event-form.tsx";
import { isOpenTo } from "../views/offered.tsx";
import type { Web } from "../web.ts";
import { authenticatedContext, type AuthenticatedContext } from "../context-of.ts";
import { sendPage } from "../page.ts";
import { refuse } from "../failures.ts";

export function eventRoutes(web: Web): Router {
  const router = Router();
  const path = "/incidents/:number/events/:type";
  router.get(path, async (request, response) => {
    const asked = await find(web, request, response);
    if (!asked) return;
    const { context, view } = asked;
    const { offered } = view;
    const typed = typedFromValues(offeredFields(offered), offered.prefill, context.organisation.zone);
    const command = { commandId: web.commandId(), expectedSeq: view.instance.seq };
    const props = propsOf(web, asked, { typed, values: offered.prefill, command });
    if (isOpenTo(offered)) sendPage(response, 200, EventPage({ ...props, errors: {}, button: null }));
    else sendPage(response, 200, UnavailablePage({ context, view, form: offered.form, sentence: reasonOf(asked) }));
  });
  router.post(path, (request, response) => post(web, request, response));
  return router;
}

interface EventRequest {
  readonly context: AuthenticatedContext;
  readonly view: EventOffer;
}

async function find(
  web: Web,
  request: Request<{ number: string; type: string }>,
  response: Response,
): Promise<EventRequest | null> {
  const context = authenticatedContext(web, request);
  const { number, type } = request.params;
  const view = await web.desk.offer(number, type, context.person);
  if (view) return { context, view };
  refuse(web, request, response, (await web.desk.find(number)) ? "noEvent" : "noIncident");
  return null;
}

function reasonOf({ context, view: { offered } }: EventRequest): string {
  return offered.whyNot === null ? context.words.form.cannot : formatText(context, offered.whyNot);
}

type Props = Omit<EventPageProps, "errors" | "button">;

interface Filled {
  readonly typed: FormInput;
  readonly values: Readonly<Record<string, unknown>>;
  readonly command: ActCommand;
}

function propsOf(web: Web, { context, view }: EventRequest, { typed, values, command }: Filled): Props {
  const { offered } = view;
  const { form } = offered;
  const seen = { commandId: command.commandId, expectedSeq: command.expectedSeq ?? view.instance.seq };
  const subjects = subjectsOf(form, view.instance, context.person, values);
  const { everybody: people } = web.desk;
  return {
    context,
    view,
    number: view.row.number,
    form,
    subjects,
    people,
    fields: offeredFields(offered),
    typed,
    seen,
  };
}

/** Whatever the answer is, what was typed comes back with it. */
async function post(web: Web, request: Request<{ number: string; type: string }>, response: Response): Promise<void> {
  const asked = await find(web, request, response);
  if (!asked) return;
  const { context, view } = asked;
  const { form } = view.offered;
  const body = bodyOf(request);
  const fields = offeredFields(view.offered);
  const typed = typedFromBody(fields, body);
  const command = commandOf(request, web.commandId);
  const read = valuesFromForm(fields, body, context.organisation.zone, form.asks);
  const props = propsOf(web, asked, { typed, values: read.values, command });
  const looked = await web.desk.prepare(view.row.id, form.type, read.values, context.person, command);
  const prepared = withUnread(looked, read.errors);
  const doubts = prepared.outcome === "ready" ? prepared.doubts : [];
  const { confirmed = [] } = command;
  const lastLook = (isRefused: boolean): void => {
    const page = ConfirmPage({ ...props, notes: read.notes, doubts, confirmed, isRefused });
    sendPage(response, isRefused ? rowOf("to-confirm").status : 200, page);
  };
  const pages: FormPages<AboutIncident> = {
    show: (errors, status) => sendPage(response, status, EventPage({ ...props, errors, button: null })),
    done: recordedPath,
    doubtful: () => lastLook(true),
    conflict: (outcome) => showConflict(web, response, asked, { typed, values: read.values }, outcome),
  };
  const again = isResumed(request);
  const step = again ? (form.needsConfirmation ? "check" : "edit") : wordOf(body, "step");
  const isUnusual = Object.keys(read.notes).length > 0 || doubts.length > 0;
  const isToConfirm = (form.needsConfirmation || isUnusual) && step !== "confirmed";
  if (isShownAgain(prepared, step === "edit", again)) pages.show({}, 200);
  else if (prepared.outcome !== "ready") await answerForm(response, prepared, pages);
  else if (isToConfirm && isOpenTo(view.offered)) lastLook(false);
  else if (!form.needsConfirmation || (await isProven(web, request, response)))
    await answerForm(response, await prepared.send(), pages);
}

/** The form comes back under what is true now: sending it again is a new command that knows what happened. */
async function showConflict(
  web: Web,
  response: Response,
  asked: EventRequest,
  filled: Omit<Filled, "command">,
  { seq, since }: Extract<DeskOutcome, { outcome: "conflict" }>,
): Promise<void> {
  const { context, view: before } = asked;
  const view = (await web.desk.offer(before.row.id, before.offered.form.type, context.person)) ?? before;
  const command = { commandId: web.commandId(), expectedSeq: seq };
  const props = propsOf(web, { context, view }, { ...filled, command });
  const page = ConflictPage({ ...props, errors: {}, since, canSend: isOpenTo(view.offered) });
  sendPage(response, rowOf("conflict").status, page);
}
