/** One change of the organisation: its form, what it would mean before it is saved, and what became of it. */
import { Router, type Request, type Response } from "express";
import { changeOf } from "../../../machines/organisation/changes.ts";
import { consequencesOf, type Consequences } from "../../desk/consequences.ts";
import { rowOf } from "../../playbook/codes.ts";
import { valuesFromForm, type Field } from "../../playbook/forms.ts";
import { startOf, type FormStart } from "../../organisation/form-start.ts";
import type { ChangeOffer, OrganisationView } from "../../organisation/desk-types.ts";
import type { ActCommand } from "../../playbook/act-command.ts";
import type { Directory } from "../../directory/types.ts";
import { answerForm, isShownAgain, withUnread, type FormPages } from "../answer-form.ts";
import { bodyOf, commandOf, wordOf } from "../body.ts";
import { offeredFields } from "../offered-fields.ts";
import type { PageContext } from "../page-context.ts";
import { isResumed } from "../saved-form.ts";
import { isProven } from "../sign-in/proof.ts";
import { typedFromBody, typedFromValues, type FormInput } from "../form-input.ts";
import {
  CannotChangePage,
  ChangeConflictPage,
  ChangePage,
  changePath,
  CheckChangePage,
  type ChangeProps,
} from "../views/organisation/event-form.tsx";
import { ConsequencesView } from "../views/organisation/consequences.tsx";
import { LadderChanges, LimitChanges } from "../views/organisation/setting-changes.tsx";
import type { Web } from "../web.ts";
import { authenticatedContext, type AuthenticatedContext } from "../context-of.ts";
import { sendPage } from "../page.ts";
import { refuse } from "../failures.ts";
import { afterChange, placeOf } from "./change-places.ts";

export function changeRoutes(web: Web): Router {
  const router = Router();
  const path = changePath(":type");
  router.get(path, async (request: TypedPath, response) => {
    const asked = await find(web, request, response);
    if (!asked) return;
    const { context, view } = asked;
    const { offer } = view;
    const typed = typedFromValues(asked.fields, asked.prefill, context.organisation.zone);
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

interface ChangeForm {
  readonly context: AuthenticatedContext;
  readonly view: ChangeOffer;
  readonly fields: readonly Field[];
  readonly prefill: FormStart["prefill"];
  /** From the page's address. */
  readonly given: Readonly<Record<string, string>>;
}

async function find(web: Web, request: TypedPath, response: Response): Promise<ChangeForm | null> {
  const context = authenticatedContext(web, request);
  const view = await web.desk.organisationOffer(request.params.type, context.person);
  if (!view) {
    refuse(web, request, response, "notFound");
    return null;
  }
  const entries = Object.entries(request.query).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value.slice(0, givenMax)] as const] : [],
  );
  const { form } = view.offer;
  const given = Object.fromEntries(entries);
  const { options, prefill } = startOf(form, opened(web, { context, view, given }));
  return { context, view, given, prefill, fields: offeredFields({ form, options }) };
}

const givenMax = 200;

function opened(web: Web, { view, context, given }: Pick<ChangeForm, "view" | "context" | "given">) {
  const policy = (id: string) => web.desk.allLimits().find((one) => one.playbook.id === id)?.section ?? "{}";
  return { directory: view.directory, now: view.now, viewer: context.person.id, asked: given, policy };
}

function whoInstead({ context, view: { offer } }: ChangeForm): string {
  const names = context.words.list(offer.who);
  return names === "" ? context.words.form.cannot : `${context.words.incident.who}${context.words.colon} ${names}`;
}

function propsOf({ context, view, fields }: ChangeForm, typed: FormInput, command: ActCommand): ChangeProps {
  const { form } = view.offer;
  const seen = { commandId: command.commandId, expectedSeq: command.expectedSeq ?? view.seq };
  return { context, form, fields, typed, seen, back: placeOf(form.type) };
}

