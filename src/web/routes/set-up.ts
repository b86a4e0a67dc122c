/** The first start: whoever has the code makes the desk theirs. And the links by which everybody else comes in. */
import { Router, type Request, type Response } from "express";
import { IANAZone } from "luxon";
import { lineFault } from "../../../machines/kit/characters.ts";
import type { Language } from "../../../machines/playbook.ts";
import { isMailAddress } from "../../kernel/mail-address.ts";
import { bodyOf, wordOf } from "../body.ts";
import { formatText } from "../format.ts";
import { callerOf, type SignInService } from "../sign-in-service.ts";
import { enter } from "../sign-in/enter.ts";
import { busyRetryAfterS } from "../sign-in/show.ts";
import {
  ExpiredLinkPage,
  InvitationPage,
  setUpFields,
  SetUpPage,
  type SetUpField,
  type SetUpTyped,
} from "../views/set-up.tsx";
import type { Web } from "../web.ts";
import { pageContext } from "../context-of.ts";
import { sendPage } from "../page.ts";
import { wordsIn } from "../words/index.ts";

export function setUpRoutes(web: Web, signInService: SignInService): Router {
  const router = Router();
  router.get("/set-up", async (request, response) => {
    if (!(await signInService.accounts.setUp.needed())) {
      response.redirect(303, "/sign-in");
      return;
    }
    const context = pageContext(web, request);
    sendPage(response, 200, SetUpPage({ context, typed: suggested(signInService, context.language), errors: {} }));
  });
  router.post("/set-up", (request, response) => setUp(web, signInService, request, response));
  const path = "/invitation/:secret";
  router.get(path, (request, response) => showInvitation(web, signInService, { request, response, error: null }));
  router.post(path, (request, response) => accept(web, signInService, request, response));
  return router;
}

function suggested({ suggested: { name, zone, zoneLabel } }: SignInService, language: string): SetUpTyped {
  const organisation = { nameZh: name.zh, nameEn: name.en, zone, zoneLabelZh: zoneLabel.zh, zoneLabelEn: zoneLabel.en };
  return { code: "", name: "", mail: "", password: "", language, ...organisation };
}

type Errors = Partial<Record<SetUpField, string>>;
const lineMax = 200;

async function setUp(web: Web, signInService: SignInService, request: Request, response: Response): Promise<void> {
  const context = pageContext(web, request);
  const { setUp: words, faults } = context.words.signIn;
  const body = bodyOf(request);
  const typed = Object.fromEntries(
    [...setUpFields, "language"].map((name) => {
      const value = wordOf(body, name);
      return [name, name === "password" ? value : value.trim().slice(0, lineMax)];
    }),
  ) as Record<SetUpField | "language", string>;
  const show = (errors: Errors, status: number) => {
    sendPage(response, status, SetUpPage({ context, typed, errors }));
  };
  const errors = faultsOf(typed, context.language);
  if (Object.keys(errors).length > 0) {
    show(errors, 422);
    return;
  }
  const { code, name, mail, password, nameZh, nameEn, zone, zoneLabelZh, zoneLabelEn } = typed;
  const language = typed.language === "en" ? "en" : "zh";
  const organisation = { name: { zh: nameZh, en: nameEn }, zone, zoneLabel: { zh: zoneLabelZh, en: zoneLabelEn } };
  const outcome = await signInService.accounts.setUp.run(
    code,
    { ...organisation, languages: signInService.suggested.languages },
    { name, mail, password, language },
  );
  if (outcome.outcome === "wrong-code") show({ code: words.codeWrong }, 403);
  else if (outcome.outcome === "fault") show({ password: faults[outcome.fault] }, 422);
  else if (outcome.outcome === "busy") {
    response.set("Retry-After", String(busyRetryAfterS));
    show({ password: context.words.signIn.busy }, 503);
  } else if (outcome.outcome === "mail-taken") show({ mail: words.mailTaken }, 409);
  else if (outcome.outcome === "over") response.redirect(303, "/sign-in");
  else await welcome(signInService, { request, response, mail, password });
}

interface Welcomed {
  readonly request: Request;
  readonly response: Response;
  readonly mail: string;
  readonly password: string;
}

/** The first administrator is signed in by what they have just typed. */
async function welcome(signInService: SignInService, { request, response, mail, password }: Welcomed): Promise<void> {
  const outcome = await signInService.accounts.signIn(mail, password, callerOf(signInService, request));
  if (outcome.outcome === "in") await enter(signInService, request, response, outcome);
  response.redirect(303, "/");
}

const lineFields = ["name", "nameZh", "nameEn", "zoneLabelZh", "zoneLabelEn"] as const;

function faultsOf(typed: SetUpTyped, language: Language): Errors {
  const words = wordsIn[language].signIn.setUp;
  const odd = lineFields.flatMap((name) => {
    const fault = lineFault(typed[name]);
    return fault ? [[name, fault[language]] as const] : [];
  });
  const empty = setUpFields.filter((name) => typed[name].trim() === "").map((name) => [name, words.needed]);
  return {
    ...(isMailAddress(typed.mail) ? {} : { mail: words.mailWrong }),
    ...(IANAZone.isValidZone(typed.zone) ? {} : { zone: words.zoneWrong }),
    ...(Object.fromEntries([...odd, ...empty]) as Errors),
  };
}

interface Shown {
  readonly request: Request<{ secret: string }>;
  readonly response: Response;
  readonly error: string | null;
  readonly status?: number;
}

async function showInvitation(web: Web, signInService: SignInService, shown: Shown): Promise<void> {
  const { request, response, error, status = error === null ? 200 : 422 } = shown;
  const context = pageContext(web, request);
  const { secret } = request.params;
  const waiting = await signInService.accounts.invitations.find(secret);
  const member = waiting && signInService.accounts.members.member(waiting.person);
  if (!member?.active) {
    sendPage(response, 410, ExpiredLinkPage({ context }));
    return;
  }
  const mail = (await signInService.accounts.contactsOf(member.id)).mail ?? "";
  const organisation = formatText(context, context.organisation.name);
  const path = `/invitation/${encodeURIComponent(secret)}`;
  const page = InvitationPage({ context, path, organisation, name: member.name, mail, error });
  sendPage(response, status, page);
}

async function accept(
  web: Web,
  signInService: SignInService,
  request: Request<{ secret: string }>,
  response: Response,
): Promise<void> {
  const password = wordOf(bodyOf(request), "password");
  const outcome = await signInService.accounts.accept(request.params.secret, password);
  const { faults, busy } = pageContext(web, request).words.signIn;
  if (outcome.outcome === "busy") {
    response.set("Retry-After", String(busyRetryAfterS));
    await showInvitation(web, signInService, { request, response, error: busy, status: 503 });
  } else if (outcome.outcome === "done") response.redirect(303, "/sign-in?password=set");
  else
    await showInvitation(web, signInService, {
      request,
      response,
      error: outcome.outcome === "fault" ? faults[outcome.fault] : null,
    });
}
