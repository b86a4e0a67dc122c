/** One change of the organisation: its form, what it would mean before it is saved, and what became of it. */
import { Router, type Request, type Response } from "express";
import { consequencesOf } from "../../desk/consequences.ts";
import { checkForm, valuesFromForm, type Field } from "../../playbook/forms.ts";
import { startOf } from "../../organisation/form-start.ts";
import type { AdministerOutcome, OrganisationOffer, OrganisationView } from "../../organisation/desk-types.ts";
import type { ActCommand, FieldErrors } from "../../playbook/types.ts";
import { bodyOf, commandOf, wordOf } from "../body.ts";
import { offeredFields } from "../offered-fields.ts";
import type { Scene } from "../scene.ts";
import { isResumed } from "../kept.ts";
import { isProven } from "../sign-in/proof.ts";
import { typedFromBody, typedFromValues, type Typed } from "../typed.ts";
import {
  CannotChangePage,
  ChangeConflictPage,
  ChangePage,
  changePath,
  CheckChangePage,
  type ChangeProps,
} from "../views/organisation/event-form.tsx";
import { ConsequencesView } from "../views/organisation/consequences.tsx";
import { organisationWords } from "../words/organisation.ts";
import type { Web } from "../web.ts";
import { actingScene, type ActingScene } from "../scene-of.ts";
import { sendPage } from "../page.ts";
import { refuse } from "../failures.ts";
import { afterChange, placeOf } from "./change-places.ts";

/** These mean more than they say: what they do is shown before they are saved. Others only when they leave a gap. */
const alwaysShown = ["ROTATION_SET", "PERSON_DEACTIVATED", "POLICY_CHANGED", "LADDER_SET", "ORGANISATION_DESCRIBED"];

/** Who may sign in, as what, and where they are told: whoever changes that has proved of late who they are. */
const aboutAccounts = [
  "PERSON_INVITED",
  "ROLES_CHANGED",
  "PERSON_DEACTIVATED",
  "PERSON_REACTIVATED",
  "CHANNELS_CHANGED",
];

export function changeRoutes(web: Web): Router {
  const router = Router();
  const path = changePath(":type");
  router.get(path, async (request: TypedPath, response) => {
    const asked = await find(web, request, response);
    if (!asked) return;
    const { scene, view, offer } = asked;
    const start = startOf(offer.form, opened(web, asked));
    const typed = typedFromValues(asked.fields, start.prefill, scene.organisation.zone);
    const props = propsOf(asked, typed, { commandId: web.commandId(), expectedSeq: view.seq });
    if (offer.permitted) sendPage(response, 200, ChangePage({ ...props, errors: {} }));
    else sendPage(response, 403, CannotChangePage({ ...props, sentence: whoInstead(asked) }));
  });
  router.post(path, async (request: TypedPath, response) => {
    const asked = await find(web, request, response);
    if (asked) await post(web, request, response, asked);
  });
  return router;
}

type TypedPath = Request<{ type: string }>;

interface Asked {
  readonly scene: ActingScene;
  readonly view: OrganisationView;
  readonly offer: OrganisationOffer;
  readonly fields: readonly Field[];
  /** From the page's address. */
  readonly given: Readonly<Record<string, string>>;
}

async function find(web: Web, request: TypedPath, response: Response): Promise<Asked | null> {
  const scene = actingScene(web, request);
  const view = await web.desk.organisationView(scene.person);
  const offer = view.offers.find((one) => one.form.type === request.params.type);
  if (!offer) {
    refuse(web, request, response, "notFound");
    return null;
  }
  const entries = Object.entries(request.query).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value.slice(0, givenMax)] as const] : [],
  );
  const asked = { scene, view, offer, fields: [], given: Object.fromEntries(entries) };
  const { options } = startOf(offer.form, opened(web, asked));
  return { ...asked, fields: offeredFields({ form: offer.form, options }) };
}

const givenMax = 200;

function opened(web: Web, { view, scene, given }: Asked) {
  const policy = (id: string) => web.desk.allLimits().find((one) => one.playbook.id === id)?.section ?? "{}";
  return { directory: view.directory, now: view.now, viewer: scene.person.id, asked: given, policy };
}

function whoInstead({ scene, offer }: Asked): string {
  const names = scene.words.list(offer.who);
  return names === "" ? scene.words.form.cannot : `${scene.words.incident.who}${scene.words.colon} ${names}`;
}

function propsOf({ scene, view, offer, fields }: Asked, typed: Typed, command: ActCommand): ChangeProps {
  const seen = { commandId: command.commandId, expectedSeq: command.expectedSeq ?? view.seq };
  return { scene, form: offer.form, fields, typed, seen, back: placeOf(offer.form.type) };
}

