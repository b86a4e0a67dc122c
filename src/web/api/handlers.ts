/** What each operation does: reads the request, asks the desk, represents the answer. Nothing here throws for a client's mistake. */
import type { Request } from "express";
import type { Doubt } from "../../../machines/playbook.ts";
import type { NewId } from "../../kernel/ids.ts";
import type { IncidentQuery } from "../../desk/ports.ts";
import { placeText } from "../../desk/places.ts";
import type { Desk } from "../../desk/types.ts";
import type { DeskOutcome } from "../../desk/outcome.ts";
import type { Person } from "../../directory/person.ts";
import { problemOfRefusal, type Problem } from "./problems.ts";
import * as json from "./represent.ts";
import type { Auth } from "../../playbook/act-command.ts";
import { readPlaces } from "./list-places.ts";
import { bodies, idempotencyHeader, queries, readBody, readCommandId, readExpectedSeq, readQuery } from "./request.ts";

export type ApiRequest = {
  readonly desk: Desk;
  readonly newId: NewId;
  readonly person: Person;
  /** How it is known that it is them. */
  readonly auth: Auth;
  readonly request: Request;
  /** Where the API is mounted: `/api`. */
  readonly base: string;
};

export type Answer =
  | { readonly status: 200; readonly text: string; readonly headers: Readonly<Record<string, string>> }
  | { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }
  | Problem;

const notFound: Problem = { problem: "not-found" };

export async function readMe({ request, person }: ApiRequest): Promise<Answer> {
  const query = readQuery(queries.none, request.query);
  if (!query.ok) return query;
  const { id, name, roles, language } = person;
  return { status: 200, body: { id, name, roles, language } };
}

export async function listPlaybooks({ desk, request, base }: ApiRequest): Promise<Answer> {
  const query = readQuery(queries.none, request.query);
  if (!query.ok) return query;
  return { status: 200, body: { items: desk.playbooks.map((playbook) => json.playbookBrief(playbook, base)) } };
}

export async function readPlaybook({ desk, request, base }: ApiRequest): Promise<Answer> {
  const query = readQuery(queries.none, request.query);
  if (!query.ok) return query;
  const playbook = desk.playbook(parameter(request, "key"));
  return playbook ? { status: 200, body: json.playbookFull(playbook, base) } : notFound;
}

export async function listIncidents({ desk, request, base }: ApiRequest): Promise<Answer> {
  const query = readQuery(queries.incidents, request.query);
  if (!query.ok) return query;
  const { overdue, text, after, before, ...rest } = query.value;
  const sort = rest.sort ?? (rest.open === true || overdue === true ? "deadline" : "newest");
  const places = readPlaces({ after, before }, sort);
  if (!places.ok) return places;
  const asked: IncidentQuery = {
    ...present(rest),
    ...places.value,
    ...(overdue === true ? { overdueAt: desk.now() } : {}),
    ...(text ? { text } : {}),
    sort,
  };
  const { rows, total, next, previous } = await desk.list(asked);
  const items = rows.map((row) => json.incidentBrief(row, base));
  const address = (place: Readonly<Record<string, string>>) => {
    const { after: _, before: __, ...others } = request.query as Record<string, string>;
    const parameters = new URLSearchParams({ ...others, ...place }).toString();
    return `${base}${request.path}${parameters === "" ? "" : `?${parameters}`}`;
  };
  const links = {
    self: address({ ...(after ? { after } : {}), ...(before ? { before } : {}) }),
    first: address({}),
    ...(previous ? { previous: address({ before: placeText(previous, sort) }) } : {}),
    ...(next ? { next: address({ after: placeText(next, sort) }) } : {}),
  };
  return { status: 200, body: { items, pageSize: rest.pageSize, total, links } };
}

