/**
 * What a person changes on a page is recorded by the thread that answers people; notifications leave from the thread of the engine,
 * which must look again before each. The server is the compiled one, because only that has two threads: `npm test` builds it.
 */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { mkdirSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { readEnvironment } from "../../config/env.ts";
import type * as Composing from "../../src/app/compose.ts";
import type * as Serving from "../../src/app/listen.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { startMailServer, type MailServer } from "../support/mail-server.ts";
import { goodPassword } from "../support/accounts-world.ts";
import { Browser } from "../support/desk-world.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

const compiled = async <Module>(name: string) =>
  (await import(new URL(`../../dist/src/${name}.js`, import.meta.url).href)) as Module;

const settings = `
organisation: { name: { zh: 甲, en: A }, zone: UTC, zoneLabel: { zh: UTC, en: UTC } }
people:
  - { id: li, name: Li, email: li@example.test, roles: [lead, administrator], language: en }
  - { id: chen, name: Chen, email: chen@example.test, roles: [duty-officer], language: en }
  - { id: bo, name: Bo, email: bo@example.test, roles: [duty-officer], language: en }
  - { id: zhao, name: Zhao, email: zhao@example.test, roles: [unit-contact], language: en }
playbooks:
  public-incident: { grades: { ordinary: { toldAtOnce: [{ layer: officer }] } } }
`;
const patienceMs = 15_000;
const lookEveryMs = 50;

let folder: TemporaryFolder;
let mail: MailServer;
let server: Serving.Running | undefined;
const problems: unknown[] = [];
beforeAll(async () => {
  folder = aTemporaryFolder();
  mail = await startMailServer();
  const data = folder.file("data");
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(`${data}/answerable.yaml`, settings);
  const environment = readEnvironment({
    ANSWERABLE_DATA: data,
    PORT: "0",
    SMTP_URL: `smtp://127.0.0.1:${String(mail.port)}`,
    SMTP_TLS: "off",
    MAIL_FROM: "desk@example.test",
    ANSWERABLE_SETUP_EMAIL: "li@example.test",
    ANSWERABLE_SETUP_PASSWORD: goodPassword,
  });
  const { configure, roleOfServer } = await compiled<typeof Composing>("app/compose");
  const { startServer } = await compiled<typeof Serving>("app/listen");
  const config = configure(environment);
  expect(roleOfServer(config, {})).toBe("web");
  server = await startServer(config, "0.0.0", { onProblem: (problem) => problems.push(problem) });
  const { desk } = server.answerable;
  const turn = { every: "4", unit: "weeks", handoverTime: "08:00", startDate: "2026-01-01" };
  const rotation = { layer: "officer", people: ["chen"], ...turn };
  const set = await desk.administer("ROTATION_SET", rotation, desk.person("li")!, { commandId: "rotation" });
  expect(set).toMatchObject({ outcome: "done" });
}, 60_000);
afterAll(async () => {
  await server?.close();
  await mail.close();
  folder.remove();
});

const running = () => server!;

/** Registers something, and says whom one of the notifications about it went to. */
async function toldOf(playbook: string, values: object, notification: string): Promise<readonly string[]> {
  const { desk } = running().answerable;
  const chen = desk.person("chen")!;
  const opened = await desk.open(playbook, values, chen, { commandId: JSON.stringify(values).slice(0, 60) });
  expect(opened).toMatchObject({ outcome: "done" });
  const id = opened.outcome === "done" ? opened.id : "";
  for (let waited = 0; waited < patienceMs; waited += lookEveryMs) {
    const view = await desk.incident(id, chen);
    const sent = view?.messages.find(({ message }) => message.type === notification && message.state === "delivered");
    const came = mail.received.filter(({ parsed }) => sent && parsed.subject?.endsWith(sent.subject.en));
    if (sent) return came.flatMap(({ to }) => to);
    await sleep(lookEveryMs);
  }
  throw new Error(`no notification ${notification} in time`);
}

/** Whoever has the duty is told of an incident. */
const incident = (title: string) => {
  const discoveredAt = new Date(systemClock.now()).toISOString();
  return toldOf(
    "public-incident",
    { title, sourceKind: "call", discoveredAt, grade: "ordinary" },
    "incidentRegistered",
  );
};

const fault = (equipment: string) =>
  toldOf("equipment-fault", { equipment, place: "Library", fault: "Stuck" }, "faultReported");

async function signedIn(id: string): Promise<Browser> {
  const accounts = running().answerable.accounts!;
  const invitation = await accounts.inviteAgain(id, "li");
  if (id !== "li") await accounts.accept(invitation!.secret, goodPassword);
  const browser = new Browser({ origin: running().address });
  await browser.signIn(`${id}@example.test`);
  return browser;
}

test("the next notification goes to whoever has just taken over, at the address that they have just given", async () => {
  expect(await incident("Fire 1")).toEqual(["chen@example.test"]);

  const path = "/administration/DUTY_TAKEN_OVER";
  const bo = await signedIn("bo");
  const taken = await bo.fill(`${path}?layer=officer`, {}, path);
  expect([taken.status, taken.location]).toEqual([303, "/roster?recorded=DUTY_TAKEN_OVER"]);
  expect(await incident("Fire 2")).toEqual(["bo@example.test"]);

  expect(await running().answerable.accounts!.setContact("bo", "mail", "bo.new@example.test", "bo")).toBe(true);
  expect(await incident("Fire 3")).toEqual(["bo.new@example.test"]);
  expect(problems).toEqual([]);
}, 60_000);

test("whoever is invited on the page is told of what happens next, and whoever has left is not", async () => {
  expect(await fault("Lift 1")).toEqual(["zhao@example.test"]);
  const li = await signedIn("li");
  const invited = { name: "Lu", mail: "lu@example.test", language: "en", roles: ["unit-contact"] };
  expect((await li.fill("/administration/people/invite", invited)).status).toBe(200);
  // Whoever signed in on a new device is told so meanwhile.
  expect(mail.received.slice(-2).map(({ to }) => to)).toContainEqual(["lu@example.test"]);

  const path = "/administration/PERSON_DEACTIVATED";
  const check = await li.fill(`${path}?person=zhao`, {}, path);
  expect((await li.send(check, path, { step: "confirmed" })).status).toBe(303);
  expect(await fault("Lift 2")).toEqual(["lu@example.test"]);
  expect(problems).toEqual([]);
}, 60_000);