/** Whatever the answer is, what was typed comes back with it. */
async function post(web: Web, request: Request, response: Response, asked: ChangeForm): Promise<void> {
  const { context, view, fields } = asked;
  const { type } = view.offer.form;
  const body = bodyOf(request);
  const typed = typedFromBody(fields, body);
  const command = commandOf(request, web.commandId);
  const props = propsOf(asked, typed, command);
  const read = valuesFromForm(fields, body, context.organisation.zone);
  const looked = await web.desk.prepareChange(type, read.values, context.person, command);
  const prepared = withUnread(looked, read.errors);
  const pages: FormPages<object> = {
    show: (errors, status) => sendPage(response, status, ChangePage({ ...props, errors })),
    done: (outcome) => afterChange(type, outcome),
    conflict: ({ seq, since }) => {
      // Sending it again is a new command that knows what happened.
      const seen = { commandId: web.commandId(), expectedSeq: seq };
      sendPage(response, rowOf("conflict").status, ChangeConflictPage({ ...props, seen, since }));
    },
  };
  const again = isResumed(request);
  const step = again ? "check" : wordOf(body, "step");
  if (isShownAgain(prepared, step === "edit", again)) {
    pages.show({}, 200);
    return;
  }
  if (prepared.outcome !== "ready") {
    await answerForm(response, prepared, pages);
    return;
  }
  const meant = step === "confirmed" ? null : worthALook(view, prepared.after, Object.keys(read.notes).length > 0);
  if (prepared.after && meant) {
    const shown = meaningOf(web, asked, { after: prepared.after, meant, body });
    sendPage(response, 200, CheckChangePage({ ...props, notes: read.notes, ...shown }));
  } else if (again) pages.show({}, 200);
  else if (!changeOf(type)?.needsProof || (await isProven(web, request, response))) {
    const about = await aboutAccount(web, type, read.values, context.person.id);
    const outcome = await prepared.send();
    // Before the answer: what cannot be closed must not be reported as done.
    if (outcome.outcome === "done") await about();
    await answerForm(response, outcome, pages);
  }
}

interface Meant {
  readonly after: Directory;
  readonly meant: Consequences;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Settings stand beside what they were; every other change is shown by what it does to the roster. */
function meaningOf(web: Web, { context, view }: ChangeForm, { after, meant, body }: Meant) {
  const { type } = view.offer.form;
  if (type === "POLICY_CHANGED") {
    const ofPlaybook = (all: ReturnType<typeof web.desk.allLimits>) =>
      all.find(({ playbook }) => playbook.id === wordOf(body, "playbook"));
    const [was, willBe] = [ofPlaybook(web.desk.allLimits()), ofPlaybook(web.desk.allLimits(after))];
    if (was && willBe) return { children: LimitChanges({ context, before: was, after: willBe }), told: ["section"] };
  }
  if (type === "LADDER_SET")
    return { children: LadderChanges({ context, before: view.directory, after }), told: ["levels"] };
  const layer = type === "ROTATION_SET" ? wordOf(body, "layer") : null;
  return { children: ConsequencesView({ context, directory: after, consequences: meant, layer }) };
}

/** What a change would mean, when it is to be looked at before it is saved. */
function worthALook(view: ChangeOffer, after: Directory | null, hasNotes: boolean): Consequences | null {
  if (!after) return null;
  const meant = consequencesOf(view.directory, after, view.now);
  return hasNotes || changeOf(view.offer.form.type)?.shownFirst || meant.newGaps.length > 0 ? meant : null;
}

/** What such a change ends, and who hears of it; asked before the change, done after it. */
async function aboutAccount(
  { signInService }: Web,
  type: string,
  { person, roles }: Readonly<Record<string, unknown>>,
  by: string,
): Promise<() => Promise<void>> {
  const nothing = async () => undefined;
  if (!signInService || typeof person !== "string" || !changeOf(type)?.needsProof) return nothing;
  const { accounts } = signInService;
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
  context: PageContext,
  view: OrganisationView,
  query: Readonly<Record<string, unknown>>,
): string | null {
  const { recorded, again } = query;
  const form = view.offers.find((one) => one.form.type === recorded)?.form;
  if (!form) return null;
  const words = context.words.organisation.administration;
  const done = form.done[context.language];
  return again === "yes" ? words.savedAgain(done) : words.saved(done);
}