/** Whatever the answer is, what was typed comes back with it. */
async function post(web: Web, request: Request, response: Response, asked: Asked): Promise<void> {
  const { scene, view, offer, fields } = asked;
  const body = bodyOf(request);
  const typed = typedFromBody(fields, body);
  const command = commandOf(body, web.commandId);
  const props = propsOf(asked, typed, command);
  const show = (errors: FieldErrors, status: number) => sendPage(response, status, ChangePage({ ...props, errors }));
  const read = valuesFromForm(fields, body, scene.organisation.zone);
  const checked = checkForm(offer.form, read.values, view.now);
  const errors = { ...(checked.ok ? {} : checked.errors), ...read.errors };
  const again = isResumed(request);
  const step = again ? "check" : wordOf(body, "step");
  const send = () => web.desk.administer(offer.form.type, read.values, scene.person, command);
  // Nobody is asked to mend what they may not send: the desk says who may.
  if (!offer.permitted) answer(web, response, { props, outcome: await send(), show });
  else if (step === "edit") show({}, 200);
  else if (Object.keys(errors).length > 0) show(again ? {} : errors, again ? 200 : 422);
  else {
    const after = await web.desk.organisationPreview(offer.form.type, read.values, scene.person);
    const meant = after && consequencesOf(view.directory, after, view.now);
    const isWorthALook =
      alwaysShown.includes(offer.form.type) || Object.keys(read.notes).length > 0 || (meant?.newGaps.length ?? 0) > 0;
    if (after && meant && isWorthALook && step !== "confirmed") {
      const layer = offer.form.type === "ROTATION_SET" ? wordOf(body, "layer") : null;
      const children = ConsequencesView({ scene, directory: after, consequences: meant, layer });
      sendPage(response, 200, CheckChangePage({ ...props, notes: read.notes, children }));
      return;
    }
    if (again) {
      show({}, 200);
      return;
    }
    if (aboutAccounts.includes(offer.form.type) && !(await isProven(web, request, response))) return;
    const about = await aboutAccount(web, offer.form.type, read.values, scene.person.id);
    const outcome = await send();
    // Before the answer: what cannot be closed must not be reported as done.
    if (outcome.outcome === "done") await about();
    answer(web, response, { props, outcome, show });
  }
}

interface Answer {
  readonly props: ChangeProps;
  readonly outcome: AdministerOutcome;
  readonly show: (errors: FieldErrors, status: number) => void;
}

function answer(web: Web, response: Response, { props, outcome, show }: Answer): void {
  switch (outcome.outcome) {
    case "done":
      response.redirect(303, afterChange(props.form.type, outcome));
      return;
    case "invalid":
      show(outcome.errors, 422);
      return;
    case "forbidden":
      show({ "": [outcome.sentence] }, 403);
      return;
    case "refused":
      show({ "": [outcome.sentence] }, 409);
      return;
    case "conflict": {
      // Sending it again is a new command that knows what happened.
      const seen = { commandId: web.commandId(), expectedSeq: outcome.seq };
      sendPage(response, 409, ChangeConflictPage({ ...props, seen, since: outcome.since }));
      return;
    }
  }
}

/** What such a change ends, and who hears of it; asked before the change, done after it. */
async function aboutAccount(
  { door }: Web,
  type: string,
  { person, roles }: Readonly<Record<string, unknown>>,
  by: string,
): Promise<() => Promise<void>> {
  const nothing = async () => undefined;
  if (!door || typeof person !== "string" || !aboutAccounts.includes(type)) return nothing;
  const { accounts } = door;
  switch (type) {
    // Whoever is deactivated is out at once, wherever they are signed in.
    case "PERSON_DEACTIVATED":
      return () => accounts.closeDoors(person, by);
    case "PERSON_REACTIVATED":
      return () => accounts.openedAgain(person, by);
    case "ROLES_CHANGED": {
      const isAdministrator = [roles].flat().includes("administrator");
      return isAdministrator ? nothing : () => accounts.isAdministratorNoMore(person, by);
    }
    case "CHANNELS_CHANGED": {
      const tell = await accounts.ways.soFar(person);
      return () => tell("channels-set", { by });
    }
    default:
      return nothing;
  }
}

export function recordedWords(
  scene: Scene,
  view: OrganisationView,
  query: Readonly<Record<string, unknown>>,
): string | null {
  const { recorded, again } = query;
  const form = view.offers.find((one) => one.form.type === recorded)?.form;
  if (!form) return null;
  const words = organisationWords[scene.language].administration;
  const done = form.done[scene.language];
  return again === "yes" ? words.savedAgain(done) : words.saved(done);
}
