import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { z } from "zod";
import * as schemas from "../../src/web/api/schemas.ts";
import { anApi, type Api, type Reply } from "./api.ts";

const minute = 60_000;
const opening = { title: "Pipe burst", grade: "major", discoveredAt: "2026-11-22T22:50:00+08:00" };

let api: Api;
beforeEach(async () => {
  api = await anApi();
});
afterEach(() => api.close());

/** Parses the answer strictly: a member too many or too few fails the test. */
function shaped<Schema extends z.ZodType>(schema: Schema, reply: Reply, status = 200): z.output<Schema> {
  expect({ status: reply.status, body: reply.status === status ? "" : reply.body }).toEqual({ status, body: "" });
  expect(reply.type).toBe("application/json; charset=utf-8");
  expect(reply.headers.get("cache-control")).toBe(
    status === 200 && reply.headers.has("etag") ? "private, no-cache" : "no-store",
  );
  return schema.parse(reply.body);
}

const register = (fields: object = opening, headers: Record<string, string> = {}) =>
  api.post("/api/v1/incidents", { playbook: "leak@1", fields }, headers);

const send = (id: string, type: string, fields: object = {}, more: object = {}, headers: Record<string, string> = {}) =>
  api.post(`/api/v1/incidents/${id}/events`, { type, fields, ...more }, headers);

describe("playbooks", () => {
  test("are listed, and one is read with its fields", async () => {
    const list = shaped(schemas.playbookList, await api.get("/api/v1/playbooks"));
    expect(list.items).toHaveLength(1);
    const one = shaped(schemas.playbookFull, await api.get(list.items[0]?.links["self"] ?? ""));
    expect(one.key).toBe("leak@1");
    expect(one.opening.fields.map((field) => field.name)).toContain("discoveredAt");
    expect(one.events.map((event) => event.type)).toContain("DRAFT_SAVED");
    const again = await api.get("/api/v1/playbooks/leak");
    shaped(schemas.playbookFull, again);
    const tag = { "If-None-Match": again.headers.get("etag") ?? "" };
    expect((await api.get("/api/v1/playbooks/leak", tag)).status).toBe(304);
    expect((await api.get("/api/v1/incidents", tag)).status).toBe(200);
    expect((await api.get("/api/v1/playbooks/flood@1")).status).toBe(404);
  });
});

describe("a whole night", () => {
  test("is registered, advanced, read and replayed", async () => {
    const first = await register();
    const opened = shaped(schemas.recorded, first, 201);
    expect(opened).toMatchObject({ number: 1, seq: 0, again: false });
    expect(first.headers.get("location")).toBe(`/api/v1/incidents/${opened.id}/replay?at=0`);
    expect(first.headers.get("idempotency-key")).toMatch(/^[0-9a-f-]{36}$/);

    const read = await api.get(`/api/v1/incidents/${opened.id}`);
    const incident = shaped(schemas.incidentFull, read);
    expect(read.headers.get("etag")).toBe('"0"');
    expect(incident).toMatchObject({
      title: "Pipe burst",
      phase: "response.drafting",
      dueAt: "2026-11-22T15:20:00.000Z",
      registeredAt: "2026-11-22T14:56:00.000Z",
      clocks: [{ id: "answer", anchor: { at: "2026-11-22T14:50:00.000Z" }, state: "running" }],
    });
    expect(incident.states.map((words) => words.en)).toEqual(["Drafting", "Clock running"]);
    expect((await api.get("/api/v1/incidents/1")).body["id"]).toBe(opened.id);

    api.clock.wind(10 * minute);
    await api.engine.runDue();
    shaped(schemas.recorded, await send("1", "DRAFT_SAVED", { draft: "We fixed it." }, { expectedSeq: 0 }), 201);
    shaped(schemas.recorded, await send("1", "DRAFT_SUBMITTED", { version: "1" }), 201);
    const approved = await send("1", "DRAFT_APPROVED", { version: "1" }, {}, { "Answerable-Person": "lead" });
    shaped(schemas.recorded, approved, 201);

    const history = shaped(schemas.historyPage, await api.get(`/api/v1/incidents/${opened.id}/history`));
    expect(history.items.map((entry) => entry.kind)).toEqual([
      "start",
      "timer",
      "delivered",
      "delivered",
      "event",
      "event",
      "event",
    ]);
    expect(history.items[1]).toMatchObject({ by: { id: "timer", name: null }, dueAt: "2026-11-22T15:05:00.000Z" });
    const messages = shaped(schemas.notificationPage, await api.get(`/api/v1/incidents/${opened.id}/notifications`));
    expect(messages.items.map((message) => message.subject.en)).toEqual([
      "Registered: Pipe burst",
      "Answer due 22 Nov 2026, 23:20 (GMT+8): Pipe burst",
    ]);

    const now = shaped(schemas.replayFull, await api.get(`/api/v1/incidents/${opened.id}/replay`));
    expect(now).toMatchObject({ seq: 6, lastSeq: 6, divergence: null, open: false });
    const then = shaped(schemas.replayFull, await api.get(now.links["previous"] ?? ""));
    expect(then).toMatchObject({ seq: 5, phase: "response.approving", open: true });
    expect((await api.get(then.links["next"] ?? "")).body["seq"]).toBe(6);
    expect((await api.get(approved.headers.get("location") ?? "")).body["seq"]).toBe(6);
  });
});

