/** Every route of the table as requests that can be made: addresses filled in, and each form of a playbook by itself. */
import type { Role } from "../../machines/playbook.ts";
import { organisation } from "../../machines/organisation/index.ts";
import type { Audience } from "../../src/desk/audience.ts";
import type { Desk } from "../../src/desk/types.ts";
import { access, type Access } from "../../src/web/access.ts";
import type { Actor } from "../support/one-of-each-role.ts";
import { rolesIn } from "../support/roles-in.ts";
import type { Fields, Page } from "../support/visitor.ts";

export interface Case {
  /** With an address that can be asked for: `GET /incidents/1`. */
  readonly request: string;
  readonly fields: Fields;
  readonly entry: Access;
  /** Roles that the form names, where a form decides. */
  readonly by: readonly Role[] | null;
}

/** Said once more, and by hand: the test would agree with any mistake that it read from the code. */
const rolesOf: Readonly<Record<Audience, readonly Role[] | "everybody" | "signed-in" | "any role">> = {
  anybody: "everybody",
  "link-holders": "everybody",
  "signed-in": "signed-in",
  members: "any role",
  "incident-readers": ["duty-officer", "lead", "unit-contact", "spokesperson", "superior", "auditor"],
  "administration-readers": ["administrator", "lead", "auditor"],
  administrators: ["administrator"],
  "report-settlers": ["duty-officer", "lead"],
  auditors: ["auditor"],
  "notification-resenders": ["duty-officer", "lead", "administrator"],
};

export type Outcome = "opens" | "asks who it is" | "sends elsewhere" | "refuses";

export function expectedOf({ entry, by }: Case, actor: Actor): Outcome {
  const roles = rolesOf[entry.who];
  if (roles === "everybody") return "opens";
  if (actor === null) return "asks who it is";
  const isAmong =
    roles === "signed-in" || (roles === "any role" ? actor.length > 0 : roles.some((role) => actor.includes(role)));
  if (!isAmong) return entry.otherwise !== undefined && actor.includes("administrator") ? "sends elsewhere" : "refuses";
  return by === null || by.some((role) => actor.includes(role)) ? "opens" : "refuses";
}

/** What these answer by themselves to a request with nothing in it, whoever asks. */
const ownAnswers: Readonly<Record<string, number>> = {
  "GET /calendar/:file": 404,
  "GET /.well-known/security.txt": 404,
  "POST /sign-in": 401,
  "POST /sign-in/code": 401,
  "POST /sign-in/passkey": 401,
  "POST /sign-in/provider": 404,
  "GET /sign-in/provider/back": 401,
  "POST /prove": 401,
  "GET /invitation/:secret": 410,
  "POST /invitation/:secret": 410,
  "GET /acknowledge/:token": 404,
  "GET /letters": 308,
  // Of a database in memory nothing is signed.
  "POST /incidents/:number/export": 404,
  "GET /administration/erasures/:erasure": 404,
  "POST /administration/erasures/:erasure": 404,
  // Nobody has opened a shelf in this world.
  "GET /playbooks/:key/source": 404,
  // Nothing is reported in it.
  "POST /api/v1/reports": 404,
  "GET /reports": 404,
  "GET /reports/import": 404,
  "POST /reports/import": 404,
  "POST /reports/:report": 404,
  "GET /administration/intake": 404,
  "POST /administration/intake": 404,
  "POST /administration/intake/end": 404,
  "GET /administration/playbooks": 404,
  "POST /administration/playbooks": 404,
  "POST /administration/playbooks/folder": 404,
  "GET /administration/playbooks/:digest": 404,
  "POST /administration/playbooks/:digest": 404,
};

export function outcomeOf({ entry, request }: Case, { status, location, text }: Page): Outcome | `answers ${number}` {
  if (status === ownAnswers[entry.route] && !text.includes("Your text is kept")) return "opens";
  if (/^\/(sign-in|i-am)\?back=/.test(location ?? "")) return "asks who it is";
  if (status === 401) return "asks who it is";
  if (status === 403) return "refuses";
  if (entry.otherwise !== undefined && location === entry.otherwise) return "sends elsewhere";
  const isFine = status === 200 || status === 303;
  if (isFine || (request.startsWith("POST") && [400, 409, 422].includes(status))) return "opens";
  return `answers ${status}`;
}

const inAddress: Readonly<Record<string, string>> = {
  number: "1",
  incident: "1",
  type: "GRADE_CHANGED",
  key: "public-incident",
  whose: "own",
  person: "only-here",
  file: `${"x".repeat(40)}.ics`,
};

function filledIn(route: string, more: Readonly<Record<string, string>> = {}): string {
  return route.replace(/:(\w+)/g, (_whole, name: string) => more[name] ?? inAddress[name] ?? "nothing-of-that-name");
}

let tries = 0;

export function casesOf(desk: Desk, routes: readonly string[]): readonly Case[] {
  return access
    .filter(({ route }) => routes.includes(route))
    .flatMap((entry) => {
      // Wrong passwords of one address are counted, so each comes with another.
      const fields = entry.route === "POST /sign-in" ? { mail: `${(tries += 1)}@example.test` } : {};
      return entry.byForm ? formCases(desk, entry) : [{ request: filledIn(entry.route), fields, entry, by: null }];
    });
}

/** The incident of the test is an ordinary one, whose statement the lead alone approves. */
const byAtOrdinary: Readonly<Record<string, readonly Role[]>> = { STATEMENT_APPROVED: ["lead"] };

function formCases(desk: Desk, entry: Access): readonly Case[] {
  const { route } = entry;
  if (route.endsWith("/register"))
    return desk.playbooks.map(({ id, opening: { by } }) =>
      route.startsWith("GET")
        ? { request: `${route}?playbook=${id}`, fields: {}, entry, by: rolesIn(by) }
        : { request: route, fields: { playbook: id }, entry, by: rolesIn(by) },
    );
  const ofIncident = route.includes("/incidents/");
  const sent = ofIncident
    ? desk.playbook("public-incident")!.events.map(({ type, by }) => ({ type, by: byAtOrdinary[type] ?? by }))
    : organisation.events;
  return sent
    .filter(({ type, by }) => by.length > 0 && !recordedElsewhere.includes(type))
    .map(({ type, by }) => ({ request: filledIn(route, { type }), fields: {}, entry, by: rolesIn(by) }));
}

/** Events of the organisation that no form sends. */
const recordedElsewhere: readonly string[] = [
  "CONTACT_CHANGED",
  "SIGN_IN_CHANGED",
  "SESSIONS_ENDED",
  "TOKEN_ISSUED",
  "TOKEN_REVOKED",
  "CALENDAR_ADDRESS_RENEWED",
  "PLAYBOOK_LOADED",
  "PLAYBOOK_PROPOSED",
  "PLAYBOOK_ACTIVATED",
  "PLAYBOOK_DECLINED",
  "RECORD_EXPORTED",
  "RECORD_KEY_CHANGED",
  "RECORD_CONTINUED",
  "INTAKE_KEY_CREATED",
  "INTAKE_KEY_ENDED",
  "REPORT_SETTLED",
  "REPORT_CONTACTS_ERASED",
];
