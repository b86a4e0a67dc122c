/** One event of one incident: its form, the last look before something leaves the house, and what became of it. */
import { Router, type Request, type Response } from "express";
import { subjectsOf } from "../../desk/about.ts";
import { checkForm, valuesFromForm } from "../../playbook/forms.ts";
import { forbiddenWords, whoMay } from "../../desk/permissions.ts";
import type { IncidentView, OfferedEvent } from "../../desk/views.ts";
import type { DeskOutcome } from "../../desk/outcome.ts";
import type { ActCommand, FieldErrors } from "../../playbook/types.ts";
import { bodyOf, commandOf, wordOf } from "../body.ts";
import { offeredFields } from "../offered-fields.ts";
import { say } from "../format.ts";
import { isResumed } from "../kept.ts";
import { isProven } from "../sign-in/proof.ts";
import { typedFromBody, typedFromValues, type Typed } from "../typed.ts";
import { ConfirmPage, ConflictPage } from "../views/confirm.tsx";
import { CannotPage, EventPage, type EventPageProps } from "../views/event-form.tsx";
import { isOpenTo } from "../views/offered.tsx";
import type { Web } from "../web.ts";
import { actingScene, type ActingScene } from "../scene-of.ts";
import { sendPage } from "../page.ts";
import { refuse } from "../failures.ts";

export function eventRoutes(web: Web): Router {
  const router = Router();
  const path = "/incidents/:number/events/:type";
  router.get(path, async (request, response) => {
    const asked = await find(web, request, response);
    if (!asked) return;
    const { scene, view, offered } = asked;
    const fields = offeredFields(offered);
    const typed = typedFromValues(fields, offered.prefill, scene.organisation.zone);
    const command = { commandId: web.commandId(), expectedSeq: view.instance.seq };
    const props = propsOf(web, asked, { typed, values: offered.prefill, command });
    if (isOpenTo(offered)) sendPage(response, 200, EventPage({ ...props, errors: {}, button: null }));
    else sendPage(response, 200, CannotPage({ scene, view, form: offered.form, sentence: reasonOf(asked) }));
  });
  router.post(path, (request, response) => post(web, request, response));
  return router;
}

interface Asked {
  readonly scene: ActingScene;
  readonly view: IncidentView;
  readonly offered: OfferedEvent;
}

async function find(
  web: Web,
  request: Request<{ number: string; type: string }>,
  response: Response,
): Promise<Asked | null> {
  const scene = actingScene(web, request);
  const view = await web.desk.incident(request.params.number, scene.person);
  const offered = view?.offered.find((one) => one.form.type === request.params.type);
  if (!view) refuse(web, request, response, "noIncident");
  else if (!offered) refuse(web, request, response, "noEvent");
  else return { scene, view, offered };
  return null;
}

function reasonOf({ scene, offered }: Asked): string {
  return offered.whyNot === null ? scene.words.form.cannot : say(scene, offered.whyNot);
}

type Props = Omit<EventPageProps, "errors" | "button">;

interface Filled {
  readonly typed: Typed;
  readonly values: Readonly<Record<string, unknown>>;
  readonly command: ActCommand;
}

function propsOf(web: Web, { scene, view, offered }: Asked, { typed, values, command }: Filled): Props {
  const { form } = offered;
  const seen = { commandId: command.commandId, expectedSeq: command.expectedSeq ?? view.instance.seq };
  const subjects = subjectsOf(form, view.instance, scene.person, values);
  const { everybody: people } = web.desk;
  return { scene, view, number: view.row.number, form, subjects, people, fields: offeredFields(offered), typed, seen };
}

/** Whatever the answer is, what was typed comes back with it. */
async function post(web: Web, request: Request<{ number: string; type: string }>, response: Response): Promise<void> {
  const asked = await find(web, request, response);
  if (!asked) return;
  const { scene, view, offered } = asked;
  const { form } = offered;
  const body = bodyOf(request);
  const fields = offeredFields(offered);
  const typed = typedFromBody(fields, body);
  const command = commandOf(body, web.commandId);
  const read = valuesFromForm(fields, body, scene.organisation.zone);
  const props = propsOf(web, asked, { typed, values: read.values, command });
  const show = (errors: FieldErrors, status: number): void =>
    sendPage(response, status, EventPage({ ...props, errors, button: null }));
  const checked = checkForm(form, read.values, scene.now);
  const considered = checked.ok ? await web.desk.consider(view.row.id, form.type, read.values, scene.person) : null;
  const errors = { ...(checked.ok ? considered?.errors : checked.errors), ...read.errors };
  const doubts = considered?.doubts ?? [];
  const again = isResumed(request);
  const step = again ? (form.outward ? "check" : "edit") : wordOf(body, "step");
  const isUnusual = Object.keys(read.notes).length > 0 || doubts.length > 0;
  const isToConfirm = (form.outward || isUnusual) && step !== "confirmed";
  const { confirmed = [] } = command;
  const lastLook = (isRefused: boolean): void => {
    const page = ConfirmPage({ ...props, notes: read.notes, doubts, confirmed, isRefused });
    sendPage(response, isRefused ? 409 : 200, page);
  };
  // Nobody is asked to mend what they may not send.
  if (!offered.permitted) show({ "": [forbiddenWords(offered, whoMay(web.desk.people, offered))] }, 403);
  else if (step === "edit") show({}, 200);
  else if (Object.keys(errors).length > 0) show(again ? {} : errors, again ? 200 : 422);
  else if (isToConfirm && isOpenTo(offered)) lastLook(false);
  else if (!form.outward || (await isProven(web, request, response))) {
    const outcome = await web.desk.act(view.row.id, form.type, read.values, scene.person, command);
    if (outcome.outcome === "doubtful") lastLook(true);
    else await answer(web, response, { asked, typed, values: read.values, outcome, show });
  }
}

interface Answer extends Omit<Filled, "command"> {
  readonly asked: Asked;
  readonly outcome: Exclude<DeskOutcome, { outcome: "doubtful" }>;
  readonly show: (errors: FieldErrors, status: number) => void;
}

async function answer(web: Web, response: Response, { asked, typed, values, outcome, show }: Answer): Promise<void> {
  switch (outcome.outcome) {
    case "done":
      response.redirect(
        303,
        `/incidents/${outcome.number}?recorded=${outcome.seq}${outcome.again ? "&again=yes" : ""}`,
      );
      return;
    case "invalid":
      show(outcome.errors, 422);
      return;
    case "forbidden":
      show({ "": [outcome.sentence] }, 403);
      return;
    case "refused":
    case "not-found":
      show({ "": [outcome.sentence] }, 409);
      return;
    case "conflict":
      await showConflict(web, response, asked, { typed, values }, outcome);
      return;
  }
}

/** The form comes back under what is true now: sending it again is a new command that knows what happened. */
async function showConflict(
  web: Web,
  response: Response,
  asked: Asked,
  filled: Omit<Filled, "command">,
  { seq, since }: Extract<DeskOutcome, { outcome: "conflict" }>,
): Promise<void> {
  const { scene, offered } = asked;
  const view = (await web.desk.incident(asked.view.row.id, scene.person)) ?? asked.view;
  const now = view.offered.find((one) => one.form.type === offered.form.type) ?? offered;
  const command = { commandId: web.commandId(), expectedSeq: seq };
  const props = propsOf(web, { scene, view, offered: now }, { ...filled, command });
  sendPage(response, 409, ConflictPage({ ...props, errors: {}, since, canSend: isOpenTo(now) }));
}
