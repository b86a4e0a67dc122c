/** What whoever keeps the data does: back it up while it is written, restore it elsewhere, verify it. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import Database from "better-sqlite3";
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readEnvironment } from "../../config/env.ts";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import { configure } from "../../src/app/compose.ts";
import { startServer, type Running } from "../../src/app/listen.ts";
import { aPostgresServer } from "../support/postgres.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";
import { commandLine, type CommandLine } from "../support/command-line.ts";

let cli: CommandLine;
let elsewhere: TemporaryFolder;
let server: Running | null = null;
beforeEach(() => {
  cli = commandLine();
  elsewhere = aTemporaryFolder();
});
async function closeDesk(): Promise<void> {
  await server?.close();
  server = null;
}
afterEach(async () => {
  await closeDesk();
  cli.remove();
  elsewhere.remove();
});

const open = (n: number) => ["open", "equipment-fault", "--as", "chen", "--field", `equipment=Lift ${n}`, ...rest];
const rest = ["--field", "place=Library", "--field", "fault=Stuck"];
const databaseFile = () => join(cli.folder, "answerable.db");

async function startHere(where: Readonly<Record<string, string>> = {}): Promise<string> {
  const here = { ANSWERABLE_DATA: cli.folder, PORT: "0", ANSWERABLE_SIGN_IN: "off", ...where };
  const config = configure(readEnvironment(here));
  server = await startServer(config, "0.0.0", { onProblem: (problem) => console.error(problem) });
  return server.address;
}

async function register(address: string, n: number): Promise<number> {
  const { status } = await fetch(`${address}/api/v1/incidents`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "Answerable-Person": "chen",
      "Idempotency-Key": `registration-${n}`,
    },
    body: JSON.stringify({
      playbook: "equipment-fault",
      fields: { equipment: `Lift ${n}`, place: "Library", fault: "Stuck" },
    }),
  });
  return status;
}

test("a backup of a file made while people write is whole, can be restored elsewhere, and folds to the same states", async () => {
  await backUpWhilePeopleWrite({});
});

test("so is a backup of a server's database", async () => {
  const server = await aPostgresServer();
  try {
    await backUpWhilePeopleWrite({ DATABASE_URL: await server.createDatabase("desk") });
  } finally {
    await closeDesk();
    await server.remove();
  }
}, 60_000);

async function backUpWhilePeopleWrite(where: Readonly<Record<string, string>>): Promise<void> {
  const address = await startHere(where);
  for (let n = 0; n < 20; n += 1) expect(await register(address, n)).toBe(201);
  const writing = { on: true };
  const acknowledged = (async () => {
    let n = 20;
    for (; writing.on; n += 1) expect(await register(address, n)).toBe(201);
    return n;
  })();
  const backup = elsewhere.file("backup.db");
  const made = await cli.run(["backup", backup, "--json"], { env: where });
  writing.on = false;
  const total = await acknowledged;
  expect(made).toMatchObject({ code: exitCodes.done });
  const verdict = JSON.parse(made.out);
  expect(verdict).toMatchObject({ sound: true, problems: [], divergences: [] });
  // A moment between the beginning and the end, whole incidents only.
  expect(verdict.contents.incidents).toBeGreaterThanOrEqual(20);
  expect(verdict.contents.incidents).toBeLessThanOrEqual(total);
  // The organisation has a history of its own.
  expect(verdict.replayed).toBe(Number(verdict.contents.incidents) + 1);
  expect(readdirSync(join(backup, ".."))).toEqual(["backup.db"]);

  const restored = await cli.run(["restore", backup, "--data", elsewhere.file("data")]);
  expect(restored).toMatchObject({ code: exitCodes.done, out: expect.stringContaining("0 differ") });
  expect(statSync(elsewhere.file("data/answerable.db")).mode & 0o777).toBe(0o600);
  const there = { env: { ANSWERABLE_DATA: elsewhere.file("data") } };
  expect(await cli.run(["verify"], there)).toMatchObject({ code: exitCodes.done });
  expect(JSON.parse((await cli.run(["list", "--json"], there)).out)).toMatchObject({
    total: verdict.contents.incidents,
  });
  expect(await cli.run([...open(99)], there)).toMatchObject({ code: exitCodes.done });
}

test("a backup overwrites nothing", async () => {
  await cli.run(open(1));
  writeFileSync(elsewhere.file("backup.db"), "somebody's");
  expect(await cli.run(["backup", elsewhere.file("backup.db")])).toMatchObject({ code: exitCodes.refused });
  expect(readFileSync(elsewhere.file("backup.db"), "utf8")).toBe("somebody's");
});

test("a restore replaces a database only when told to, keeps what was there, and never under a running server", async () => {
  await cli.run(open(1));
  const backup = elsewhere.file("backup.db");
  await cli.run(["backup", backup]);
  await cli.run(open(2));
  const refused = await cli.run(["restore", backup]);
  expect(refused).toMatchObject({ code: exitCodes.refused, err: expect.stringContaining("not overwritten") });

  await startHere();
  expect(await cli.run(["restore", backup, "--force"])).toMatchObject({ code: exitCodes.cannotOpen });
  await closeDesk();

  const restored = await cli.run(["restore", backup, "--force"]);
  expect(restored).toMatchObject({ code: exitCodes.done, out: expect.stringContaining("1 incidents,") });
  const kept = /kept as (\S+)/.exec(restored.err)?.[1] ?? "";
  expect(await cli.run(["verify", kept])).toMatchObject({ out: expect.stringContaining("2 incidents,") });
  expect((await cli.run(["verify"])).out).toContain("1 incidents,");
});

test("verify names what was changed by other hands", async () => {
  await cli.run(open(1));
  await cli.run(open(2));
  const database = new Database(databaseFile());
  const { state } = database.prepare("SELECT state FROM instances WHERE number = 2").get() as { state: string };
  database
    .prepare("UPDATE instances SET state = ? WHERE number = 2")
    .run(state.replace(/"place":"t1:.{6}/, '"place":"t1:forged'));
  database.prepare("DELETE FROM timers WHERE instance = (SELECT id FROM instances WHERE number = 1)").run();
  database.exec(
    "DROP TRIGGER log_keeps_rows; DELETE FROM log WHERE seq = 0 AND instance = (SELECT id FROM instances WHERE number = 1)",
  );
  database.close();
  const verified = await cli.run(["verify", "--json"]);
  expect(verified.code).toBe(exitCodes.refused);
  const verdict = JSON.parse(verified.out) as {
    sound: boolean;
    problems: string[];
    divergences: { number: number; what: string }[];
  };
  expect(verdict.sound).toBe(false);
  expect(verdict.divergences.map(({ number, what }) => [number, what])).toEqual([
    [1, "log"],
    [2, "state"],
  ]);
  expect(verdict.problems).toEqual([
    expect.stringContaining("triggers"),
    expect.stringContaining("1 are missing"),
    expect.stringContaining("has a gap in its log"),
    expect.stringContaining("Row 3 of the log is missing"),
  ]);
});

test("verify finds a damaged page, and a damaged backup is not restored", async () => {
  for (let n = 0; n < 5; n += 1) await cli.run(open(n));
  const backup = elsewhere.file("backup.db");
  await cli.run(["backup", backup, "--quick"]);
  const bytes = readFileSync(backup);
  bytes.fill(0xff, 5 * 4096, 5 * 4096 + 64);
  writeFileSync(backup, bytes);
  const verified = await cli.run(["verify", backup]);
  expect(verified).toMatchObject({ code: exitCodes.refused, out: expect.stringContaining("The file is damaged") });
  expect(await cli.run(["restore", backup, "--data", elsewhere.file("data")])).toMatchObject({
    code: exitCodes.refused,
  });
  expect(existsSync(elsewhere.file("data"))).toBe(false);
});

test("what is not there is said, with its code", async () => {
  expect(await cli.run(["verify"])).toMatchObject({ code: exitCodes.cannotOpen });
  expect(await cli.run(["backup", elsewhere.file("b.db")])).toMatchObject({ code: exitCodes.cannotOpen });
  expect(await cli.run(["restore", elsewhere.file("none.db")])).toMatchObject({ code: exitCodes.cannotOpen });
  expect(await cli.run(["copy", "--to", "mysql://host"])).toMatchObject({ code: exitCodes.usage });
  expect(existsSync(databaseFile())).toBe(false);
});
