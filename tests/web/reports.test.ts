/** Reports from outside: off without a key, one for a thousand of the same, and an incident only by a person. */
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import express from "express";
import { openReportsDesk } from "../../src/reports/reports-desk.ts";
import { intakeRouter } from "../../src/web/api/reports.ts";
import { systemActor } from "../../machines/organisation/people.ts";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";
import { formFields, Visitor } from "../support/visitor.ts";

let desk: NightDesk;
let officer: Visitor;
let administrator: Visitor;
beforeEach(async () => {
  desk = await aNightDesk(undefined, undefined, { hasReports: true });
  const who = (role: string) => desk.desk.people.find(({ roles }) => roles.join() === role)!.id;
  officer = new Visitor(desk, who("duty-officer"));
  administrator = new Visitor(desk, desk.desk.people.find(({ roles }) => roles.includes("administrator"))!.id);
});
afterEach(() => desk.shut());

async function keyFor(source: string, shape = "answerable", mapping = ""): Promise<string> {
  const page = await administrator.post("/administration/intake", { source, shape, mapping });
  expect(page.status).toBe(200);
  return /answerable_intake_[\w-]+/.exec(page.text)![0];
}

async function send(key: string, body: unknown) {
  const response = await fetch(`${desk.origin}/api/v1/reports`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const alert = (startsAt: string, status = "firing") => ({
  version: "4",
  groupKey: '{}:{alertname="Disk"}',
  status,
  commonLabels: { alertname: "Disk" },
  commonAnnotations: { summary: "Disk of db-1 is full", description: "3 % left" },
  externalURL: "https://alerts.example.test",
  alerts: [{ status, labels: { alertname: "Disk", instance: "db-1" }, annotations: {}, startsAt, fingerprint: "f1" }],
});
const night = "2026-11-22T20:50:00+08:00";

test("nothing can be sent in until an administrator creates a key, and nothing else can be done with it", async () => {
  expect(await send("answerable_intake_guessed", { key: "1", title: "x" })).toMatchObject({ status: 401 });
  expect((await officer.post("/administration/intake", { source: "Monitoring", shape: "answerable" })).status).toBe(
    403,
  );
  const key = await keyFor("Monitoring");
  expect(await send(key, { key: "1", title: "Water is brown" })).toMatchObject({
    status: 201,
    body: { report: 1, count: 1 },
  });
  const read = await fetch(`${desk.origin}/api/v1/incidents`, { headers: { authorization: `Bearer ${key}` } });
  expect(read.status).toBeGreaterThanOrEqual(400);
  const page = (await administrator.get("/administration/intake")).text;
  expect(page).not.toContain(key);
  const { key: id } = formFields(page, "/administration/intake/end");
  await administrator.post("/administration/intake/end", { key: id! });
  expect(await send(key, { key: "2", title: "x" })).toMatchObject({ status: 401 });
  const history = await desk.desk.organisationHistory();
  expect(history.map(({ row }) => row.event.type)).toEqual(
    expect.arrayContaining(["INTAKE_KEY_CREATED", "INTAKE_KEY_ENDED"]),
  );
  expect(JSON.stringify(history)).not.toContain(key);
});

test("the same alert a thousand times is one report; one that fires again after it was settled is another", async () => {
  const key = await keyFor("Monitoring", "alertmanager");
  expect(await send(key, alert(night))).toMatchObject({ status: 201 });
  // A thousand in all, most of them without the network between.
  for (let time = 0; time < 998; time += 1) await desk.reports!.accept(key, async () => alert(night));
  expect(await send(key, alert(night))).toMatchObject({ status: 200, body: { report: 1, count: 1000 } });
  expect(await desk.reports!.waiting()).toBe(1);
  expect((await officer.get("/")).text).toContain("1 report came in");
  const list = (await officer.get("/reports")).text;
  expect(list).toContain("Disk of db-1 is full");
  expect(list).toContain("came 1000 times");
  expect(await send(key, alert(night, "resolved"))).toMatchObject({ status: 200, body: { over: true } });
  expect((await officer.get("/reports")).text).toContain("it is over since");
  expect((await officer.post("/reports/1", { outcome: "nothing", reason: "A test" })).status).toBe(303);
  // Late repeats of the settled one are counted with it.
  expect(await send(key, alert(night))).toMatchObject({ body: { report: 1, count: 1001 } });
  await desk.wind(30);
  expect(await send(key, alert("2026-11-22T21:20:00+08:00"))).toMatchObject({ status: 201, body: { report: 2 } });
});

test("a person registers an incident from it: what was sent is filled in, grade and discovery are not", async () => {
  const key = await keyFor("Facility desk");
  await send(key, { key: "7", title: "Water is brown\u202e", detail: "Dormitory 4", contact: "555 0100" });
  const list = (await officer.get("/reports")).text;
  expect(list).toContain("555 0100");
  const link = /href="(\/register\?report=1[^"]*)"/.exec(list)![1]!.replaceAll("&amp;", "&");
  const form = formFields((await officer.get(link)).text, "/register");
  expect(form).toMatchObject({ report: ["1"], title: ["Water is brown"], summary: ["Dormitory 4"] });
  expect(form["grade"]).toBeUndefined();
  const values = { ...form, sourceKind: "call", grade: "ordinary", link: "" };
  const page = await officer.post("/register", { ...values, step: "submit" });
  expect(page.location).toMatch(/^\/incidents\/1/);
  expect(await desk.reports!.find(1)).toMatchObject({ state: "registered", incident: 1 });
  expect((await officer.post("/reports/1", { outcome: "nothing", reason: "late" })).status).toBe(409);
});

