/**
 * Who may open what: every page and every form of the desk, once. The gate asks here about each route of the app, so that the
 * desk does not start with one that is missing. The API's operations say the same of themselves in `api/operations.ts`;
 * static files are for anybody.
 */
import { assert } from "../kernel/assert.ts";
import { admits, type Audience } from "../desk/audience.ts";
import type { Person } from "../directory/person.ts";

export interface Access {
  /** Method and path, as Express has them. */
  readonly route: `${"GET" | "POST"} /${string}`;
  readonly who: Audience;
  /** Among them, each form of a playbook or of the organisation says itself which roles may send it. */
  readonly byForm?: true;
  /** Where others are sent, if they may go there, instead of being told that it is not for them. */
  readonly otherwise?: "/administration";
}

/** Answered before anybody is asked who they are. */
const beforeGate = [
  { route: "GET /healthz", who: "anybody" },
  { route: "GET /readyz", who: "anybody" },
  { route: "GET /metrics", who: "anybody" },
  { route: "GET /.well-known/security.txt", who: "anybody" },
  { route: "GET /calendar/:file", who: "link-holders" },
  { route: "POST /api/v1/acknowledge/:token", who: "link-holders" },
  // The key in its header can report, and nothing else.
  { route: "POST /api/v1/reports", who: "link-holders" },
] as const satisfies readonly Access[];

const signingIn = [
  { route: "GET /sign-in", who: "anybody" },
  { route: "POST /sign-in", who: "anybody" },
  { route: "POST /sign-in/code", who: "anybody" },
  { route: "POST /sign-out", who: "signed-in" },
  { route: "POST /prove", who: "signed-in" },
  { route: "POST /sign-in/passkey/begin", who: "anybody" },
  { route: "POST /sign-in/passkey", who: "anybody" },
  { route: "POST /sign-in/provider", who: "anybody" },
  { route: "GET /sign-in/provider/back", who: "anybody" },
  { route: "GET /set-up", who: "anybody" },
  { route: "POST /set-up", who: "anybody" },
  { route: "GET /invitation/:secret", who: "link-holders" },
  { route: "POST /invitation/:secret", who: "link-holders" },
] as const satisfies readonly Access[];

/** Each of these concerns whoever sends it, and nobody else. */
const ownAccount = [
  { route: "GET /account", who: "members" },
  { route: "POST /account/password", who: "members" },
  { route: "POST /account/phone", who: "members" },
  { route: "POST /account/codes", who: "members" },
  { route: "POST /account/codes/confirm", who: "members" },
  { route: "POST /account/codes/remove", who: "members" },
  { route: "POST /account/passkeys/begin", who: "members" },
  { route: "POST /account/passkeys", who: "members" },
  { route: "POST /account/ways/end", who: "members" },
  { route: "POST /account/sessions/end-others", who: "members" },
  { route: "POST /account/tokens", who: "members" },
] as const satisfies readonly Access[];

const incidents = [
  { route: "GET /", who: "incident-readers", otherwise: "/administration" },
  { route: "GET /incidents", who: "incident-readers" },
  { route: "GET /incidents.csv", who: "incident-readers" },
  { route: "GET /register", who: "incident-readers", byForm: true },
  { route: "POST /register", who: "incident-readers", byForm: true },
  { route: "GET /reports", who: "incident-readers" },
  { route: "GET /reports/import", who: "report-settlers" },
  { route: "POST /reports/import", who: "report-settlers" },
  { route: "POST /reports/:report", who: "report-settlers" },
  { route: "GET /incidents/:number", who: "incident-readers" },
  { route: "GET /incidents/:number/events/:type", who: "incident-readers" },
  { route: "POST /incidents/:number/events/:type", who: "incident-readers", byForm: true },
  { route: "GET /incidents/:number/replay", who: "incident-readers" },
  { route: "POST /incidents/:number/export", who: "incident-readers" },
  { route: "GET /statistics", who: "incident-readers" },
  { route: "GET /statistics.csv", who: "incident-readers" },
  { route: "GET /playbooks", who: "members" },
  { route: "GET /playbooks/:key", who: "members" },
  { route: "GET /playbooks/:key/chart.svg", who: "members" },
  { route: "GET /playbooks/:key/source", who: "members" },
] as const satisfies readonly Access[];