describe("a list", () => {
  beforeEach(async () => {
    for (const [index, title] of ["First", "漏水了", "Third", "Fourth", "Fifth"].entries()) {
      const discoveredAt = new Date(Date.parse(opening.discoveredAt) - index * 10 * minute).toISOString();
      await register({ ...opening, title, discoveredAt, grade: index === 1 ? "ordinary" : "major" });
    }
  });

  const titles = async (query: string) => {
    const list = shaped(schemas.incidentList, await api.get(`/api/v1/incidents${query}`));
    return list.items.map((incident) => incident.title);
  };

  test("has the next deadline first, or the newest", async () => {
    expect(await titles("")).toEqual(["Fifth", "Fourth", "Third", "漏水了", "First"]);
    expect(await titles("?sort=newest")).toEqual(["Fifth", "Fourth", "Third", "漏水了", "First"]);
    expect(await titles("?text=%E6%BC%8F%E6%B0%B4")).toEqual(["漏水了"]);
    expect(await titles("?grade=ordinary")).toEqual(["漏水了"]);
    expect(await titles("?overdue=true")).toEqual(["Fifth", "Fourth"]);
    expect(await titles("?open=false")).toEqual([]);
    expect(await titles("?playbook=leak@1&phase=response.drafting&open=true&text=th")).toEqual(
      ["Fifth", "Fourth", "Third"].slice(0, 3),
    );
  });

  test("has pages, and links that keep the filters", async () => {
    const first = shaped(schemas.incidentList, await api.get("/api/v1/incidents?pageSize=2&grade=major"));
    expect(first).toMatchObject({ pageSize: 2, total: 4 });
    expect(first.links).toEqual({
      self: "/api/v1/incidents?pageSize=2&grade=major",
      first: "/api/v1/incidents?pageSize=2&grade=major",
      next: "/api/v1/incidents?pageSize=2&grade=major&after=n.4",
    });
    const second = shaped(schemas.incidentList, await api.get(first.links["next"] ?? ""));
    expect(second.items.map((incident) => incident.title)).toEqual(["Third", "First"]);
    expect(second.links).not.toHaveProperty("next");
    const back = shaped(schemas.incidentList, await api.get(second.links["previous"] ?? ""));
    expect(back.items).toEqual(first.items);
    expect(back.links).not.toHaveProperty("previous");
  });

  test.each([
    "pageSize=201",
    "pageSize=0",
    "pageSize=1e1",
    "pageSize=1.0",
    "pageSize=",
    "pageSize=%202",
    "page=1",
    "after=x",
    "after=d.1.5.0.1",
    "before=n.-1",
    "after=n.4&after=n.2",
    "open=yes",
    "sort=oldest",
    "colour=red",
    "title[$ne]=1",
    "__proto__=1",
    `text=${"x".repeat(201)}`,
  ])("refuses ?%s by name", async (query) => {
    const reply = await api.get(`/api/v1/incidents?${query}`);
    expect(reply).toMatchObject({
      status: 400,
      type: "application/problem+json; charset=utf-8",
      body: { code: "malformed-query" },
    });
    expect(Object.keys(reply.body["errors"] as object)).toEqual([query.split("=")[0]]);
  });
});

test("the notifications' earlier path leads to the present one, query and all", async () => {
  await register();
  const { status, headers } = await api.get("/api/v1/incidents/1/messages?after=a&limit=1");
  expect([status, headers.get("location")]).toEqual([308, "/api/v1/incidents/1/notifications?after=a&limit=1"]);
  expect(headers.get("link")).toBe('</api/v1/incidents/1/notifications>; rel="successor-version"');
});

