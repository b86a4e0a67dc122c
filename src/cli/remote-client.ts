/**
 * When a server holds the data, what changes something goes through its API, so that one process writes. Reading goes on
 * beside it, except that whoever shows a token is told what a program with that token would be. The API's answers become
 * the same outcomes as those of a desk of our own.
 */
import { z } from "zod";
import type { Text } from "../../machines/playbook.ts";
import type { Desk } from "../desk/types.ts";
import type { DeskOutcome } from "../desk/outcome.ts";
import type { TimelineEntry } from "../playbook/types.ts";
import type { Person } from "../directory/person.ts";
import { TooManyError } from "../kernel/pace.ts";
import { knownCode, rowOf } from "../playbook/codes.ts";
import { CliFailure, exitCodes } from "./exit-codes.ts";
import { peopleFrom, rosterBetweenFrom, rosterFrom } from "./remote-people.ts";
import type { DeskClient } from "./cli-context.ts";

const answerTimeoutMs = 30_000;

/** `reading` looks at the same data; `address` is where the server listens. */
export function remoteClient(reading: DeskClient, address: string, token: string | null = null): DeskClient {
  const post = async (path: string, body: unknown, actor: Person, commandId: string): Promise<DeskOutcome> => {
    const { response, json } = await request({ address, token }, path, body, actor, commandId);
    return outcomeOf(response, json, reading);
  };
  return {
    ...reading,
    ...(token === null ? {} : askingFor(reading, { address, token })),
    open: (playbook, values, actor, { commandId, confirmed = [] }) =>
      post("/api/v1/incidents", { playbook, fields: values, confirm: confirmed }, actor, commandId),
    act: (id, type, values, actor, { commandId, expectedSeq, confirmed = [] }) =>
      post(
        `/api/v1/incidents/${encodeURIComponent(id)}/events`,
        { type, fields: values, confirm: confirmed, ...(expectedSeq === undefined ? {} : { expectedSeq }) },
        actor,
        commandId,
      ),
    exportRecord: async (id, actor, { commandId }, since = []) => {
      const query = since.length === 0 ? "" : `?since=${since.join(",")}`;
      const path = `/api/v1/incidents/${encodeURIComponent(id)}/export${query}`;
      const { response, json } = await request({ address, token }, path, {}, actor, commandId);
      const done = exported.safeParse(json);
      if (done.success) return { number: done.data.incident, zip: Buffer.from(done.data.zip, "base64") };
      if (response.status === notFoundStatus) return null;
      throw refusal(response, problem.safeParse(json).data);
    },
    // A token is no proof of who sits there now.
    administer: async () => {
      const page = `${address}/administration/erasures`;
      throw new CliFailure(
        exitCodes.refused,
        `The desk is running at ${address}. Request and approve erasures on its page ${page}, where each person proves who they are, or stop it first.`,
      );
    },
  };
}

type PeopleReads = Pick<DeskClient, "peopleNow" | "rosterNow" | "rosterBetween">;

/** A server that has just gone is no loss here: what it would say stands in the data. */
function askingFor(reading: PeopleReads, server: Server): PeopleReads & Pick<DeskClient, "tokenPerson"> {
  const ask = async <Answer>(path: string, read: (json: unknown) => Answer | null, instead: () => Promise<Answer>) => {
    const response = await fetch(`${server.address}${path}`, asProgram(server)).catch(() => null);
    if (response === null) return instead();
    const json: unknown = await response.json().catch(() => null);
    const answer = response.ok ? read(json) : null;
    if (answer === null) throw refusal(response, problem.safeParse(json).data);
    return answer;
  };
  return {
    tokenPerson: () => ask("/api/v1/me", (json) => me.safeParse(json).data?.id ?? null, gone),
    peopleNow: (at) => ask(`/api/v1/people${query({ at })}`, peopleFrom, () => reading.peopleNow(at)),
    rosterNow: (at) => ask(`/api/v1/roster/now${query({ at })}`, rosterFrom, () => reading.rosterNow(at)),
    rosterBetween: (from, until) =>
      ask(`/api/v1/roster${query({ from, until })}`, rosterBetweenFrom, () => reading.rosterBetween(from, until)),
  };
}

const me = z.object({ id: z.string() });

const gone = () =>
  Promise.reject(new CliFailure(exitCodes.cannotOpen, "The server that holds the data has just gone. Try again."));

function query(moments: Readonly<Record<string, number | undefined>>): string {
  const given = Object.entries(moments).flatMap(([name, at]) =>
    at === undefined ? [] : [`${name}=${new Date(at).toISOString()}`],
  );
  return given.length === 0 ? "" : `?${given.join("&")}`;
}

function asProgram({ token }: Server): RequestInit {
  const headers = { Authorization: `Bearer ${token ?? ""}`, Accept: "application/json, application/problem+json" };
  return { headers, redirect: "error", signal: AbortSignal.timeout(answerTimeoutMs) };
}

function refusal(response: Response, said: z.output<typeof problem> | undefined): CliFailure {
  const { status } = response;
  if (said === undefined || status < 400) return notUnderstood(status);
  if (status >= 500) return new CliFailure(exitCodes.cannotOpen, `The server answered ${status}: ${said.detail}`);
  if (status === tooManyStatus) return askedToWait(response);
  return new CliFailure(exitCodes.refused, `${said.detail} ${giveToken}`);
}