const beingTold = [
  { route: "GET /notifications", who: "incident-readers" },
  { route: "GET /letters", who: "incident-readers" },
  // Subjects are shown to those who read incidents; whether notifications leave is everybody's business.
  { route: "GET /deliveries", who: "members" },
  { route: "POST /deliveries", who: "notification-resenders" },
  { route: "GET /channels", who: "members" },
  { route: "POST /channels/address", who: "members" },
  { route: "POST /channels/secret", who: "members" },
  { route: "POST /channels/service-secret", who: "members" },
  { route: "POST /channels/on", who: "members" },
  { route: "POST /channels/remove", who: "members" },
  { route: "POST /channels/test", who: "members" },
  { route: "POST /channels/code", who: "members" },
  { route: "GET /acknowledge/:token", who: "link-holders" },
  { route: "POST /acknowledge/:token", who: "link-holders" },
] as const satisfies readonly Access[];

const organisation = [
  { route: "GET /roster", who: "members" },
  { route: "GET /hand-over", who: "members" },
  { route: "GET /calendar", who: "members" },
  { route: "POST /calendar/:whose", who: "members" },
  { route: "GET /administration/people", who: "administration-readers" },
  { route: "GET /administration/people/invite", who: "administrators" },
  { route: "POST /administration/people/invite", who: "administrators" },
  { route: "GET /administration/people/:person/sign-in", who: "administrators" },
  { route: "POST /administration/people/:person/mail", who: "administrators" },
  { route: "POST /administration/people/:person/new-link", who: "administrators" },
  { route: "POST /administration/people/:person/start-over", who: "administrators" },
  { route: "POST /administration/people/:person/ways/end", who: "administrators" },
  { route: "POST /administration/people/:person/ways/link", who: "administrators" },
  { route: "POST /administration/copies/:copy/dismiss", who: "administrators" },
  { route: "GET /administration/limits", who: "administration-readers" },
  { route: "GET /administration", who: "administration-readers" },
  { route: "GET /administration/ladder", who: "administration-readers" },
  { route: "GET /administration/units", who: "administration-readers" },
  { route: "GET /administration/record", who: "administration-readers" },
  { route: "GET /administration/record/replay", who: "administration-readers" },
  { route: "GET /administration/erasures", who: "administration-readers" },
  { route: "GET /administration/erasures/of/:incident", who: "administrators" },
  { route: "POST /administration/erasures/of/:incident", who: "administrators" },
  { route: "GET /administration/erasures/:erasure", who: "administration-readers" },
  { route: "POST /administration/erasures/:erasure", who: "administrators" },
  { route: "GET /administration/playbooks", who: "administration-readers" },
  { route: "POST /administration/playbooks", who: "administrators" },
  { route: "POST /administration/playbooks/folder", who: "administrators" },
  { route: "GET /administration/playbooks/:digest", who: "administration-readers" },
  { route: "POST /administration/playbooks/:digest", who: "administrators" },
  { route: "GET /administration/intake", who: "administration-readers" },
  { route: "POST /administration/intake", who: "administrators" },
  { route: "POST /administration/intake/end", who: "administrators" },
  { route: "GET /administration/:type", who: "members", byForm: true },
  { route: "POST /administration/:type", who: "members", byForm: true },
] as const satisfies readonly Access[];

const everywhere = [
  { route: "POST /language", who: "anybody" },
  { route: "GET /about", who: "members" },
  // Each is told of what their roles may read.
  { route: "GET /live", who: "members" },
  // Only where nobody signs in.
  { route: "GET /i-am", who: "anybody" },
  { route: "POST /i-am", who: "anybody" },
] as const satisfies readonly Access[];

const table = [
  ...beforeGate,
  ...signingIn,
  ...ownAccount,
  ...incidents,
  ...beingTold,
  ...organisation,
  ...everywhere,
] as const;

type Entry = (typeof table)[number];
export type Route = Entry["route"];

type SignedIn = Exclude<Entry, { readonly who: "anybody" | "link-holders" | "signed-in" } | { readonly byForm: true }>;
/** Where the forms lead that are no playbook's and that only somebody who is signed in may send. */
export type OwnFormPath = SignedIn["route"] extends infer One
  ? One extends `POST ${infer Path}`
    ? Path
    : never
  : never;

export const access: readonly Access[] = table;

const byRoute: ReadonlyMap<string, Access> = new Map(access.map((entry) => [entry.route, entry]));

export function accessTo(route: string): Access {
  const entry = byRoute.get(route);
  assert(entry, `src/web/access.ts does not say who may open ${route}`);
  return entry;
}

/** For links and buttons: none is shown that leads to a refusal. */
export function mayOpen(person: Pick<Person, "roles"> | null, route: Route): boolean {
  return admits(accessTo(route).who, person);
}

/** For routes that no gate stands before: nobody has been asked there who they are. */
export function assertForAnybody(routes: readonly string[]): void {
  const closed = routes.filter((route) => !admits(accessTo(route).who, null));
  assert(closed.length === 0, `${closed.join(", ")} would be answered before anybody is asked who they are`);
}