/** Drops what was not asked for: a query without a filter has no such member. */
function present<Values extends object>(values: Values): { [Key in keyof Values]: Exclude<Values[Key], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

export async function openIncident(asked: ApiRequest): Promise<Answer> {
  const { desk, request, person, newId, base, auth } = asked;
  const query = readQuery(queries.none, request.query);
  if (!query.ok) return query;
  const commandId = readCommandId(request, newId);
  if (!commandId.ok) return commandId;
  const body = readBody(bodies.open, request.body, desk.now());
  if (!body.ok) return body;
  const { playbook, fields, confirm } = body.value;
  const command = { commandId: commandId.value, auth, ...(confirm === undefined ? {} : { confirmed: confirm }) };
  const outcome = await desk.open(playbook, fields, person, command);
  return written(outcome, commandId.value, base, "conflict");
}

export async function readIncident({ desk, request, person, base }: ApiRequest): Promise<Answer> {
  const query = readQuery(queries.none, request.query);
  if (!query.ok) return query;
  const view = await desk.incident(parameter(request, "id"), person, { entriesMax: 0, messagesMax: 0 });
  if (!view) return notFound;
  return {
    status: 200,
    body: json.incidentFull(view, desk.everybody, base),
    headers: { ETag: `"${String(view.instance.seq)}"` },
  };
}

export async function sendEvent(asked: ApiRequest): Promise<Answer> {
  const { desk, request, person, newId, base, auth } = asked;
  const query = readQuery(queries.none, request.query);
  if (!query.ok) return query;
  const commandId = readCommandId(request, newId);
  if (!commandId.ok) return commandId;
  const body = readBody(bodies.event, request.body, desk.now());
  if (!body.ok) return body;
  const { type, fields, confirm } = body.value;
  const expected = readExpectedSeq(request, body.value.expectedSeq);
  if (!expected.ok) return expected;
  const command = {
    commandId: commandId.value,
    auth,
    ...(expected.value === undefined ? {} : { expectedSeq: expected.value }),
    ...(confirm === undefined ? {} : { confirmed: confirm }),
  };
  const outcome = await desk.act(parameter(request, "id"), type, fields, person, command);
  return written(outcome, commandId.value, base, request.get("if-match") ? "precondition-failed" : "conflict");
}

/** Put on record before it is given away. */
export async function exportRecord({ desk, request, person, newId, auth }: ApiRequest): Promise<Answer> {
  const query = readQuery(queries.export, request.query);
  if (!query.ok) return query;
  const commandId = readCommandId(request, newId);
  if (!commandId.ok) return commandId;
  const since = (query.value.since?.split(",") ?? []).map(Number);
  const command = { commandId: commandId.value, auth };
  const exported = await desk.exportRecord(parameter(request, "id"), person, command, since);
  if (exported === null) return notFound;
  const zip = Buffer.from(exported.zip).toString("base64");
  const headers = { [idempotencyHeader]: commandId.value, "Cache-Control": "no-store" };
  return { status: 200, body: { incident: exported.number, zip }, headers };
}

/** The one place where the desk's outcomes become answers. */
function written(
  outcome: DeskOutcome,
  commandId: string,
  base: string,
  onConflict: "conflict" | "precondition-failed",
): Answer {
  const headers = { [idempotencyHeader]: commandId };
  switch (outcome.outcome) {
    case "done": {
      const location = json.rowAddress(outcome.id, outcome.seq, base);
      const status = outcome.again ? 200 : 201;
      return { status, body: json.recordedJson(outcome, base), headers: { ...headers, Location: location } };
    }
    case "invalid":
      return { problem: "invalid", errors: outcome.errors, headers };
    case "forbidden": {
      const who = outcome.who.map(({ id, name }) => ({ id, name }));
      return { problem: "forbidden", detail: outcome.sentence, more: { who }, headers };
    }
    case "refused":
      return {
        problem: problemOfRefusal(outcome.code),
        detail: outcome.sentence,
        headers,
        reason: outcome.reason ?? "",
      };
    case "doubtful":
      return { problem: "to-confirm", ...toConfirm(outcome.doubts), headers };
    case "conflict": {
      const more = { seq: outcome.seq, since: outcome.since.map(json.entryJson) };
      return { problem: onConflict, detail: conflictDetail, more, headers };
    }
    case "not-found":
      return { problem: "not-found", detail: outcome.sentence, headers };
  }
}

function toConfirm(doubts: readonly Doubt[]): Pick<Extract<Problem, object>, "detail" | "more"> {
  const member = `"confirm": ${JSON.stringify(doubts.map(({ code }) => code))}`;
  return {
    detail: {
      zh: `${doubts.map(({ text }) => text.zh).join("")}如确实如此，请在请求中加上 ${member} 重新提交；未作记录。`,
      en: `${doubts.map(({ text }) => text.en).join(" ")} If it is so, send it again with the member ${member}; nothing was recorded.`,
    },
    more: { confirm: doubts.map(({ code, text }) => ({ code, question: text })) },
  };
}

const conflictDetail = {
  zh: "在您读取之后，事件已有变化（见 since）。请看过之后，以新的 seq 重新提交；未作记录。",
  en: "The incident has changed since you read it (see `since`). Look at it, then send again with the new `seq`; nothing was recorded.",
};

export async function readHistory({ desk, request, base }: ApiRequest): Promise<Answer> {
  const query = readQuery(queries.history, request.query);
  if (!query.ok) return query;
  const { after, limit } = query.value;
  const id = parameter(request, "id");
  // One more than asked for tells whether there is a next page.
  const entries = await desk.history(id, { after, limit: limit + 1 });
  if (!entries) return notFound;
  const items = entries.slice(0, limit).map(json.entryJson);
  const address = (from: number) => `${base}${request.path}?after=${String(from)}&limit=${String(limit)}`;
  const next = entries.length > limit ? { next: address(items.at(-1)?.seq ?? after) } : {};
  return { status: 200, body: { items, links: { self: address(after), ...next } } };
}

export async function replayIncident({ desk, request, person, base }: ApiRequest): Promise<Answer> {
  const query = readQuery(queries.replay, request.query);
  if (!query.ok) return query;
  const row = await desk.find(parameter(request, "id"));
  if (!row) return notFound;
  const view = await desk.replay(row.id, query.value.at ?? row.seq, person, { messagesMax: 0 });
  if (view) return { status: 200, body: json.replayFull(view, desk.everybody, base) };
  return {
    problem: "not-found",
    detail: {
      zh: `这起事件的记录没有第 ${String(query.value.at)} 行；最后一行是 ${String(row.seq)}。`,
      en: `The log of this incident has no row ${String(query.value.at)}; its last is ${String(row.seq)}.`,
    },
  };
}

export async function listNotifications({ desk, request, person, base }: ApiRequest): Promise<Answer> {
  const query = readQuery(queries.notifications, request.query);
  if (!query.ok) return query;
  const { after, limit } = query.value;
  // One more than asked for tells whether there is a next page.
  const page = { ...(after === undefined ? {} : { after }), limit: limit + 1 };
  const found = await desk.notifications(parameter(request, "id"), person, page);
  if (!found) return notFound;
  const items = found.slice(0, limit).map(json.notificationJson);
  const address = (place: Readonly<Record<string, string>>) =>
    `${base}${request.path}?${new URLSearchParams({ ...place, limit: String(limit) }).toString()}`;
  const last = items.at(-1)?.id;
  const next = found.length > limit && last !== undefined ? { next: address({ after: last }) } : {};
  return { status: 200, body: { items, links: { self: address(after === undefined ? {} : { after }), ...next } } };
}

/** Express gives a named parameter as a string; a wildcard would give a list, and we have none. */
function parameter(request: Request, name: string): string {
  const given = request.params[name];
  return typeof given === "string" ? given : "";
}