const tooManyStatus = 429;

/** In the same words as without a server: a reader of the terminal has no `Retry-After`. */
function askedToWait({ headers }: Response): CliFailure {
  const seconds = Number(headers.get("retry-after") ?? retryWhenUnsaidS);
  return new CliFailure(exitCodes.refused, new TooManyError(seconds * 1_000).message);
}

const retryWhenUnsaidS = 60;

const giveToken = "Give it with --token or ANSWERABLE_TOKEN.";

const notUnderstood = (status: number) =>
  new CliFailure(exitCodes.ours, `Unexpected answer from the server (status ${status}).`);

interface Server {
  readonly address: string;
  /** Null where nobody signs in: then the server is told who acts. */
  readonly token: string | null;
}

async function request(
  { address, token }: Server,
  path: string,
  body: unknown,
  actor: Person,
  commandId: string,
): Promise<{ response: Response; json: unknown }> {
  try {
    const response = await fetch(`${address}${path}`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json, application/problem+json",
        "Accept-Language": actor.language,
        ...(token === null ? { "Answerable-Person": actor.id } : { Authorization: `Bearer ${token}` }),
        "Idempotency-Key": commandId,
      },
      body: JSON.stringify(body),
      redirect: "error",
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
    return { response, json: await response.json() };
  } catch (error) {
    const why = error instanceof Error ? formatCause(error) : String(error);
    throw new CliFailure(
      exitCodes.cannotOpen,
      `A server holds the data and was asked at ${address}, but did not answer (${why}). Send it again with --command-id ${commandId}: what has happened already does not happen twice.`,
    );
  }
}

function formatCause(error: Error): string {
  return error.cause instanceof Error ? error.cause.message : error.message;
}

const notFoundStatus = 404;

const exported = z.object({ incident: z.int(), zip: z.base64() });

const recorded = z.object({ id: z.string(), number: z.int(), seq: z.int(), again: z.boolean() });

const problem = z.object({
  code: z.string(),
  detail: z.string(),
  errors: z.record(z.string(), z.array(z.string())).default({}),
  who: z.array(z.object({ id: z.string() })).default([]),
  seq: z.int().optional(),
  since: z.array(z.unknown()).default([]),
  confirm: z.array(z.object({ code: z.string(), question: z.object({ zh: z.string(), en: z.string() }) })).default([]),
});

function outcomeOf(response: Response, json: unknown, reading: Desk): DeskOutcome {
  const { status } = response;
  const done = recorded.safeParse(json);
  if (done.success && status < 300) return { outcome: "done", ...done.data };
  const read = problem.safeParse(json);
  if (!read.success) throw notUnderstood(status);
  const { code, detail, errors, who, seq, since, confirm } = read.data;
  if (status >= 500) throw new CliFailure(exitCodes.cannotOpen, `The server answered ${status}: ${detail}`);
  if (status === tooManyStatus) throw askedToWait(response);
  const sentence = both(detail);
  if (code === "nobody-acts" || code === "scope-missing")
    throw new CliFailure(exitCodes.refused, `${detail} ${giveToken}`);
  const { outcome } = rowOf(knownCode(code));
  switch (outcome) {
    case "invalid":
      return {
        outcome: "invalid",
        errors: Object.fromEntries(Object.entries(errors).map(([name, said]) => [name, said.map(both)])),
      };
    case "forbidden":
      return { outcome: "forbidden", sentence, who: who.flatMap(({ id }) => reading.person(id) ?? []) };
    case "conflict":
      return { outcome: "conflict", seq: seq ?? 0, since: since.map(entryOf) };
    case "doubtful":
      return { outcome: "doubtful", doubts: confirm.map((one) => ({ code: one.code, text: one.question })) };
    case "not-found":
      return { outcome: "not-found", sentence };
    case undefined:
      break;
  }
  return { outcome: "refused", code, sentence };
}

/** The server answers in one language. */
const both = (text: string): Text => ({ zh: text, en: text });

const words = z.object({ zh: z.string(), en: z.string() });
const when = z.iso.datetime({ offset: true }).transform((iso) => Date.parse(iso));

const entry = z.object({
  seq: z.int(),
  at: when,
  dueAt: when.nullable(),
  kind: z.enum(["start", "event", "timer", "stale", "delivered", "dead-lettered", "erased"]),
  title: words,
  by: z.object({ id: z.string(), name: z.string().nullable() }),
  commandId: z.string().nullable(),
  event: z.looseObject({ type: z.string() }),
  stateHash: z.string(),
});

/** Enough of an entry to show what happened since. */
function entryOf(json: unknown): TimelineEntry {
  const { seq, at, dueAt, kind, title, by, commandId, event, stateHash } = entry.parse(json);
  const row = {
    instance: "",
    seq,
    kind,
    at,
    dueAt,
    by: by.id,
    as: null,
    auth: null,
    commandId,
    event: { type: event.type },
    timer: null,
    detail: null,
    stateHash,
  };
  return { seq, at, dueAt, kind, title, by: by.name, fields: [], row };
}