test("one that belongs to an incident leaves a note there; one that is nothing needs a reason", async () => {
  const key = await keyFor("Facility desk");
  await send(key, { key: "7", title: "Water is brown" });
  await send(key, { key: "8", title: "Water is still brown" });
  const values = {
    title: "Brown water",
    sourceKind: "call",
    discoveredAt: "2026-11-22T21:00:00+08:00",
    grade: "ordinary",
  };
  await desk.desk.open("public-incident", values, desk.desk.person("chen")!, { commandId: "opened-1" });
  expect((await officer.post("/reports/2", { outcome: "belongs", incident: "9" })).status).toBe(422);
  expect((await officer.post("/reports/2", { outcome: "belongs", incident: "1" })).status).toBe(303);
  expect((await officer.get("/incidents/1")).text).toContain("Report 2 from Facility desk belongs here");
  expect((await officer.post("/reports/1", { outcome: "nothing" })).status).toBe(422);
  expect(await desk.reports!.waiting()).toBe(1);
  const settled = (await officer.get("/reports?show=settled")).text;
  expect(settled).toContain("Belongs to incident 1");
});

test("bodies that say too little are refused with what to do, and any make is read by a mapping", async () => {
  const own = await keyFor("Desk");
  expect((await send(own, { title: "x" })).body["detail"]).toContain("The key is missing");
  expect((await send(own, { key: "1", title: "x", author: "somebody" })).body["detail"]).toContain(
    "no such fields: author",
  );
  expect((await send(own, { key: "1", title: "x", occurredAt: "yesterday" })).status).toBe(422);
  expect((await send(own, "{")).status).toBe(400);
  const wrong = await administrator.post("/administration/intake", {
    source: "X",
    shape: "mapped",
    mapping: "title alert",
  });
  expect(wrong.status).toBe(422);
  const mapped = await keyFor("Sensors", "mapped", "key /event/id\ntitle /event/texts/0");
  expect(await send(mapped, { event: { id: 17, texts: ["Gas at gate 2"] } })).toMatchObject({ status: 201 });
  expect((await officer.get("/reports")).text).toContain("Gas at gate 2");
});

test("a table is looked over first, and a wrong line keeps all of it out", async () => {
  const table = 'key,title,detail\n1,"Brown, cold water","Line 1\nline 2"\n2,,x\n';
  const looked = await officer.post("/reports/import", { source: "Hotline list", table, step: "import" });
  expect(looked.status).toBe(422);
  expect(looked.text).toContain("The title is missing");
  expect(await desk.reports!.waiting()).toBe(0);
  const right = table.replace("2,,x", "2,No water,x\n1,Brown again,");
  const checked = await officer.post("/reports/import", { source: "Hotline list", table: right, step: "check" });
  expect(checked.text).toContain("3 lines checked");
  expect(checked.text).toContain("known; is counted");
  expect(await desk.reports!.waiting()).toBe(0);
  expect((await officer.post("/reports/import", { source: "Hotline list", table: right, step: "import" })).status).toBe(
    303,
  );
  expect(await desk.reports!.waiting()).toBe(2);
  expect(await desk.reports!.find(1)).toMatchObject({ title: "Brown, cold water", detail: "Line 1\nline 2", count: 2 });
});

test("a contact is erased after its time by a recorded event, and the report stays", async () => {
  const key = await keyFor("Desk");
  await send(key, { key: "1", title: "x", contact: "555 0100" });
  await desk.reports!.eraseOldContacts();
  expect(await desk.reports!.contactOf(1)).toBe("555 0100");
  await desk.wind(1);
  (desk.clock as unknown as { wind(ms: number): void }).wind(91 * 24 * 3_600_000);
  await desk.reports!.eraseOldContacts();
  expect(await desk.reports!.contactOf(1)).toBeNull();
  expect(await desk.reports!.find(1)).toMatchObject({ title: "x", state: "waiting" });
  const last = (await desk.desk.organisationHistory()).at(-1)!.row;
  expect(last).toMatchObject({ by: systemActor, event: { type: "REPORT_CONTACTS_ERASED", contacts: "1" } });
});

test("a list that nobody could look through any more answers 503 and when to come again, never 429", async () => {
  const store = { ...desk.storage.reports, waiting: async () => 2_000 };
  const parts = { clock: desk.clock, newId: () => "id", newSecret: () => "secret", contactDays: 1 };
  const full = openReportsDesk({ ...parts, store, source: { act: async () => Promise.reject(new Error("unused")) } });
  const server = express()
    .use(intakeRouter({ reports: full, onProblem: () => undefined }))
    .listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const key = await keyFor("Desk");
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/reports`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ key: "1", title: "x" }),
  });
  expect([response.status, response.headers.get("retry-after")]).toEqual([503, "60"]);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
