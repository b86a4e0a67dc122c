/** Who is looking, in which language, and what every page says of the desk. */
import type { Request } from "express";
import { may } from "../desk/permissions.ts";
import type { Desk } from "../desk/types.ts";
import type { Person } from "../directory/person.ts";
import { assert } from "../kernel/assert.ts";
import { onDutyNow, isNobodyReachable } from "../roster/duty-now.ts";
import type { PageContext, ContextDuty } from "./page-context.ts";
import { positionSeen } from "./live-position.ts";
import { isResumed } from "./saved-form.ts";
import { troubleSeen } from "./trouble.ts";
import { rowsSeen } from "./quarantined.ts";
import { brokenChannelsOf, unreachableOf } from "./unreachable.ts";
import { languageOf, personOf } from "./visitor.ts";
import { wordsIn } from "./words/index.ts";
import type { Web } from "./web.ts";

export function pageContext(web: Web, request: Request): PageContext {
  const person = personOf(web.desk, request);
  const language = languageOf(web.desk, request, person);
  const { quarantined, unfit } = rowsSeen(request);
  const organised = { directory: web.desk.directory(), at: web.desk.now() };
  return {
    language,
    words: wordsIn[language],
    organisation: web.desk.organisation,
    person,
    organised,
    mayRegister: person !== null && web.desk.playbooks.some(({ opening }) => may(person, opening, organised)),
    duty: person && dutyOf(web.desk),
    unreachable: person ? unreachableOf(request) : [],
    brokenChannels: person ? brokenChannelsOf(request, web.desk, person) : [],
    trouble: troubleSeen(request),
    quarantined: person ? quarantined : [],
    unfitRows: person ? unfit : [],
    now: web.desk.now(),
    clockSteps: web.clockSteps(),
    readOnly: web.readOnly,
    // A form's own address cannot be opened with GET in every case; the one it came from can.
    here: request.method === "GET" ? request.originalUrl : "/",
    assets: web.assets,
    livePosition: positionSeen(request),
    signsIn: web.signInService !== null,
    isResumed: isResumed(request),
  };
}

function dutyOf(desk: Desk): ContextDuty {
  const [directory, now] = [desk.directory(), desk.now()];
  return { layers: onDutyNow(directory, now), isNobodyReachable: isNobodyReachable(directory, now) };
}

/** The context with somebody in it, for pages that the table of access keeps from strangers. */
export function authenticatedContext(web: Web, request: Request): AuthenticatedContext {
  const context = pageContext(web, request);
  const { person } = context;
  assert(person, "the gate lets no stranger through to this page");
  return { ...context, person };
}

export type AuthenticatedContext = PageContext & { readonly person: Person };

/** For links that leave the desk. */
export function originOf({ baseUrl }: Web, request: Request): string {
  return baseUrl === null ? `${request.protocol}://${request.headers.host ?? ""}` : new URL(baseUrl).origin;
}
