/** The log has one line an event, and neither secrets nor what people wrote. */
import { expect, test } from "@jest/globals";
import { readEnvironment } from "../../config/env.ts";
import { openLog, secretsOf, type LogOptions } from "../../src/operating/log.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { StorageUnavailableError } from "../../src/engine/failures.ts";

function aLog(options: Partial<LogOptions> = {}) {
  const lines: string[] = [];
  const log = openLog({ level: "info", pretty: false, secrets: [], write: (line) => lines.push(line), ...options });
  return { log, lines, parsed: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

test("one line of JSON an event, from the level asked for on", () => {
  const { log, lines, parsed } = aLog();
  log.debug("nothing");
  log.info("request", { request: "r-1", status: 200 });
  expect(lines).toHaveLength(1);
  expect(lines[0]!.endsWith("}\n")).toBe(true);
  expect(parsed()[0]).toEqual({
    level: "info",
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    event: "request",
    request: "r-1",
    status: 200,
  });
});

test("a secret of the configuration is blotted out wherever it turns up, in each of its forms", () => {
  const smtp = { host: "mail", port: 25, tls: "off", user: "desk", password: 'qu"ote-pass' } as const;
  const databaseUrl = "postgres://desk:p%40ssword@db.example.test/answerable?sslmode=verify-full";
  const { provider, setUp, token } = readEnvironment({
    ANSWERABLE_OIDC_ISSUER: "https://id.example.test",
    ANSWERABLE_OIDC_CLIENT_ID: "answerable",
    ANSWERABLE_OIDC_CLIENT_SECRET: "of-the-provider",
    ANSWERABLE_SETUP_EMAIL: "li@example.test",
    ANSWERABLE_SETUP_PASSWORD: "seven green herons",
    ANSWERABLE_TOKEN: "answerable_of-the-command-line",
  });
  const { log, lines } = aLog({ secrets: secretsOf({ smtp, databaseUrl, provider, setUp, token }) });
  log.problem(new Error(`cannot reach ${databaseUrl}`, { cause: new Error(`535 qu"ote-pass is wrong, p@ssword too`) }));
  log.info("odd", { nested: { deep: 'qu"ote-pass' }, headers: { authorization: "Basic abc", cookie: "id=7" } });
  log.info("odd", { headers: { "set-cookie": "__Host-answerable=s3ssion" } });
  log.info("odd", { sentence: "of-the-provider, seven green herons, answerable_of-the-command-line" });
  const all = lines.join("");
  const secrets = ["p%40ssword", "p@ssword", "ote-pass", "Basic abc", "id=7", "s3ssion", "of-the", "herons"];
  for (const secret of secrets) expect(all).not.toContain(secret);
  expect(all).toContain("db.example.test");
});

test("a problem is told with its causes; of a refused request only its code and reason", () => {
  const { log, parsed } = aLog();
  const cause = new StorageUnavailableError("away", "The database is gone.");
  log.problem(new Error("page", { cause }), "r-7");
  log.problem({ problem: "internal", reason: "no such row", errors: { title: ["what a person typed"] } });
  expect(parsed()[0]).toMatchObject({
    level: "error",
    event: "problem",
    request: "r-7",
    sentence: "page",
    cause: { name: "StorageUnavailableError", sentence: "The database is gone." },
  });
  expect(parsed()[1]).toMatchObject({ code: "internal", reason: "no such row" });
  expect(JSON.stringify(parsed()[1])).not.toContain("typed");
});

test("for a person at a terminal it is a line of words", () => {
  const { log, lines } = aLog({ pretty: true });
  log.warn("notification-dead-lettered", { message: "i-1:4.0" });
  expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d {2}warn {3}notification-dead-lettered {2}message=i-1:4\.0\n$/);
});

test("at a terminal too, nobody else's words are a line of their own or an order to the terminal", () => {
  const { log, lines } = aLog({ pretty: true });
  log.warn("notification-failed", { sentence: "550 no\n22:26:02 info   start\u001b[2J\u009b2J" });
  log.problem(new Error("first\nsecond\u001b[31m"));
  expect(lines[0]).toMatch(/^[^\n]*550 no 22:26:02 info {3}start \[2J 2J\n$/);
  expect(lines.join("")).not.toMatch(/[\u001b\u009b]/);
});

test("six hundred failures of one kind are one stack and a number, and whoever has a reference finds it", () => {
  const steady = new WindingClock(0);
  const { log, parsed } = aLog({ steady });
  const orphan = (n: number) =>
    new Error(`message ${n} belongs to instance 019ac2f1-0000-7000-8000-00000000000${n % 10}, which does not exist`);
  for (let n = 0; n < 600; n += 1) log.problem(orphan(n));
  log.problem(new Error("something else"));
  log.problem(orphan(7), "r-7");
  expect(parsed().map(({ sentence, stack, request }) => [sentence, stack !== undefined, request])).toEqual([
    [orphan(0).message, true, undefined],
    ["something else", true, undefined],
    [orphan(7).message, false, "r-7"],
  ]);
  steady.wind(60_000);
  log.problem(orphan(1));
  const [, , , told, again] = parsed();
  expect(told).toMatchObject({ event: "repeated", times: 600, of: expect.stringContaining("message # belongs") });
  expect(again).toMatchObject({ sentence: orphan(1).message, stack: expect.any(String) });
});

test("of what may happen many times a second so many are told, and at the end how many there were", () => {
  const { log, parsed } = aLog({ steady: new WindingClock(0) });
  for (let n = 0; n < 100; n += 1) log.repeating("info", "notification-failed", { message: `i:${n}.0` });
  log.flush();
  expect(parsed()).toHaveLength(21);
  expect(parsed().at(-1)).toMatchObject({ event: "repeated", times: 80 });
});
