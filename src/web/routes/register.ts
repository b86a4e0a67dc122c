import { Router, type Request, type Response } from "express";
import { playbookKey, type Playbook, type Text } from "../../../machines/playbook.ts";
import { checkForm, fieldsOf, valuesFromForm, type FormBody } from "../../playbook/forms.ts";
import { forbiddenWords, may, whoMay } from "../../desk/permissions.ts";
import type { DeskOutcome } from "../../desk/outcome.ts";
import type { ActCommand, FieldErrors } from "../../playbook/types.ts";
import type { Person } from "../../directory/person.ts";
import { bodyOf, commandOf, wordOf } from "../body.ts";
import type { Scene } from "../scene.ts";
import { say } from "../format.ts";
import { isResumed } from "../kept.ts";
import { typedFromBody, typedFromValues, type Typed } from "../typed.ts";
import { NotForYouPage } from "../views/not-for-you.tsx";
import { RegisterCheckPage, RegisterPage } from "../views/register.tsx";
import type { Web } from "../web.ts";
import { actingScene, type ActingScene } from "../scene-of.ts";
import { sendPage } from "../page.ts";
import { refuse } from "../failures.ts";

export function registerRoutes(web: Web): Router {
  const router = Router();
  router.get("/register", (request, response) => {
    const scene = actingScene(web, request);
    const playbook = chosen(web, request.query["playbook"], scene);
    if (!playbook) {
      refuse(web, request, response, "noPlaybook");
      return;
    }
    if (!may(scene.person, playbook.opening)) {
      sendPage(response, 403, NotForYouPage({ scene, text: say(scene, notYours(web, playbook)) }));
      return;
    }
    const typed = startingValues(playbook, request, scene);
    showForm(web, response, { scene, playbook, typed, errors: {}, commandId: web.commandId(), status: 200 });
  });
  router.post("/register", (request, response) => register(web, request, response));
  return router;
}

/** What the address asks for; else the first that this person may register. */
function chosen(web: Web, key: unknown, { person }: ActingScene): Playbook | null {
  if (typeof key === "string") return web.desk.playbook(key);
  const { playbooks } = web.desk;
  return playbooks.find((playbook) => may(person, playbook.opening)) ?? playbooks[0] ?? null;
}

function notYours(web: Web, { opening }: Playbook): Text {
  return forbiddenWords(opening, whoMay(web.desk.people, opening));
}

/** `?title=&link=` and any other field of the form; what the playbook suggests otherwise. */
function startingValues(playbook: Playbook, request: Request, scene: Scene): Typed {
  const fields = fieldsOf(playbook.opening);
  const suggested = playbook.opening.prefill?.(undefined, scene.now) ?? {};
  const asked = Object.fromEntries(
    Object.entries(typedFromBody(fields, request.query)).filter(([, values]) => values.length > 0),
  );
  return { ...typedFromValues(fields, suggested, scene.organisation.zone), ...asked };
}

interface Shown {
  readonly scene: Scene;
  readonly playbook: Playbook;
  readonly typed: Typed;
  readonly errors: FieldErrors;
  readonly commandId: string;
  readonly status: number;
}

function showForm(web: Web, response: Response, { scene, playbook, typed, errors, commandId, status }: Shown): void {
  const { playbooks } = web.desk;
  const seen = { commandId, expectedSeq: null };
  const fields = fieldsOf(playbook.opening);
  sendPage(response, status, RegisterPage({ scene, playbook, playbooks, fields, typed, errors, seen }));
}

async function register(web: Web, request: Request, response: Response): Promise<void> {
  const scene = actingScene(web, request);
  const body = bodyOf(request);
  const playbook = chosen(web, body["playbook"] ?? "", scene);
  if (!playbook) {
    refuse(web, request, response, "noPlaybook");
    return;
  }
  const fields = fieldsOf(playbook.opening);
  const typed = typedFromBody(fields, body);
  const command = commandOf(body, web.commandId);
  const { commandId } = command;
  const show = (errors: FieldErrors, status: number): void => {
    showForm(web, response, { scene, playbook, typed, errors, commandId, status });
  };
  const read = valuesFromForm(fields, body, scene.organisation.zone);
  const checked = checkForm(playbook.opening, read.values, scene.now);
  const errors = { ...(checked.ok ? {} : checked.errors), ...read.errors };
  const again = isResumed(request);
  const step = again ? "check" : wordOf(body, "step");
  // Nobody is asked to mend what they may not send.
  if (!may(scene.person, playbook.opening)) show({ "": [notYours(web, playbook)] }, 403);
  else if (step === "edit") show({}, 200);
  else if (Object.keys(errors).length > 0) show(again ? {} : errors, again ? 200 : 422);
  else {
    const lastLook = async (isRefused: boolean): Promise<void> => {
      const preview = await web.desk.preview(playbookKey(playbook), read.values, scene.person);
      const seen = { commandId, expectedSeq: null };
      const shown = { scene, playbook, fields, typed, seen, preview, notes: read.notes, isRefused };
      const { confirmed = [] } = command;
      sendPage(response, isRefused ? 409 : 200, RegisterCheckPage({ ...shown, confirmed }));
    };
    if (step === "submit")
      await submit(web, response, { playbook, values: read.values, person: scene.person, command, show, lastLook });
    else await lastLook(false);
  }
}

interface Submission {
  readonly playbook: Playbook;
  readonly values: FormBody;
  readonly person: Person;
  readonly command: ActCommand;
  readonly show: (errors: FieldErrors, status: number) => void;
  /** The page before this one again: what was asked there has not been answered, or is new. */
  readonly lastLook: (isRefused: boolean) => Promise<void>;
}

async function submit(web: Web, response: Response, submission: Submission): Promise<void> {
  const { playbook, values, person, command, show, lastLook } = submission;
  const outcome: DeskOutcome = await web.desk.open(playbookKey(playbook), values, person, command);
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
      show({ "": [outcome.sentence] }, 409);
      return;
    case "doubtful":
      await lastLook(true);
      return;
    case "not-found":
    case "conflict":
      throw new Error(`a registration was answered with "${outcome.outcome}"`);
  }
}
