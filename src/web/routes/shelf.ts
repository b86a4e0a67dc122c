/** Playbooks of the office's own: a file is checked, proposed by one administrator, and activated by another. */
import { Router, type Request, type Response } from "express";
import { playbookKey } from "../../../machines/playbook.ts";
import { statusOf } from "../../playbook/codes.ts";
import type { ShelfDesk } from "../../shelf/shelf-desk.ts";
import { bodyOf, commandOf, wordOf } from "../body.ts";
import { authenticatedContext } from "../context-of.ts";
import { refuse } from "../failures.ts";
import { formatText } from "../format.ts";
import { sendPage } from "../page.ts";
import { isProven } from "../sign-in/proof.ts";
import { ReviewPage } from "../views/organisation/playbook-review.tsx";
import { ShelfPage, type Asked } from "../views/organisation/shelf.tsx";
import type { Web } from "../web.ts";

/** Of a text that is pasted: longer than any file that is taken. */
const textMax = 400_000;
const nothingAsked: Asked = { text: "", faults: [], trouble: null };

type Handle = (shelf: ShelfDesk, request: Request, response: Response) => Promise<void> | void;

export function shelfRoutes(web: Web): Router {
  const router = Router();
  const on = (handle: Handle) => async (request: Request, response: Response) => {
    if (web.shelf === null) refuse(web, request, response, "notFound");
    else await handle(web.shelf, request, response);
  };
  router.get(
    "/administration/playbooks",
    on((...asked) => showShelf(web, ...asked, nothingAsked, 200)),
  );
  router.post(
    "/administration/playbooks",
    on((...asked) => check(web, ...asked)),
  );
  router.post(
    "/administration/playbooks/folder",
    on((...asked) => readFolder(web, ...asked)),
  );
  router.get(
    "/administration/playbooks/:digest",
    on((...asked) => showReview(web, ...asked, null, 200)),
  );
  router.post(
    "/administration/playbooks/:digest",
    on((...asked) => decide(web, ...asked)),
  );
  router.get(
    "/playbooks/:key/source",
    on((...asked) => showSource(web, ...asked)),
  );
  return router;
}

async function readFolder(web: Web, shelf: ShelfDesk, request: Request, response: Response): Promise<void> {
  if (!(await isProven(web, request, response))) return;
  await shelf.readFolder(authenticatedContext(web, request).person.id);
  response.redirect(303, "/administration/playbooks#folder");
}

async function showSource(web: Web, shelf: ShelfDesk, request: Request, response: Response): Promise<void> {
  const playbook = web.desk.playbook(String(request.params["key"]));
  const source = playbook === null ? null : await shelf.source(playbookKey(playbook));
  if (source === null) refuse(web, request, response, "noPlaybook");
  else response.type("text/plain").send(source.text);
}

function showShelf(web: Web, shelf: ShelfDesk, request: Request, response: Response, asked: Asked, status: number) {
  const context = authenticatedContext(web, request);
  const parts = { waiting: shelf.waiting(), shelved: shelf.shelved(), folder: shelf.folder() };
  sendPage(response, status, ShelfPage({ context, ...parts, asked }));
}

async function check(web: Web, shelf: ShelfDesk, request: Request, response: Response): Promise<void> {
  const { words } = authenticatedContext(web, request);
  // A form sends its lines with two characters at the end of each.
  const text = (["file", "text"] as const)
    .map((name) => wordOf(bodyOf(request), name, textMax).replaceAll("\r\n", "\n"))
    .find((one) => one.trim() !== "");
  if (text === undefined) {
    showShelf(web, shelf, request, response, { ...nothingAsked, trouble: words.shelf.nothing }, 422);
    return;
  }
  if (text.includes("\uFFFD")) {
    showShelf(web, shelf, request, response, { text, faults: [], trouble: words.shelf.noUtf8 }, 422);
    return;
  }
  const { digest, faults } = await shelf.keep("playbook.yaml", text);
  if (faults.length === 0) response.redirect(303, `/administration/playbooks/${digest}`);
  else showShelf(web, shelf, request, response, { text, faults, trouble: words.shelf.faults(faults.length) }, 422);
}

async function showReview(
  web: Web,
  shelf: ShelfDesk,
  request: Request,
  response: Response,
  trouble: string | null,
  status: number,
): Promise<void> {
  const context = authenticatedContext(web, request);
  const digest = String(request.params["digest"]);
  const review = /^[0-9a-f]{64}$/.test(digest) ? await shelf.review(digest) : null;
  if (review === null) {
    refuse(web, request, response, "notFound");
    return;
  }
  const { playbook } = review;
  const svg = playbook === null ? null : await web.drawings.draw(playbook, { language: context.language });
  sendPage(response, status, ReviewPage({ context, review, svg, trouble, commandId: web.commandId() }));
}

async function decide(web: Web, shelf: ShelfDesk, request: Request, response: Response): Promise<void> {
  const context = authenticatedContext(web, request);
  const { person } = context;
  const body = bodyOf(request);
  const [decision, proposal] = [wordOf(body, "decision"), wordOf(body, "proposal")];
  const command = commandOf(request, web.commandId);
  if (decision !== "decline" && !(await isProven(web, request, response))) return;
  const digest = String(request.params["digest"]);
  const outcome =
    decision === "activate"
      ? await shelf.activate(proposal, person.id, command)
      : decision === "decline"
        ? await shelf.decline(proposal, person.id, command)
        : await shelf.propose(digest, person.id, command);
  if (outcome.outcome === "done") {
    response.redirect(303, "/administration/playbooks");
    return;
  }
  const sentence = "sentence" in outcome ? formatText(context, outcome.sentence) : context.words.form.cannot;
  await showReview(web, shelf, request, response, sentence, statusOf(outcome));
}
