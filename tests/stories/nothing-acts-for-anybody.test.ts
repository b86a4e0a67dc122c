/**
 * A night with overdue clocks, mail and a webhook whose receivers repeat what they were sent. Afterwards nothing that is stored
 * and nothing that anybody is shown acts for somebody else, and nobody is shown another's address.
 */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { connectSqlite } from "../../db/connect.ts";
import { playbooks } from "../../machines/registry.ts";
import { access } from "../../src/web/access.ts";
import { startReceiver, type Receiver } from "../support/receiver.ts";
import { aMailbox } from "../support/mailbox.ts";
import { aTemporaryFolder } from "../support/temporary-folder.ts";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";
import { formFields, Visitor } from "../support/visitor.ts";

const folder = aTemporaryFolder();
const mailbox = aMailbox(({ to, text }) => `250 <${to.address}> taken by mx.inside.example: ${text}`);
const secretPath = "/services/T0123456789/B0123456789/abcdefghijklmnop";
let desk: NightDesk;
let hook: Receiver;
/** Of the links that left, those that still acknowledge. */
const secrets = (): readonly string[] => {
  const posted = hook.received.map(({ body }) => JSON.parse(body) as { data: { acknowledge: string | null } });
  const byHook = posted.flatMap(({ data }) => data.acknowledge ?? []);
  const byMail = mailbox.sent.flatMap(({ recipient }) => mailbox.linksTo(recipient));
  return [...new Set([...byHook, ...byMail].map((link) => link.slice(link.lastIndexOf("/") + 1)))];
};

beforeAll(async () => {
  hook = await startReceiver((response, { path, body }) => response.writeHead(200).end(`took ${path} ${body}`));
  desk = await aNightDesk(undefined, Object.values(playbooks), {
    transport: mailbox,
    environment: {
      DATABASE_URL: `sqlite:${folder.file("night.db")}`,
      ANSWERABLE_WEBHOOK_NETWORKS: "127.0.0.1",
    },
  });
  const set = await desk.notificationDesk!.setWebhook(
    desk.desk.person("li")!,
    `http://127.0.0.1:${hook.port}${secretPath}`,
  );
  expect(set.outcome).toBe("done");
  const change = { person: "li", first: "webhook", second: "mail" };
  const command = { commandId: "order" };
  const changed = await desk.desk.administer("CHANNELS_CHANGED", change, desk.desk.person("li")!, command);
  expect(changed.outcome).toBe("done");
  const values = {
    title: "Brown water",
    sourceKind: "call",
    discoveredAt: "2026-11-22T21:00:00+08:00",
    grade: "major",
  };
  await desk.desk.open("public-incident", values, desk.desk.person("chen")!, { commandId: "open" });
  await desk.wind(60);
  const link = mailbox.linksTo("chen").at(-1)!;
  const stranger = new Visitor(desk, null);
  await stranger.post(link, formFields((await stranger.get(link)).text, link));
  await desk.wind(90);
});
afterAll(async () => {
  await desk.shut();
  await hook.close();
  folder.remove();
});

/** Everything in every table, as text. */
async function stored(): Promise<string> {
  const connection = await connectSqlite(folder.file("night.db"));
  const tables = connection.database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all() as string[];
  expect(tables).toEqual(expect.arrayContaining(["log", "notifications", "deliveries", "outbox", "acknowledge_links"]));
  const rows = tables.map((table) => connection.database.prepare(`SELECT * FROM ${table}`).all());
  await connection.close();
  return JSON.stringify(rows);
}

const numbers: Readonly<Record<string, string>> = { number: "1", type: "NOTE_ADDED", key: "public-incident" };
const pages = [
  ...access.flatMap(({ route }) => {
    const [method, path = ""] = route.split(" ");
    return method === "GET" ? [path.replace(/:(\w+)/g, (_whole, name: string) => numbers[name] ?? "nothing")] : [];
  }),
  "/incidents/1/replay?at=9",
];

/** Every page and every answer of the API, as one person. */
async function shownTo(person: string): Promise<string> {
  const visitor = new Visitor(desk, person);
  const id = (await desk.desk.find("1"))!.id;
  const answers = [
    "me",
    "people",
    "roster",
    "incidents",
    `incidents/${id}`,
    ...["messages", "history", "replay"].map((one) => `incidents/${id}/${one}`),
  ];
  const texts = [];
  for (const path of pages) texts.push((await visitor.get(path)).text);
  for (const path of answers) {
    const answer = await visitor.get(`/api/v1/${path}`, { "Answerable-Person": person });
    texts.push(answer.text);
  }
  return texts.join("\n");
}

test("the night has sent links by mail and by webhook, and each is good for its reader", async () => {
  expect(mailbox.linksTo("chen").length).toBeGreaterThan(0);
  expect(hook.received.some(({ body }) => body.includes("/acknowledge/"))).toBe(true);
  for (const secret of secrets())
    expect((await new Visitor(desk, null).get(`/acknowledge/${secret}`)).status).toBe(200);
});

describe("no link that acts for anybody", () => {
  test("stands in a table, whatever a receiver repeated", async () => {
    const text = await stored();
    expect(text).toContain("250 <chen@example.test> taken");
    expect(secrets().filter((secret) => text.includes(secret.slice(0, 12)))).toEqual([]);
    // And no word at all is the secret of which a hash is kept.
    const hashOf = (word: string) => createHash("sha256").update(word).digest("base64url");
    const words = [...new Set(text.match(/[\w-]{20,}/g))];
    expect(words.filter((word) => text.includes(hashOf(word)))).toEqual([]);
  });

  test("stands in a file of the data", () => {
    const files = readdirSync(folder.file("")).filter((name) => name.startsWith("night.db"));
    const texts = files.map((name) => readFileSync(folder.file(name), "latin1"));
    expect(secrets().filter((secret) => texts.some((text) => text.includes(secret)))).toEqual([]);
  });

  test.each(["chen", "li", "sun", "morgan"])("is shown to %s", async (person) => {
    const text = await shownTo(person);
    expect(text).not.toBe("");
    expect(secrets().filter((secret) => text.includes(secret.slice(0, 12)))).toEqual([]);
  });
});

test.each([
  ["sun", ["chen@example.test", "li@example.test", "abcdefghijklmnop", "mx.inside.example"]],
  ["chen", ["li@example.test", "abcdefghijklmnop"]],
])("%s sees nobody else's address", async (person, addresses) => {
  const text = await shownTo(person);
  expect(text).toContain("Brown water");
  // What people wrote, and not what stands in its place in the log.
  expect(text).not.toMatch(/t1:[\w-]{20}/);
  expect([...addresses, `127.0.0.1:${hook.port}`].filter((address) => text.includes(address))).toEqual([]);
});

test("everybody sees their own", async () => {
  expect(await shownTo("chen")).toContain("chen@example.test");
});
