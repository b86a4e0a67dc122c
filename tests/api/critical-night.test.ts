import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { playbooks } from "../../machines/registry.ts";
import * as schemas from "../../src/web/api/schemas.ts";
import { anApi, type Api } from "./api.ts";

const minute = 60_000;

let api: Api;
beforeEach(async () => {
  api = await anApi(Object.values(playbooks));
});
afterEach(() => api.close());

async function incident(person = "officer") {
  const reply = await api.get("/api/v1/incidents/1", { "Answerable-Person": person });
  expect(reply.status).toBe(200);
  return schemas.incidentFull.parse(reply.body);
}

/** As a program would: reads, keeps what the desk suggests, fills in the rest, sends with what it has seen. */
async function does(person: string, type: string, fields: Record<string, unknown> = {}) {
  const { events, seq } = await incident(person);
  const offered = events.find((event) => event.type === type);
  expect([type, offered?.acceptable, offered?.permitted, offered?.whyNot]).toEqual([type, true, true, null]);
  const body = { type, fields: { ...offered?.prefill, ...fields }, expectedSeq: seq };
  const reply = await api.post("/api/v1/incidents/1/events", body, { "Answerable-Person": person });
  expect([type, reply.status, reply.body["errors"], reply.body["detail"]]).toEqual([type, 201, undefined, undefined]);
  api.clock.wind(minute);
  await api.engine.runDue();
}

test("a critical night over the API ends closed, on the record, and replays", async () => {
  const opened = await api.post("/api/v1/incidents", {
    playbook: "public-incident",
    fields: {
      title: "Export shows other people's records",
      sourceKind: "call",
      discoveredAt: "2026-11-22T22:00:00+08:00",
      grade: "critical",
    },
  });
  expect(opened.status).toBe(201);
  await api.engine.runDue();
  expect((await incident()).clocks.find((clock) => clock.id === "fast-report")?.state).toBe("missed");

  await does("lead", "ESCALATION_ACKNOWLEDGED");
  await does("officer", "FAST_REPORT_SENT", {
    what: "Records were shown",
    where: "Web export",
    firstMeasures: "Export is off",
  });
  await does("lead", "CONSULTATION_OPENED", { participants: "Consultation group" });
  const unripe = (await incident("lead")).events.find((event) => event.type === "DECISION_MADE");
  expect(unripe).toMatchObject({ acceptable: false, permitted: true });
  expect(unripe?.whyNot?.en).toContain("higher authority’s view");
  await does("lead", "SUPERIOR_VIEW_RECORDED", { office: "Superior office", view: "Tell people at once" });
  await does("lead", "DECISION_MADE", {
    finding: "at-fault",
    summary: "We are at fault",
    measures: ["Review every export"],
    owner: "IT",
    dueAt: "2026-12-01T12:00:00+08:00",
  });
  await does("spokesperson", "STATEMENT_SAVED", { title: "What happened", body: "Records were shown for an hour." });
  await does("spokesperson", "STATEMENT_SUBMITTED");

  const asSuperior = { type: "STATEMENT_APPROVED", fields: { role: "superior", version: "1", digest: "x" } };
  const notHers = await api.post("/api/v1/incidents/1/events", asSuperior, { "Answerable-Person": "lead" });
  expect(notHers).toMatchObject({ status: 403, body: { code: "forbidden", who: [{ id: "superior" }] } });
  const stale = { type: "STATEMENT_APPROVED", fields: { role: "lead", version: "1", digest: "another wording" } };
  const refused = await api.post("/api/v1/incidents/1/events", stale, { "Answerable-Person": "lead" });
  expect(refused).toMatchObject({ status: 409, body: { code: "not-acceptable" } });
  expect(refused.body["detail"]).toContain("an older text");

  await does("lead", "STATEMENT_APPROVED");
  await does("superior", "STATEMENT_APPROVED");
  const published = { channels: ["website"], addresses: ["https://example.test/statement"] };
  await does("spokesperson", "REPLY_PUBLISHED", published);
  expect((await incident()).clocks.find((clock) => clock.id === "reply")?.state).toBe("met");
  await does("lead", "FOLLOW_UP_ENDED", { reason: "No more questions" });
  await does("lead", "PROMISE_KEPT", { wording: "Every export was reviewed" });
  await does("lead", "REVIEW_RECORDED", { summary: "Found late", lessons: "Test exports" });
  await does("lead", "INCIDENT_CLOSED", { reason: "Done" });
  expect(await incident("lead")).toMatchObject({ phase: "response.closed", open: false });

  const last = schemas.replayFull.parse((await api.get("/api/v1/incidents/1/replay")).body);
  expect(last.divergence).toBeNull();
  for (let seq = 0; seq <= last.lastSeq; seq += 1) {
    const reply = await api.get(`/api/v1/incidents/1/replay?at=${String(seq)}`);
    expect(schemas.replayFull.parse(reply.body)).toMatchObject({ seq, divergence: null });
  }
  const history = schemas.historyPage.parse((await api.get("/api/v1/incidents/1/history?limit=1000")).body);
  expect(history.items).toHaveLength(last.lastSeq + 1);
  expect(history.items[0]?.fields.map((field) => field.label.en)).toContain("Source");
  const messages = schemas.notificationPage.parse((await api.get("/api/v1/incidents/1/notifications?limit=200")).body);
  expect(messages.items.length).toBeGreaterThan(5);
  for (const message of messages.items) expect(message.subject.zh).not.toBe(message.type);
});

test("a new playbook needs nothing of the desk: an equipment fault goes through the same doors", async () => {
  const form = schemas.playbookFull.parse((await api.get("/api/v1/playbooks/equipment-fault")).body).opening;
  const document = (await api.get("/api/openapi.json")).body as {
    components: { schemas: Record<string, { examples: object[] }> };
  };
  const [example] = document.components.schemas["equipment-fault.1.opening"]?.examples ?? [];
  expect(form.fields.length).toBeGreaterThan(0);
  expect((await api.post("/api/v1/incidents", example)).status).toBe(201);
  expect((await incident()).playbook).toBe("equipment-fault@1");
});
