/** R10: on a damaged file, and on one that is older than what was recorded, the desk shows what there is and records nothing. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import Database from "better-sqlite3";
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { readEnvironment } from "../../config/env.ts";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import { configure } from "../../src/app/compose.ts";
import { startServer, type Running } from "../../src/app/listen.ts";
import { commandLine, type CommandLine } from "../support/command-line.ts";

let cli: CommandLine;
let server: Running | null = null;
beforeEach(async () => {
  cli = commandLine();
  expect(await cli.run(["demo", "--data", cli.folder])).toMatchObject({ code: exitCodes.done });
});
afterEach(async () => {
  await server?.close();
  server = null;
  cli.remove();
});

const file = () => join(cli.folder, "answerable.db");

/** A page of the notifications, of which no list of incidents is made. */
function damage(): void {
  const database = new Database(file());
  database.pragma("journal_mode = DELETE");
  const page = database
    .prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'notifications'")
    .pluck()
    .get() as number;
  const size = database.pragma("page_size", { simple: true }) as number;
  database.close();
  const handle = openSync(file(), "r+");
  writeSync(handle, Buffer.alloc(200, 0xff), 0, 200, (page - 1) * size);
  closeSync(handle);
}

function makeOlder(): void {
  const mark = JSON.parse(readFileSync(`${file()}.mark`, "utf8")) as { position: number };
  writeFileSync(`${file()}.mark`, JSON.stringify({ ...mark, position: mark.position + 7 }));
}

test.each([
  ["damaged", damage, "The database file is damaged"],
  ["older than its mark", makeOlder, "7 entries are missing"],
] as const)(
  "a database that is %s",
  async (_, spoil, why) => {
    spoil();
    const before = readFileSync(file());
    const environment = { ANSWERABLE_DATA: cli.folder, PORT: "0", ANSWERABLE_SIGN_IN: "off" };
    const problems: unknown[] = [];
    server = await startServer(configure(readEnvironment(environment)), "0.0.0", {
      onProblem: (problem) => problems.push(problem),
    });
    const { address } = server;
    const headers = { Cookie: "answerable_person=chen; answerable_language=en", "Answerable-Person": "chen" };
    expect(problems).toMatchObject([{ name: "UnfitDatabaseError" }]);
    const page = await fetch(address, { headers });
    expect(page.status).toBe(200);
    const text = await page.text();
    expect(text).toContain("The desk is read-only");
    expect(text).toContain(why);
    const ready = await fetch(`${address}/readyz`);
    expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining("answerable restore")]);

    const asked = await fetch(`${address}/api/v1/incidents`, {
      method: "POST",
      headers: { ...headers, "Content-Type": "application/json" },
      body: JSON.stringify({ playbook: "equipment-fault", fields: { equipment: "a", place: "b", fault: "c" } }),
    });
    expect([asked.status, await asked.json()]).toEqual([503, expect.objectContaining({ code: "read-only" })]);
    const form = await fetch(`${address}/register/equipment-fault`, {
      method: "POST",
      headers,
      body: new URLSearchParams(),
    });
    expect([form.status, await form.text()]).toEqual([503, expect.stringContaining("Nothing was recorded")]);
    const fields = ["equipment=a", "place=b", "fault=c"].flatMap((field) => ["--field", field]);
    expect(await cli.run(["open", "equipment-fault", "--as", "chen", ...fields])).toMatchObject({
      code: exitCodes.cannotOpen,
      err: expect.stringContaining("Nothing is written to it"),
    });
    await server.close();
    server = null;
    expect(readFileSync(file()).equals(before)).toBe(true);
  },
  60_000,
);
