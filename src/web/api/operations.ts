/**
 * Every operation of the API, once: the router and the description are both made from this list, so neither can know one
 * that the other does not.
 */
import type { z } from "zod";
import type { Audience } from "../../desk/audience.ts";
import { rosterBackDays, rosterWindowDays } from "../../organisation/now.ts";
import * as handlers from "./handlers.ts";
import type { Answer, ApiRequest } from "./handlers.ts";
import { readLog } from "./log-handler.ts";
import type { ProblemCode } from "./problems.ts";
import { queries } from "./request.ts";
import * as rosterHandlers from "./roster-handlers.ts";
import * as schemas from "./schemas.ts";

export type Operation = {
  readonly id: string;
  readonly method: "get" | "post";
  /** Below the API's base, with Express's `:name` parameters. */
  readonly path: string;
  /** Who may call it, enforced where it is mounted. Of what they may send, each form says its own roles. */
  readonly who: Exclude<Audience, "anybody" | "link-holders" | "signed-in">;
  readonly summary: string;
  readonly description?: string;
  readonly query: z.ZodObject;
  /** Which of the playbooks' forms the body carries; null for no body. */
  readonly body: "opening" | "event" | null;
  /** Statuses of success, each with what the answer looks like. */
  readonly answers: Readonly<Record<number, { readonly description: string; readonly schema: z.ZodType | null }>>;
  readonly problems: readonly ProblemCode[];
  readonly handle: (asked: ApiRequest) => Promise<Answer>;
};

const reading: readonly ProblemCode[] = [
  "malformed-query",
  "nobody-acts",
  "unknown-person",
  "scope-missing",
  "forbidden",
  "internal",
  "unavailable",
];
const writing: readonly ProblemCode[] = [
  ...reading,
  "malformed-json",
  "malformed-header",
  "body-too-large",
  "not-json",
  "invalid",
  "command-id-reused",
  "too-many-entries",
];

const readingOne: readonly ProblemCode[] = [...reading, "not-found"];

/** Paths of an earlier name, which lead to the present one until the next version. */
export const movedPaths: Readonly<Record<string, string>> = {
  "/v1/incidents/:id/messages": "/v1/incidents/:id/notifications",
};

