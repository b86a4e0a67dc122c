/** Two servers on one PostgreSQL: what is changed about people on one holds on the other within two seconds. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { mkdirSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { readEnvironment } from "../../config/env.ts";
import { configure } from "../../src/app/compose.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { startServer, type Running } from "../../src/app/listen.ts";
import { startMailServer, type MailServer } from "../support/mail-server.ts";
import { goodPassword } from "../support/accounts-world.ts";
import { Browser } from "../support/desk-world.ts";
import { aPostgresServer, type PostgresServer } from "../support/postgres.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

const settings = `
organisation: { name: { zh: 甲, en: A }, zone: UTC, zoneLabel: { zh: UTC, en: UTC } }
people:
  - { id: li, name: Li, email: li@example.test, roles: [lead, administrator], language: en }
  - { id: chen, name: Chen, email: chen@example.test, roles: [duty-officer], language: en }
  - { id: bo, name: Bo, email: bo@example.test, roles: [duty-officer], language: en }
  - { id: zhao, name: Zhao, email: zhao@example.test, roles: [unit-contact], language: en }
`;
const seenWithinMs = 2_000;
const patienceMs = 15_000;
const lookEveryMs = 20;

let folder: TemporaryFolder;
let postgres: PostgresServer;
let mail: MailServer;
let one: Running;
let two: Running;
const problems: unknown[] = [];
beforeAll(async () => {
  folder = aTemporaryFolder();
  postgres = await aPostgresServer();
  mail = await startMailServer();
  const url = await postgres.createDatabase("people");
  one = await aNode("one", url);
  two = await aNode("two", url);
}, 60_000);
afterAll(async () => {
  await two.close();
  await one.close();
  await mail.close();
  await postgres.remove();
  folder.remove();
}, 30_000);

function aNode(name: string, url: string): Promise<Running> {
  const data = folder.file(name);
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(`${data}/answerable.yaml`, settings);
  const environment = readEnvironment({
    ANSWERABLE_DATA: data,
    DATABASE_URL: url,
    PORT: "0",
    SMTP_URL: `smtp://127.0.0.1:${String(mail.port)}`,
    SMTP_TLS: "off",
    MAIL_FROM: "desk@example.test",
    ANSWERABLE_SETUP_EMAIL: "li@example.test",
    ANSWERABLE_SETUP_PASSWORD: goodPassword,
  });
  return startServer(configure(environment), "0.0.0", { onProblem: (problem) => problems.push(problem) });
}

/** How long it took until that was so (ms). */
async function until(isSo: () => boolean | Promise<boolean>): Promise<number> {
  const from = systemClock.now();
  while (systemClock.now() - from < patienceMs) {
    if (await isSo()) return systemClock.now() - from;
    await sleep(lookEveryMs);
  }
  throw new Error("it did not happen in time");
}

let commands = 0;
async function administer({ answerable: { desk } }: Running, type: string, values: object): Promise<void> {
  const command = { commandId: `${type}-${String((commands += 1))}` };
  expect(await desk.administer(type, values, desk.person("li")!, command)).toMatchObject({ outcome: "done" });
}

/** Signed in at one node with an account that was made at the other. */
async function signedIn(id: string, at: Running, madeAt: Running): Promise<Browser> {
  const invitation = await madeAt.answerable.accounts!.inviteAgain(id, "li");
  expect(await at.answerable.accounts!.accept(invitation!.secret, goodPassword)).toMatchObject({ outcome: "done" });
  const browser = new Browser({ origin: at.address });
  await browser.signIn(`${id}@example.test`);
  return browser;
}

test("a role that is given on one node may be used on the other within two seconds", async () => {
  const browser = await signedIn("chen", two, one);
  const status = async () => (await browser.get("/administration/people")).status;
  expect(await status()).toBe(403);
  await administer(one, "ROLES_CHANGED", { person: "chen", roles: ["duty-officer", "auditor"] });
  expect(await until(async () => (await status()) === 200)).toBeLessThan(seenWithinMs);
  expect(two.answerable.desk.person("chen")?.roles).toEqual(["duty-officer", "auditor"]);

  await administer(two, "ROLES_CHANGED", { person: "chen", roles: ["duty-officer"] });
  const isTaken = () => one.answerable.desk.person("chen")?.roles.length === 1;
  expect(await until(isTaken)).toBeLessThan(seenWithinMs);
  expect(await status()).toBe(403);
}, 60_000);

test("whoever is deactivated on the page of one node is out on the other, with sessions and tokens", async () => {
  const bo = await signedIn("bo", two, one);
  const token = (await two.answerable.accounts!.tokens.issue("bo", "script", ["read"], 1))!.secret;
  const headers = { authorization: `Bearer ${token}` };
  const withToken = async () => (await fetch(`${two.address}/api/v1/me`, { headers })).status;
  expect([(await bo.get("/")).status, await withToken()]).toEqual([200, 200]);

  const li = new Browser({ origin: one.address });
  await li.signIn("li@example.test");
  const path = "/administration/PERSON_DEACTIVATED";
  const check = await li.fill(`${path}?person=bo`, {}, path);
  expect((await li.send(check, path, { step: "confirmed" })).status).toBe(303);
  const isOut = async () => (await bo.get("/")).status === 303 && (await withToken()) === 401;
  expect(await until(isOut)).toBeLessThan(seenWithinMs);
  expect(await until(() => two.answerable.desk.person("bo") === null)).toBeLessThan(seenWithinMs);
  await bo.signIn("bo@example.test");
  expect((await bo.get("/")).status).toBe(303);
}, 60_000);

test("the next notification goes to the address that was given on either node, whichever sends it", async () => {
  for (const [index, node] of [one, two].entries()) {
    const address = `zhao-${String(index)}@example.test`;
    expect(await node.answerable.accounts!.setContact("zhao", "mail", address, "zhao")).toBe(true);
    const { desk } = node.answerable;
    const values = { equipment: `Lift ${String(index)}`, place: "Library", fault: "Stuck" };
    const opened = await desk.open("equipment-fault", values, desk.person("chen")!, {
      commandId: `lift-${String(index)}`,
    });
    expect(opened).toMatchObject({ outcome: "done" });
    const told = () => mail.received.filter(({ parsed }) => parsed.subject?.includes(values.equipment));
    await until(() => told().length > 0);
    expect(told().flatMap(({ to }) => to)).toEqual([address]);
  }
  expect(problems).toEqual([]);
}, 60_000);
