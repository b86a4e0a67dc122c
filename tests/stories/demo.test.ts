/** `answerable demo`: a whole critical night through the real engine. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import PostalMime, { type Email } from "postal-mime";
import { connectSqlite } from "../../db/connect.ts";
import { missingText } from "../../src/kernel/text-refs.ts";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import { commandLine, type CommandLine, type Ran } from "../support/command-line.ts";

interface Row {
  readonly seq: number;
  readonly kind: string;
  readonly at: number;
  readonly dueAt: number | null;
  readonly by: string;
  readonly event: { readonly type: string };
}

let cli: CommandLine;
let night: Ran;
let rows: Row[];
let notifications: Email[];
let looking: { env: Record<string, string> };

beforeAll(async () => {
  cli = commandLine();
  night = await cli.run(["demo"]);
  const folder = join(cli.folder, "demo");
  looking = { env: { ANSWERABLE_DATA: folder } };
  rows = JSON.parse((await cli.run(["history", "1", "--json"], looking)).out) as Row[];
  const files = readdirSync(join(folder, "notifications")).sort();
  notifications = await Promise.all(
    files.map((file) => PostalMime.parse(readFileSync(join(folder, "notifications", file)))),
  );
}, 60_000);
afterAll(() => {
  cli.remove();
});

const receivers = (subject: RegExp) =>
  notifications
    .filter((notification) => subject.test(notification.subject ?? ""))
    .map((notification) => notification.to?.[0]?.address);
const times = (kind: string, dueOnly = false) =>
  rows.filter((row) => row.kind === kind && (!dueOnly || row.dueAt !== null));

test("the night comes to its end and says how to look at it", () => {
  expect([night.code, night.err]).toEqual([exitCodes.done, ""]);
  expect(night.out).toMatch(/20:33 .*Incident registered/);
  expect(night.out).toMatch(/15:40 .*Incident closed/);
  expect(night.out).toMatch(/ANSWERABLE_DATA=\S+ npm start/);
  expect(night.out).toMatch(/http:\/\/127\.0\.0\.1:8080\/incidents\/[0-9a-f-]{36}/);
});

test("it has every turn of a bad night", () => {
  const types = rows.filter((row) => row.kind === "event").map((row) => row.event.type);
  const turns = [
    "ESCALATION_ACKNOWLEDGED",
    "FAST_REPORT_SENT",
    "CONSULTATION_OPENED",
    "HOLDING_REPLY_PUBLISHED",
    "SUPERIOR_VIEW_RECORDED",
    "DECISION_MADE",
    "STATEMENT_RETURNED",
    "STATEMENT_APPROVED",
    "REPLY_PUBLISHED",
    "QUESTION_REFERRED",
    "CALM_DECLARED",
    "REVIEW_RECORDED",
    "INCIDENT_CLOSED",
  ];
  expect(types).toEqual(expect.arrayContaining(turns));
  expect(types.filter((type) => type === "STATEMENT_APPROVED")).toHaveLength(4);
  expect(types.filter((type) => type === "REPLY_PUBLISHED")).toHaveLength(2);
});

/** What the log leads to is made of these. */
const hashed = ["log", "instances", "timers", "outbox", "sign_offs"];

test("what people wrote stands beside the log, each text once, and nothing that is hashed holds it", async () => {
  const folder = looking.env["ANSWERABLE_DATA"]!;
  const [file] = readdirSync(folder).filter((name) => name.endsWith(".db"));
  const connection = await connectSqlite(join(folder, file!));
  const all = (sql: string) => connection.database.prepare(sql).pluck().all() as string[];
  const texts = all("SELECT text FROM texts ORDER BY position");
  const tables = hashed.map((table) => JSON.stringify(connection.database.prepare(`SELECT * FROM ${table}`).all()));
  const refs = all("SELECT ref FROM texts");
  await connection.close();
  expect(texts.length).toBeGreaterThan(60);
  // Short names such as 教务处 may well be words of the program's own.
  const long = texts.filter((text) => text.length >= 12);
  expect(long.length).toBeGreaterThan(40);
  const within = (text: string) => JSON.stringify(text).slice(1, -1);
  expect(long.filter((text) => tables.some((rows) => rows.includes(within(text))))).toEqual([]);
  expect(refs.filter((ref) => !tables[0]!.includes(ref))).toEqual([]);
});

test("nobody is shown a reference: the terminal and every notification have the words", async () => {
  const asked = [["list"], ["show", "1"], ["show", "1", "--json"], ["history", "1"], ["history", "1", "--json"]];
  const replayed = rows.map(({ seq }) => ["replay", "1", "--at", String(seq)]).filter((_, index) => index % 9 === 0);
  const outputs = await inTurn([...asked, ...replayed], async (words) => (await cli.run(words, looking)).out);
  const files = readdirSync(join(looking.env["ANSWERABLE_DATA"]!, "notifications"));
  const mails = files.map((name) => readFileSync(join(looking.env["ANSWERABLE_DATA"]!, "notifications", name), "utf8"));
  expect(outputs.every((out) => out.trim() !== "")).toBe(true);
  expect([...outputs, ...mails].filter((text) => /t1:[\w-]{20}/.test(text))).toEqual([]);
  expect([...outputs, ...mails].filter((text) => text.includes(missingText))).toEqual([]);
});