export const operations: readonly Operation[] = [
  {
    id: "readMe",
    method: "get",
    path: "/v1/me",
    who: "members",
    summary: "Who acts",
    query: queries.none,
    body: null,
    answers: { 200: { description: "The person.", schema: schemas.me } },
    problems: reading,
    handle: handlers.readMe,
  },
  {
    id: "listPeople",
    method: "get",
    path: "/v1/people",
    summary: "Everybody who belongs to the organisation, without addresses",
    description: "With `at`: everybody who belonged to it then, with the roles that they had.",
    who: "members",
    query: queries.at,
    body: null,
    answers: { 200: { description: "All of them, those who have left too.", schema: schemas.peopleNow } },
    problems: reading,
    handle: rosterHandlers.listPeople,
  },
  {
    id: "readRosterNow",
    method: "get",
    path: "/v1/roster/now",
    summary: "Who is on duty now and until when, who is next, and the gaps",
    description:
      "With `at`: who had it then, by what was on record then. No later change of people, roles, layers or zone alters it.",
    who: "members",
    query: queries.at,
    body: null,
    answers: { 200: { description: "Layer by layer.", schema: schemas.rosterNow } },
    problems: reading,
    handle: rosterHandlers.readRosterNow,
  },
  {
    id: "readRoster",
    method: "get",
    path: "/v1/roster",
    summary: "Who has, had or will have the duty from one moment to another, turn by turn",
    description: `At most ${String(rosterWindowDays)} days; up to ${String(rosterBackDays)} days back. What has been is answered by what was on record then.`,
    who: "members",
    query: queries.window,
    body: null,
    answers: { 200: { description: "Layer by layer.", schema: schemas.rosterBetween } },
    problems: reading,
    handle: rosterHandlers.readRoster,
  },
  {
    id: "listPlaybooks",
    method: "get",
    path: "/v1/playbooks",
    who: "members",
    summary: "The playbooks that incidents may run on",
    query: queries.none,
    body: null,
    answers: { 200: { description: "All of them.", schema: schemas.playbookList } },
    problems: reading,
    handle: handlers.listPlaybooks,
  },
  {
    id: "readPlaybook",
    method: "get",
    path: "/v1/playbooks/:key",
    who: "members",
    summary: "One playbook: events with their fields, states, notifications",
    description: "`key` is `id@version`, or `id` for the newest version.",
    query: queries.none,
    body: null,
    answers: { 200: { description: "The playbook.", schema: schemas.playbookFull } },
    problems: readingOne,
    handle: handlers.readPlaybook,
  },
  {
    id: "listIncidents",
    method: "get",
    path: "/v1/incidents",
    who: "incident-readers",
    summary: "Incidents, page by page",
    description:
      "Follow `links.next`: a page begins behind the last row of the one before, so that closing one in between hides none. With `sort=newest` no row ever moves; by deadline a row stands where its next deadline puts it when its page is read",
    query: queries.incidents,
    body: null,
    answers: { 200: { description: "One page.", schema: schemas.incidentList } },
    problems: reading,
    handle: handlers.listIncidents,
  },
  {
    id: "openIncident",
    method: "post",
    path: "/v1/incidents",
    who: "incident-readers",
    summary: "Register an incident",
    query: queries.none,
    body: "opening",
    answers: {
      201: { description: "Registered; it is on disk.", schema: schemas.recorded },
      200: { description: "It was registered before under the same Idempotency-Key.", schema: schemas.recorded },
    },
    problems: [...writing, "unknown-playbook", "to-confirm"],
    handle: handlers.openIncident,
  },
  {
    id: "readIncident",
    method: "get",
    path: "/v1/incidents/:id",
    who: "incident-readers",
    summary: "One incident as it is now",
    description: "`id` is the incident's id or its number. The ETag is its `seq`.",
    query: queries.none,
    body: null,
    answers: { 200: { description: "The incident.", schema: schemas.incidentFull } },
    problems: readingOne,
    handle: handlers.readIncident,
  },
  {
    id: "sendEvent",
    method: "post",
    path: "/v1/incidents/:id/events",
    who: "incident-readers",
    summary: "Send an event to an incident",
    description:
      "With `expectedSeq` (or If-Match) the event is recorded only if nothing relevant has happened since. Timers that fired and notifications that were sent are not relevant.",
    query: queries.none,
    body: "event",
    answers: {
      201: { description: "Recorded; it is on disk.", schema: schemas.recorded },
      200: { description: "It was recorded before under the same Idempotency-Key.", schema: schemas.recorded },
    },
    problems: [
      ...writing,
      "not-found",
      "unknown-event",
      "not-acceptable",
      "same-person",
      "finished",
      "to-confirm",
      "conflict",
      "precondition-failed",
    ],
    handle: handlers.sendEvent,
  },
  {
    id: "readHistory",
    method: "get",
    path: "/v1/incidents/:id/history",
    who: "incident-readers",
    summary: "The log of one incident, oldest first",
    query: queries.history,
    body: null,
    answers: { 200: { description: "Rows of the log, in words and as recorded.", schema: schemas.historyPage } },
    problems: readingOne,
    handle: handlers.readHistory,
  },
  {
    id: "readLog",
    method: "get",
    path: "/v1/log",
    who: "auditors",
    summary: "The whole log, row by row, for programs that follow it",
    description:
      "Ask again with `after` of the `last` that you have handled: each row comes once, in the order in which it was recorded. `Accept: application/x-ndjson` gets a row a line, and the next page in the header `Link`. Texts stand apart from the log: a row has their references, and `readHistory` the words.",
    query: queries.log,
    body: null,
    answers: { 200: { description: "The next rows.", schema: schemas.logPage } },
    problems: [...reading, "unreadable-row"],
    handle: readLog,
  },
  {
    id: "replayIncident",
    method: "get",
    path: "/v1/incidents/:id/replay",
    who: "incident-readers",
    summary: "The incident as it was after one row of its log",
    description: "Folds the log through the code that ran live and says where the fold and the store first differ.",
    query: queries.replay,
    body: null,
    answers: { 200: { description: "The incident at that moment.", schema: schemas.replayFull } },
    problems: readingOne,
    handle: handlers.replayIncident,
  },
  {
    id: "exportRecord",
    method: "post",
    path: "/v1/incidents/:id/export",
    who: "incident-readers",
    summary: "The signed record of one incident, which anyone can check",
    description: "Who has exported it is put on record first. How it is checked: docs/record.md.",
    query: queries.export,
    body: null,
    answers: { 200: { description: "Its files, as one ZIP archive in base64.", schema: schemas.exported } },
    problems: [...readingOne, "malformed-header", "too-many-entries", "not-exportable"],
    handle: handlers.exportRecord,
  },
  {
    id: "listNotifications",
    method: "get",
    path: "/v1/incidents/:id/notifications",
    who: "incident-readers",
    summary: "The notifications of one incident, each with the copies that its recipients were sent",
    query: queries.notifications,
    body: null,
    answers: { 200: { description: "One page, oldest first.", schema: schemas.notificationPage } },
    problems: readingOne,
    handle: handlers.listNotifications,
  },
];
