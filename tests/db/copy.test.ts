/** A whole night moves from a file to a server and back, and folds to the same states everywhere. */
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import Database from "better-sqlite3";
import { join } from "node:path";
import { copiedTables, leftBehind } from "../../db/copied-tables.ts";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import { commandLine, type CommandLine } from "../support/command-line.ts";
import { aPostgresServer, type PostgresServer, query } from "../support/postgres.ts";

let server: PostgresServer;
beforeAll(async () => {
  server = await aPostgresServer();
}, 60_000);
afterAll(async () => server.remove());
let cli: CommandLine;
afterEach(() => {
  cli.remove();
});

test("every table either moves or is left behind on purpose, column by column", async () => {
  cli = commandLine();
  await cli.run(["demo", "--data", cli.folder]);
  const database = new Database(join(cli.folder, "answerable.db"), { readonly: true });
  const names = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all() as string[];
  expect([...copiedTables.map(({ name }) => name), ...leftBehind].sort()).toEqual(names);
  for (const { name, columns } of copiedTables) {
    // What SQLite works out by itself is not in the list that it gives.
    const present = (database.pragma(`table_info(${name})`) as { name: string }[]).map((column) => column.name);
    expect([name, [...new Set(columns.map(([column]) => column))].sort()]).toEqual([name, present.sort()]);
  }
  database.close();
});

test("the demo night, from SQLite to PostgreSQL and back: every row, every number", async () => {
  cli = commandLine();
  const demo = join(cli.folder, "demo");
  expect(await cli.run(["demo", "--data", demo])).toMatchObject({ code: exitCodes.done });
  const from = { env: { ANSWERABLE_DATA: demo } };
  const history = (await cli.run(["history", "1", "--json"], from)).out;
  const url = await server.createDatabase("moved");

  const copied = await cli.run(["copy", "--to", url], from);
  expect(copied).toMatchObject({ code: exitCodes.done, out: expect.stringContaining("0 differ") });
  expect(copied.err).toMatch(/^log: \d+ of \d+$/m);
  const there = { env: { ANSWERABLE_DATA: demo, DATABASE_URL: url } };
  expect((await cli.run(["history", "1", "--json"], there)).out).toBe(history);
  expect(await cli.run(["verify"], there)).toMatchObject({ code: exitCodes.done });

  for (const table of ["contacts", "deliveries", "notifications"]) {
    const [counted] = await query(url, `SELECT count(*)::int AS total FROM ${table}`);
    expect(`${table} ${String(counted!["total"])}`).toMatch(/ [1-9]/);
  }

  const by = (await query(url, "SELECT by FROM sign_offs ORDER BY seq")).map((row) => row["by"]);
  expect(by.length).toBeGreaterThanOrEqual(2);

  // It goes on there: the next message gets the next number.
  const [before] = await query(url, "SELECT max(position)::int AS last FROM outbox");
  const opened = await cli.run(
    [
      "open",
      "equipment-fault",
      "--as",
      "chen",
      "--field",
      "equipment=Lift",
      "--field",
      "place=Hall",
      "--field",
      "fault=Stuck",
    ],
    there,
  );
  expect(opened).toMatchObject({ code: exitCodes.done });
  const [after] = await query(
    url,
    "SELECT min(position)::int AS next FROM outbox WHERE instance = (SELECT id FROM instances WHERE number = 2)",
  );
  expect(after!["next"]).toBe((before!["last"] as number) + 1);

  expect(await cli.run(["copy", "--to", url], from)).toMatchObject({
    code: exitCodes.refused,
    err: expect.stringContaining("not empty"),
  });

  // As an incident from before the schema had sign-offs says.
  await query(url, "UPDATE instances SET sign_offs_since = 1 WHERE number = 2");
  const back = join(cli.folder, "back", "answerable.db");
  expect(await cli.run(["copy", "--to", `sqlite:${back}`], there)).toMatchObject({ code: exitCodes.done });
  const home = { env: { ANSWERABLE_DATA: join(cli.folder, "back") } };
  expect((await cli.run(["history", "1", "--json"], home)).out).toBe(history);
  const database = new Database(back, { readonly: true });
  const sinces = "SELECT sign_offs_since FROM instances WHERE number > 0 ORDER BY number";
  expect(database.prepare(sinces).pluck().all()).toEqual([0, 1]);
  expect(database.prepare("SELECT by FROM sign_offs ORDER BY seq").pluck().all()).toEqual(by);
  database.close();
  expect(await cli.run(["verify"], home)).toMatchObject({
    code: exitCodes.done,
    out: expect.stringContaining("2 incidents"),
  });
}, 90_000);

test("a server that somebody works with is not copied", async () => {
  cli = commandLine();
  const url = await server.createDatabase("busy");
  const there = { env: { ANSWERABLE_DATA: cli.folder, DATABASE_URL: url } };
  await cli.run(["migrate"], there);
  await query(url, "INSERT INTO leases VALUES ('loops', 'node one', 1, 9000000000000)");
  const target = join(cli.folder, "target.db");
  expect(await cli.run(["copy", "--to", `sqlite:${target}`], there)).toMatchObject({
    code: exitCodes.refused,
    err: expect.stringContaining("is running"),
  });
});