async function inTurn<Asked, Answer>(asked: readonly Asked[], answer: (one: Asked) => Promise<Answer>) {
  const answers: Answer[] = [];
  for (const one of asked) answers.push(await answer(one));
  return answers;
}

test("the fold of every log and what is stored agree", async () => {
  const { code, out } = await cli.run(["replay", "--all"], looking);
  expect([code, out]).toEqual([exitCodes.done, expect.stringMatching(/matches the stored state[^]*0 differ\.$/)]);
  for (let at = 0; at < rows.length; at += 9) {
    expect(await cli.run(["replay", "1", "--at", String(at)], looking)).toMatchObject({ code: exitCodes.done });
  }
}, 60_000);

describe("the notifications", () => {
  test("of warning, miss and second level arrive once, each at its receivers", () => {
    expect(receivers(/快报 .*截止|fast report due/)).toEqual(["chen@example.test"]);
    expect(receivers(/快报已超时，请于|fast report overdue – /)).toEqual(["chen@example.test"]);
    expect(receivers(/快报已超时（第 2 级）|fast report overdue \(level 2\)/)).toEqual(["li@example.test"]);
    expect(receivers(/快报已超时.*（第 3 级）|fast report .*overdue \(level 3\)/)).toEqual([]);
  });

  test("carry the time at which the clock fired, and the clock fired when it was due", () => {
    const fired = times("timer", true);
    expect(fired.length).toBeGreaterThanOrEqual(2);
    for (const row of fired) expect(row.at).toBe(row.dueAt);
    const [missed, second] = fired;
    const dated = notifications.map((notification) => Date.parse(notification.date ?? ""));
    expect(dated).toContain(missed!.at);
    expect(dated).toContain(second!.at);
    expect(second!.at - missed!.at).toBe(10 * 60_000);
  });

  test("are one for each receiver, and none is twice there", () => {
    const ids = notifications.map((notification) => notification.messageId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(times("delivered").length).toBeGreaterThan(20);
    expect(times("dead-lettered")).toEqual([]);
  });

  test("are in the reader's language, name zone and link", () => {
    const [toMorgan] = notifications.filter((notification) => notification.to?.[0]?.address === "morgan@example.test");
    expect(toMorgan!.text).toMatch(/^李文 started the consultation on incident #1 at \d\d:\d\d\./);
    expect(toMorgan!.text).toMatch(/http:\/\/127\.0\.0\.1:8080\/incidents\/[0-9a-f-]{36}/);
    const [toChen] = notifications.filter((notification) => notification.to?.[0]?.address === "chen@example.test");
    expect(toChen!.text).toMatch(/^[^\n]*1 号事件[^\n]*。\n/);
    expect(toChen!.text).toContain("北京时间");
  });
});

describe("an earlier demo", () => {
  test("is not thrown away unasked", async () => {
    const again = await cli.run(["demo"]);
    expect([again.code, again.err]).toEqual([exitCodes.refused, expect.stringContaining("--force")]);
  });

  test("is played anew with --force, in the other language, as JSON", async () => {
    // Nothing of it lies among the desk's own checkpoints, keys and published pages.
    const desksOwn = ["outside.txt", "record.key", "channels.key", "public"].map((name) =>
      join(cli.folder, "own", name),
    );
    const [outside = "", key = "", channels = "", pages = ""] = desksOwn;
    const env = {
      ANSWERABLE_RECORD_OUTSIDE: outside,
      ANSWERABLE_RECORD_KEY: key,
      ANSWERABLE_CHANNEL_KEY: channels,
      ANSWERABLE_PUBLIC: pages,
    };
    const again = await cli.run(["demo", "--force", "--language", "zh", "--json"], { env });
    expect(desksOwn.filter((file) => existsSync(file))).toEqual([]);
    expect([again.code, again.err]).toEqual([exitCodes.done, ""]);
    const lines = again.out.split("\n").map((line) => JSON.parse(line) as Row);
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index));
    expect((await cli.run(["list", "--state", "all"], looking)).out).toContain("成绩导出页面");
  }, 60_000);

  test("is the only thing that --force throws away", async () => {
    const file = join(cli.folder, "demo", "thesis.txt");
    writeFileSync(file, "ten years of work");
    const again = await cli.run(["demo", "--force"]);
    expect([again.code, existsSync(file)]).toEqual([exitCodes.refused, true]);
  });
});
