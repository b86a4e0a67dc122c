/** Four eyes without the guard: what the machine lets through, the database refuses, on SQLite and on PostgreSQL. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { Playbook } from "../../machines/playbook.ts";
import { publicIncident } from "../../machines/public-incident/index.ts";
import type { Person } from "../../src/directory/person.ts";
import { loosenedPlaybook } from "../support/loosened-playbook.ts";
import { aPostgresServer, type PostgresServer } from "../support/postgres.ts";
import { aDutyDesk, type DutyDesk } from "../support/duty-desk.ts";
import { lead, officer } from "../support/night.ts";

/** Who wrote, and who holds both roles in which a critical statement is approved. */
const both: Person = { ...lead, roles: ["lead", "superior"] };
const deputy: Person = { ...lead, id: "deputy", roles: ["lead", "superior"] };

let server: PostgresServer;
beforeAll(async () => {
  server = await aPostgresServer();
}, 60_000);
afterAll(async () => server.remove());
let night: DutyDesk;
afterEach(() => night.engine.close());

let commands = 0;
const act = (type: string, actor: Person, values: object = {}) =>
  night.desk.act("1", type, values, actor, { commandId: `four-eyes-${String((commands += 1))}` });

async function does(type: string, actor: Person, values: object = {}): Promise<void> {
  const prefill = (await night.desk.incident("1", actor))?.offered.find(({ form }) => form.type === type)?.prefill;
  expect(await act(type, actor, { ...prefill, ...values })).toMatchObject({ outcome: "done" });
}

async function exact(): Promise<{ version: string; digest: string }> {
  const { context } = await night.engine.read((await night.desk.find("1"))!.id);
  const { version, digest } = context["submitted"] as { version: number; digest: string };
  return { version: String(version), digest };
}

/** A critical incident whose statement the lead has written and submitted. */
async function submitted(playbook: Playbook, url: string): Promise<string> {
  night = await aDutyDesk([playbook], url);
  const fields = { title: "Export", sourceKind: "call", discoveredAt: "2026-11-22T22:50:00+08:00", grade: "critical" };
  const opened = await night.desk.open("public-incident@1", fields, officer, { commandId: `open-${url}` });
  if (opened.outcome !== "done") throw new Error(JSON.stringify(opened));
  await does("FAST_REPORT_SENT", officer, { what: "Records were shown", where: "Export", firstMeasures: "It is off" });
  await does("CONSULTATION_OPENED", lead, { participants: "Consultation group" });
  await does("SUPERIOR_VIEW_RECORDED", lead, { office: "Superior office", view: "Tell people" });
  await does("DECISION_MADE", lead, { finding: "not-so", summary: "Nothing was shown", evidence: "The logs" });
  await does("STATEMENT_SAVED", lead, { title: "What happened", body: "Nothing was shown." });
  await does("STATEMENT_SUBMITTED", lead);
  return opened.id;
}

const databases: readonly [string, () => Promise<string>][] = [
  ["SQLite", async () => "sqlite::memory:"],
  ["PostgreSQL", () => server.createDatabase(`four-eyes-${String((commands += 1))}`)],
];

describe.each(databases)("with the guard removed, on %s", (_name, url) => {
  test("the author cannot approve, and nobody approves twice; nothing is written, and the next command works", async () => {
    const id = await submitted(loosenedPlaybook, await url());
    const before = await night.engine.read(id, { by: lead.id });
    expect(before.can).toContain("STATEMENT_APPROVED");

    const byAuthor = { role: "lead", ...(await exact()) };
    expect(await act("STATEMENT_APPROVED", both, byAuthor)).toMatchObject({
      outcome: "refused",
      code: "same-person",
      sentence: { zh: expect.stringContaining("起草人"), en: expect.stringContaining("You drafted this version") },
    });
    expect(await night.engine.read(id, { by: lead.id })).toEqual(before);
    expect(await night.engine.history(id)).toHaveLength(before.seq + 1);

    await does("STATEMENT_APPROVED", deputy, { role: "lead" });
    const second = act("STATEMENT_APPROVED", deputy, { role: "superior", ...(await exact()) });
    const beside = act("NOTE_ADDED", officer, { wording: "In the same moment" });
    expect(await Promise.all([second, beside])).toMatchObject([
      { outcome: "refused", code: "same-person", sentence: { en: expect.stringContaining("approved this version") } },
      { outcome: "done", seq: before.seq + 2 },
    ]);

    const superior: Person = { ...deputy, id: "superior" };
    await does("STATEMENT_APPROVED", superior, { role: "superior" });
    expect((await night.engine.read(id)).value).toMatchObject({ response: "replying" });
    const [signOff, ...others] = (await night.storage.signOffs(id)).rows;
    expect([signOff, ...others].map((row) => [row?.by, row?.key === signOff?.key])).toEqual([
      ["lead", true],
      ["deputy", true],
      ["superior", true],
    ]);
    expect(await night.engine.replay(id)).toMatchObject({ divergence: null });
  });

  test("a version that came back does not keep anybody from approving the next one", async () => {
    const id = await submitted(loosenedPlaybook, await url());
    await does("STATEMENT_APPROVED", deputy, { role: "lead" });
    await does("STATEMENT_RETURNED", both, { reason: "The time is missing" });
    await does("STATEMENT_SAVED", deputy, { title: "What happened", body: "Nothing was shown at nine." });
    await does("STATEMENT_SUBMITTED", deputy);
    expect(await act("STATEMENT_APPROVED", deputy, { role: "lead", ...(await exact()) })).toMatchObject({
      code: "same-person",
    });
    await does("STATEMENT_APPROVED", both, { role: "lead" });
    expect((await night.storage.signOffs(id)).rows.map(({ by }) => by)).toEqual(["lead", "deputy", "deputy", "lead"]);
  });
});

test("where the playbook has no words for it, the desk has", async () => {
  await submitted({ ...loosenedPlaybook, whyNot: () => null }, "sqlite::memory:");
  expect(await act("STATEMENT_APPROVED", both, { role: "lead", ...(await exact()) })).toMatchObject({
    outcome: "refused",
    code: "same-person",
    sentence: { zh: expect.stringContaining("须由他人办理"), en: expect.stringContaining("someone else") },
  });
});

test("with its guards, the database is never asked", async () => {
  await submitted(publicIncident, "sqlite::memory:");
  expect(await act("STATEMENT_APPROVED", both, { role: "lead", ...(await exact()) })).toMatchObject({
    outcome: "refused",
    code: "not-acceptable",
    sentence: { zh: expect.stringContaining("起草人"), en: expect.stringContaining("You drafted this version") },
  });
});
