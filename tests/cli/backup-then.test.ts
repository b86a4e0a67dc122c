/** A backup is taken elsewhere by a command of the operator's, and its age is seen where the desk is watched. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readEnvironment } from "../../config/env.ts";
import { configure } from "../../src/app/compose.ts";
import { startServer, type Running } from "../../src/app/listen.ts";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { noteBackup } from "../../src/operating/last-backup.ts";
import { commandLine, type CommandLine } from "../support/command-line.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

let cli: CommandLine;
let elsewhere: TemporaryFolder;
let server: Running | null = null;
beforeEach(async () => {
  cli = commandLine();
  elsewhere = aTemporaryFolder();
  const fault = ["--field", "equipment=Lift", "--field", "place=Library", "--field", "fault=Stuck"];
  await cli.run(["open", "equipment-fault", "--as", "chen", ...fault]);
});
afterEach(async () => {
  await server?.close();
  server = null;
  cli.remove();
  elsewhere.remove();
});

const note = () => join(cli.folder, "last-backup.json");

async function served(): Promise<string> {
  const here = { ANSWERABLE_DATA: cli.folder, PORT: "0", ANSWERABLE_SIGN_IN: "off" };
  server = await startServer(configure(readEnvironment(here)), "0.0.0");
  return server.address;
}

async function ageAt(address: string): Promise<number> {
  const text = await (await fetch(`${address}/metrics`)).text();
  return Number(/^answerable_backup_age_seconds (\S+)$/m.exec(text)?.[1]?.replace("+Inf", "Infinity"));
}

async function administration(address: string): Promise<string> {
  const cookie = "answerable_person=li; answerable_language=en";
  return (await fetch(`${address}/administration`, { headers: { Cookie: cookie } })).text();
}

test("the command is given the finished file, and what it says is shown beside the report", async () => {
  const copy = elsewhere.file("a copy.db");
  const backup = elsewhere.file("the backup.db");
  const made = await cli.run(["backup", backup, "--quick", "--then", `cp "$1" '${copy}'`]);
  expect(made.code).toBe(exitCodes.done);
  expect(readFileSync(copy).equals(readFileSync(backup))).toBe(true);
  expect(JSON.parse(readFileSync(note(), "utf8"))).toMatchObject({ file: backup });
});

test.each([
  ["ends with a code", "exit 7", "it ended with 7"],
  ["is ended", "kill -9 $$", "it was ended by SIGKILL"],
  ["is not there", "no-such-command-anywhere", "it ended with 127"],
])("a command that %s leaves the backup, and it does not count as made", async (_, command, how) => {
  const backup = elsewhere.file("backup.db");
  const made = await cli.run(["backup", backup, "--quick", "--then", command]);
  expect(made.code).toBe(exitCodes.refused);
  expect(made.err).toContain(how);
  expect(existsSync(backup)).toBe(true);
  expect(existsSync(note())).toBe(false);
});

test("a backup that fails its check is not taken anywhere", async () => {
  writeFileSync(elsewhere.file("backup.db"), "somebody's");
  const marker = elsewhere.file("ran");
  await cli.run(["backup", elsewhere.file("backup.db"), "--then", `touch '${marker}'`]);
  expect(existsSync(marker)).toBe(false);
});

test("the age of the last one is a metric and stands on the administration page", async () => {
  const address = await served();
  expect(await ageAt(address)).toBe(Infinity);
  expect(await administration(address)).toContain("No backup has been made");
  await cli.run(["backup", elsewhere.file("backup.db"), "--quick"]);
  expect(await ageAt(address)).toBeLessThan(600);
  expect(await administration(address)).toMatch(/ min ago\./);
  noteBackup(cli.folder, { at: systemClock.now() - 50 * 3_600_000, file: "/backups/old.db" });
  expect(await ageAt(address)).toBeGreaterThan(179_999);
  expect(await administration(address)).toMatch(/2 days 2 h ago\.[^]*Have it run from a timer/);
});

test("what is no such note counts as none", async () => {
  writeFileSync(note(), '{"at":"yesterday"}');
  expect(await ageAt(await served())).toBe(Infinity);
});
