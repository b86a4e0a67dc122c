/** What every route is given. */
import type { Request, Response } from "express";
import { h, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Language } from "../../machines/playbook.ts";
import { may } from "../desk/permissions.ts";
import type { ReadOnly } from "../desk/read-only.ts";
import type { Telling } from "../desk/telling/types.ts";
import type { Desk, Person } from "../desk/types.ts";
import { assert } from "../kernel/assert.ts";
import type { ClockStep } from "../kernel/clock-watch.ts";
import type { Assets } from "./assets.ts";
import { dutyNow, isNobodyReachable } from "../roster/duty-now.ts";
import type { Scene, SceneDuty } from "./scene.ts";
import type { Door } from "./sign-in/door.ts";
import { isResumed } from "./sign-in/kept.ts";
import { formTokenFor, visitOf } from "./sign-in/visit.ts";
import { troubleSeen } from "./trouble.ts";
import { rowsSeen } from "./quarantined.ts";
import { unreachedOf } from "./unreached.ts";
import { languageOf, personOf } from "./visitor.ts";
import { FailurePage, type FailureName } from "./views/failure.tsx";
import { FormToken } from "./views/post-form.tsx";
import type { Trouble } from "./words/trouble-words.ts";
import { wordsIn } from "./words/index.ts";

export interface Web {
  readonly desk: Desk;
  /** Null: whoever comes says who they are. */
  readonly door: Door | null;
  /** Null: nobody is told anything from here. */
  readonly telling: Telling | null;
  readonly assets: Assets;
  /** Where people open the desk; null: where it listens. */
  readonly baseUrl: string | null;
  readonly commandId: () => string;
  readonly version: string;
  readonly onProblem: (problem: unknown, reference: string) => void;
  readonly clockSteps: () => readonly ClockStep[];
  /** Why nothing is recorded; null: everything is. */
  readonly readOnly: ReadOnly | null;
  /** Answers a request that has become another one: the form that a sign-in interrupted. */
  readonly answer: (request: Request, response: Response) => void;
}

export function sceneOf(web: Web, request: Request): Scene {
  const person = personOf(web.desk, request);
  const language = languageOf(web.desk, request, person);
  const { quarantined, unfit } = rowsSeen(request);
  return {
    language,
    words: wordsIn[language],
    organisation: web.desk.organisation,
    person,
    mayRegister: person !== null && web.desk.playbooks.some(({ opening }) => may(person, opening)),
    duty: person && dutyOf(web.desk),
    unreached: person ? unreachedOf(request) : [],
    trouble: troubleSeen(request),
    quarantined: person ? quarantined : [],
    unfitRows: person ? unfit : [],
    now: web.desk.now(),
    clockSteps: web.clockSteps(),
    readOnly: web.readOnly,
    // A form's own address cannot be opened with GET in every case; the one it came from can.
    here: request.method === "GET" ? request.originalUrl : "/",
    assets: web.assets,
    signsIn: web.door !== null,
    isResumed: isResumed(request),
  };
}

function dutyOf(desk: Desk): SceneDuty {
  const [directory, now] = [desk.directory(), desk.now()];
  return { layers: dutyNow(directory, now), isNobodyReachable: isNobodyReachable(directory, now) };
}

/** The scene with somebody in it, for pages that the table of access keeps from strangers. */
export function actingScene(web: Web, request: Request): ActingScene {
  const scene = sceneOf(web, request);
  const { person } = scene;
  assert(person, "the gate lets no stranger through to this page");
  return { ...scene, person };
}

export type ActingScene = Scene & { readonly person: Person };

/** For links that leave the desk. */
export function originOf({ baseUrl }: Web, request: Request): string {
  return baseUrl === null ? `${request.protocol}://${request.headers.host ?? ""}` : new URL(baseUrl).origin;
}

export function sendPage(response: Response, status: number, page: VNode): void {
  response
    .status(status)
    .type("html")
    .send(`<!doctype html>${renderToString(withFormToken(response, page))}`);
}

/** Forms on the page find the visitor's token around them. */
function withFormToken(response: Response, page: VNode): VNode {
  const value = visitOf(response.req) ? () => formTokenFor(response) ?? "" : null;
  return h(FormToken.Provider, { value, children: page }) as VNode;
}

const statuses: Readonly<Record<FailureName, number>> = {
  notFound: 404,
  noIncident: 404,
  noPlaybook: 404,
  noEvent: 404,
  tooLarge: 413,
  tooMany: 429,
  badRequest: 400,
  methodNotAllowed: 405,
  ours: 500,
  unavailable: 503,
  readOnly: 503,
  unreadable: 500,
  foreignHost: 421,
  foreignOrigin: 403,
};

export interface FailureContext {
  /** What keeps the desk from its work, where that is why. */
  readonly trouble?: Trouble | null;
  readonly assets: Assets;
  readonly language: Language;
  readonly reference?: string;
}

export function sendFailure(response: Response, name: FailureName, context: FailureContext): void {
  const { assets, language, reference = null, trouble = null } = context;
  const canGoToTheDesk = name !== "foreignHost" && name !== "foreignOrigin";
  sendPage(response, statuses[name], FailurePage({ name, trouble, reference, language, assets, canGoToTheDesk }));
}

/** The same, in the reader's language. */
export function refuse(
  web: Web,
  request: Request,
  response: Response,
  name: FailureName,
  trouble: Trouble | null = null,
): void {
  sendFailure(response, name, { assets: web.assets, language: sceneOf(web, request).language, trouble });
}
