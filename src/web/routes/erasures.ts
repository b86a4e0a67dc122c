/** Texts that are to be erased: what there is, who asks for it, and who else approves it. */
import { Router, type Request, type Response } from "express";
import { erasureReasons } from "../../playbook/erasures.ts";
import { statusOf } from "../../playbook/codes.ts";
import type { CommandOutcome } from "../../playbook/outcome.ts";
import { bodyOf, commandOf, wordOf } from "../body.ts";
import { authenticatedContext, type AuthenticatedContext } from "../context-of.ts";
import { refuse } from "../failures.ts";
import { formatText } from "../format.ts";
import { sendPage } from "../page.ts";
import { isProven } from "../sign-in/proof.ts";
import { ErasurePage, ErasuresPage } from "../views/organisation/erasures.tsx";
import { TextsPage, type Chosen } from "../views/organisation/erasable-texts.tsx";
import type { Web } from "../web.ts";

const incidentPattern = /^(?:organisation|#?[1-9]\d{0,9})$/;

export function erasureRoutes(web: Web): Router {
  const router = Router();
  router.get("/administration/erasures", async (request, response) => {
    const context = authenticatedContext(web, request);
    const asked = request.query["incident"];
    const isLost = typeof asked === "string" && asked !== "" && !(await isThere(web, asked, context));
    if (typeof asked === "string" && asked !== "" && !isLost) {
      response.redirect(303, `/administration/erasures/of/${incidentOf(asked)}`);
      return;
    }
    const erasures = await web.desk.erasures(context.person);
    sendPage(response, isLost ? 404 : 200, ErasuresPage({ context, erasures, isLost }));
  });
  router.get("/administration/erasures/of/:incident", async (request, response) => {
    await showTexts(web, request, response, { refs: [], reason: "", trouble: null, status: 200 });
  });
  router.post("/administration/erasures/of/:incident", async (request, response) => {
    await propose(web, request, response);
  });
  router.get("/administration/erasures/:erasure", async (request, response) => {
    await showErasure(web, request, response, null, 200);
  });
  router.post("/administration/erasures/:erasure", async (request, response) => {
    await decide(web, request, response);
  });
  return router;
}

const incidentOf = (asked: string): string => asked.trim().replace(/^#/, "");

async function isThere({ desk }: Web, asked: string, { person }: AuthenticatedContext): Promise<boolean> {
  return incidentPattern.test(asked.trim()) && (await desk.erasableTexts(incidentOf(asked), person)) !== null;
}

interface Shown extends Chosen {
  readonly trouble: string | null;
  readonly status: number;
  readonly command?: ReturnType<typeof commandOf>;
}

async function showTexts(web: Web, request: Request, response: Response, shown: Shown): Promise<void> {
  const context = authenticatedContext(web, request);
  const asked = String(request.params["incident"]);
  const found = incidentPattern.test(asked) ? await web.desk.erasableTexts(asked, context.person) : null;
  if (found === null) {
    refuse(web, request, response, "notFound");
    return;
  }
  const { status, trouble, command } = shown;
  const commandId = command?.commandId ?? web.commandId();
  sendPage(response, status, TextsPage({ context, found, chosen: shown, trouble, commandId }));
}

async function propose(web: Web, request: Request, response: Response): Promise<void> {
  const context = authenticatedContext(web, request);
  const body = bodyOf(request);
  const refs = [(Object.hasOwn(body, "texts") ? body["texts"] : undefined) ?? []]
    .flat()
    .filter((one) => typeof one === "string");
  const [reason, command] = [wordOf(body, "reason"), commandOf(request, web.commandId)];
  const again = (trouble: string | null, status: number) =>
    showTexts(web, request, response, { refs, reason, trouble, status, command });
  if (refs.length === 0 || !Object.hasOwn(erasureReasons, reason))
    return again(context.words.erasures.nothingTicked, 422);
  if (!(await isProven(web, request, response))) return;
  const incident = String(request.params["incident"]);
  const values = { incident, texts: refs, reason };
  const outcome = await web.desk.administer("ERASURE_PROPOSED", values, context.person, command);
  if (outcome.outcome === "done") response.redirect(303, "/administration/erasures");
  else await again(sentenceOf(context, outcome), statusOf(outcome));
}

async function showErasure(
  web: Web,
  request: Request,
  response: Response,
  trouble: string | null,
  status: number,
): Promise<void> {
  const context = authenticatedContext(web, request);
  const erasures = await web.desk.erasures(context.person);
  const erasure = erasures.find(({ proposal }) => proposal.id === request.params["erasure"]);
  if (!erasure) {
    refuse(web, request, response, "notFound");
    return;
  }
  const { backupDays, isKeptOutside } = web.desk;
  const commandId = web.commandId();
  sendPage(response, status, ErasurePage({ context, erasure, backupDays, isKeptOutside, trouble, commandId }));
}

async function decide(web: Web, request: Request, response: Response): Promise<void> {
  const context = authenticatedContext(web, request);
  const body = bodyOf(request);
  const isApproved = wordOf(body, "decision") === "approve";
  if (isApproved && !(await isProven(web, request, response))) return;
  const type = isApproved ? "ERASURE_APPROVED" : "ERASURE_DECLINED";
  const erasure = String(request.params["erasure"]);
  const outcome = await web.desk.administer(type, { erasure }, context.person, commandOf(request, web.commandId));
  if (outcome.outcome !== "done")
    return showErasure(web, request, response, sentenceOf(context, outcome), statusOf(outcome));
  response.redirect(303, isApproved ? `/administration/erasures/${erasure}` : "/administration/erasures");
}

function sentenceOf(context: AuthenticatedContext, outcome: Exclude<CommandOutcome, { outcome: "done" }>): string {
  if ("sentence" in outcome) return formatText(context, outcome.sentence);
  if (outcome.outcome === "invalid") return context.words.erasures.nothingTicked;
  return context.words.form.cannot;
}