test("history and notifications come in pages", async () => {
  await register();
  for (let n = 0; n < 5; n += 1) await send("1", "NOTE_ADDED", { wording: `note ${String(n)}` });
  const first = shaped(schemas.historyPage, await api.get("/api/v1/incidents/1/history?limit=4"));
  expect(first.items.map((entry) => entry.seq)).toEqual([0, 1, 2, 3]);
  const second = shaped(schemas.historyPage, await api.get(first.links["next"] ?? ""));
  expect(second.items.map((entry) => entry.seq)).toEqual([4, 5]);
  expect(second.links).not.toHaveProperty("next");
  const { items, links } = shaped(schemas.notificationPage, await api.get("/api/v1/incidents/1/notifications?limit=1"));
  expect([items.length, links]).toEqual([1, { self: "/api/v1/incidents/1/notifications?limit=1" }]);
  const behind = `/api/v1/incidents/1/notifications?limit=1&after=${items[0]?.id ?? ""}`;
  expect(shaped(schemas.notificationPage, await api.get(behind)).items).toEqual([]);
  for (const path of ["history?limit=1001", "history?after=-2", "replay?at=x", "notifications?limit=1000"])
    expect((await api.get(`/api/v1/incidents/1/${path}`)).status).toBe(400);
});

describe("a command id", () => {
  test("is the client's Idempotency-Key: the same again is the same answer", async () => {
    const key = { "Idempotency-Key": "0190-abcdef" };
    const first = shaped(schemas.recorded, await register(opening, key), 201);
    const again = await register(opening, key);
    expect(shaped(schemas.recorded, again, 200)).toEqual({ ...first, again: true });
    expect(again.headers.get("idempotency-key")).toBe("0190-abcdef");
    const quoted = await register(opening, { "Idempotency-Key": '"0190-abcdef"' });
    expect(quoted.status).toBe(200);
    const other = await register({ ...opening, title: "Another" }, key);
    expect(other).toMatchObject({ status: 422, body: { code: "command-id-reused" } });
    const theirs = { ...opening, title: "Of somebody else" };
    const stranger = await register(theirs, { ...key, "Answerable-Person": "second" });
    expect(shaped(schemas.recorded, stranger, 201)).toMatchObject({ again: false });
  });

  test.each(["short", "x".repeat(129), "with space 12345", "ünïcödé-12345", '""'])("%j is refused", async (key) => {
    const reply = await register(opening, {
      "Idempotency-Key": key,
    });
    expect(reply).toMatchObject({ status: 400, body: { code: "malformed-header" } });
  });
});

describe("a stale sender", () => {
  beforeEach(async () => {
    await register();
    await send("1", "DRAFT_SAVED", { draft: "hers" }, {}, { "Answerable-Person": "second" });
  });

  test("is told what happened since, and nothing is recorded", async () => {
    const reply = await send("1", "DRAFT_SAVED", { draft: "his" }, { expectedSeq: 0 });
    expect(reply).toMatchObject({ status: 409, body: { code: "conflict", seq: 1, since: [{ by: { name: "Sam" } }] } });
    schemas.problem.parse(reply.body);
    expect((await send("1", "DRAFT_SAVED", { draft: "his" }, { expectedSeq: 1 })).status).toBe(201);
  });

  test("may say so with If-Match", async () => {
    const stale = await send("1", "DRAFT_SAVED", { draft: "his" }, {}, { "If-Match": '"0"' });
    expect(stale).toMatchObject({ status: 412, body: { code: "precondition-failed", seq: 1 } });
    const etag = (await api.get("/api/v1/incidents/1")).headers.get("etag") ?? "";
    expect((await send("1", "DRAFT_SAVED", { draft: "his" }, {}, { "If-Match": etag })).status).toBe(201);
    expect((await send("1", "NOTE_ADDED", { wording: "x" }, {}, { "If-Match": "*" })).status).toBe(201);
  });

  test("must say it clearly", async () => {
    const unclear: readonly (readonly [string, number | undefined])[] = [
      ['W/"1"', undefined],
      ["1", undefined],
      ['"x"', undefined],
      ['"1"', 0],
    ];
    for (const [header, expectedSeq] of unclear) {
      const more = expectedSeq === undefined ? {} : { expectedSeq };
      const reply = await send("1", "NOTE_ADDED", { wording: "x" }, more, { "If-Match": header });
      expect(reply).toMatchObject({ status: 400, body: { code: "malformed-header" } });
    }
  });
});
