/** The doctor says what is wrong with what a desk depends on, and what to do. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { checkClock } from "../../src/operating/clock-check.ts";
import { checkZoneData } from "../../src/operating/time-zones.ts";
import { answer, startMailServer, type MailServer } from "../support/mail-server.ts";
import { commandLine, type CommandLine } from "../support/command-line.ts";

let cli: CommandLine;
let mail: MailServer | null = null;
beforeEach(() => {
  cli = commandLine();
});
afterEach(async () => {
  await mail?.close();
  mail = null;
  cli.remove();
});

type Found = Record<string, { level: string; sentence: string; todo?: string }>;

async function doctor(env: Record<string, string> = {}): Promise<{ code: number; found: Found }> {
  const { code, out } = await cli.run(["doctor", "--json"], { env });
  const list = JSON.parse(out) as { check: string; level: string; sentence: string }[];
  return { code, found: Object.fromEntries(list.map((finding) => [finding.check, finding])) };
}

test("a desk that was never started has warnings and nothing that fails", async () => {
  const { code, found } = await doctor();
  expect(code).toBe(exitCodes.done);
  expect(found["database"]).toMatchObject({ level: "warn", sentence: expect.stringContaining("not there yet") });
  expect(found["mail"]).toMatchObject({ level: "warn", todo: expect.stringContaining("SMTP_URL") });
  expect(found["settings"]).toMatchObject({ level: "warn" });
  expect(found["clock"]).toMatchObject({ level: "ok" });
  const inWords = await cli.run(["doctor"]);
  expect(inWords.out.split("\n")[0]).toMatch(/^warn {2}settings/);
});

test("a desk in use: its database opens, its folder is its own, its mail server takes notifications", async () => {
  mail = await startMailServer();
  await cli.run(["migrate"]);
  const smtp = { SMTP_URL: `smtp://127.0.0.1:${mail.port}`, SMTP_TLS: "off", MAIL_FROM: "desk@example.test" };
  const { code, found } = await doctor(smtp);
  expect(code).toBe(exitCodes.done);
  expect(found["database"]).toMatchObject({ level: "ok", sentence: expect.stringContaining("0 incidents") });
  expect(found["permissions"]).toMatchObject({ level: "ok" });
  expect(found["mail"]).toMatchObject({ level: "ok", sentence: expect.stringContaining("accepts mail") });
  expect(mail.received).toEqual([]);
});

test("a mail server that says no is quoted, without the password", async () => {
  mail = await startMailServer({
    disabledCommands: ["STARTTLS"],
    authOptional: false,
    onAuth: (_auth, _session, done) => {
      done(answer(535, "5.7.8 these credentials are not known"));
    },
  });
  const url = `smtp://desk:very-secret@127.0.0.1:${mail.port}`;
  const { code, found } = await doctor({ SMTP_URL: url, SMTP_TLS: "off", MAIL_FROM: "desk@example.test" });
  expect(code).toBe(exitCodes.refused);
  expect(found["mail"]).toMatchObject({ level: "fail", sentence: expect.stringContaining("not known") });
  expect(JSON.stringify(found)).not.toContain("very-secret");
});

test("a folder that others may change fails, and so does a file that is no database", async () => {
  mkdirSync(cli.folder, { recursive: true });
  chmodSync(cli.folder, 0o777);
  writeFileSync(join(cli.folder, "answerable.db"), "This is no database.".repeat(500));
  const { code, found } = await doctor();
  expect(code).toBe(exitCodes.refused);
  expect(found["permissions"]).toMatchObject({ level: "fail", todo: expect.stringContaining("chmod 700") });
  expect(found["database"]).toMatchObject({ level: "fail" });
});

test.each([
  ["America/Vancouver", "2025c", "fail"],
  ["Canada/Pacific", "2025c", "fail"],
  ["America/Vancouver", "2026d", "ok"],
  ["Asia/Shanghai", "2025c", "ok"],
])("%s in time-zone data %s: %s", (zone, version, level) => {
  expect(checkZoneData(zone, version)).toMatchObject({ level });
});

test("a clock that is being set, and one that was set back, are noticed", async () => {
  const steady = new WindingClock(0);
  const wall = new WindingClock(1_000_000);
  const checking = checkClock({ wall, steady, desk: wall }, null);
  wall.wind(60_000);
  steady.wind(250);
  expect(await checking).toMatchObject({ level: "fail", sentence: expect.stringContaining("59750 ms further") });

  const again = checkClock({ wall, steady, desk: wall }, wall.now() + 90_250);
  wall.wind(250);
  steady.wind(250);
  expect(await again).toMatchObject({ level: "fail", sentence: expect.stringContaining("90 s in the future") });
});
