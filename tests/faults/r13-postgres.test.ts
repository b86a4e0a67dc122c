/** R13 and R10 on PostgreSQL: rows edited by hand are named on the desk, and a damaged page is found where nobody reads it. */
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { openSync, closeSync, writeSync } from "node:fs";
import { join } from "node:path";
import { readEnvironment } from "../../config/env.ts";
import { copyDatabase } from "../../db/copy-database.ts";
import { openStorage } from "../../db/open-storage.ts";
import { configure } from "../../src/app/compose.ts";
import { startServer, type Running } from "../../src/app/listen.ts";
import { commandLine, type CommandLine } from "../support/command-line.ts";
import { aPostgresServer, query, type PostgresServer } from "../support/postgres.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";
import { aNightIn, asChen, furtherRows, look, plain, register } from "./support/edited-night.ts";
import { figures, howMany } from "../support/extent.ts";
import { edits } from "./support/row-edits.ts";
import { until } from "../support/waiting.ts";

let cli: CommandLine;
let folder: TemporaryFolder;
let postgres: PostgresServer;
let server: Running | null = null;

beforeAll(async () => {
  cli = commandLine();
  folder = aTemporaryFolder();
  const data = folder.file("night");
  await aNightIn(data, cli);
  postgres = await aPostgresServer();
  const night = await postgres.createDatabase("night");
  const options = { now: 1_700_000_000_000, progress: () => undefined };
  await copyDatabase(`sqlite:${join(data, "answerable.db")}`, night, options);
  // Its first start ends what a copy may not keep.
  await (await openStorage({ url: night })).close();
  await query(night, furtherRows);
}, 240_000);
afterEach(async () => {
  await server?.close();
  server = null;
});
afterAll(async () => {
  await postgres.remove();
  cli.remove();
  folder.remove();
});

async function start(url: string): Promise<Running> {
  const environment = { DATABASE_URL: url, ANSWERABLE_DATA: folder.file("data"), PORT: "0", ANSWERABLE_SIGN_IN: "off" };
  return startServer(configure(readEnvironment(environment)), "0.0.0", {
    onProblem: () => undefined,
    lookAfterMs: 1_000,
  });
}

const tried = edits.filter((_, index) => index % howMany(4, 1) === 0);

test.each(tried)(
  "$sql",
  async ({ sql, postgres: asThere = sql, onDesk }) => {
    await query(postgres.urlOf("postgres"), "DROP DATABASE IF EXISTS edited WITH (FORCE)");
    const url = await postgres.createDatabase("edited", "night");
    // As somebody would who takes the protections off first.
    await query(url, `SET session_replication_role = replica; ${asThere}`);
    server = await start(url);
    const { address } = server;
    expect((await register(address)).status).toBe(201);
    const named = async () => onDesk.test(plain((await look(address, "/")).text));
    await until("the desk names the row", named, 20_000);
    // Its key may be somebody's id: of what incident it is, everybody is told.
    const others = plain((await look(address, "/", asChen)).text);
    expect(others).toContain("tored row");
    expect(others).not.toMatch(onDesk);
    expect((await look(address, "/incidents/3")).status).toBe(200);
  },
  120_000,
);

test("a page that is damaged while nobody reads it is found, told by readyz and shown on every page", async () => {
  const url = await postgres.createDatabase("damaged", "night");
  const [place] = await query(
    url,
    "SELECT pg_relation_filepath('deliveries') AS path, count(*) AS rows FROM deliveries",
  );
  expect(Number(place?.["rows"])).toBeGreaterThan(0);
  await postgres.stop();
  const home = new URL(url).searchParams.get("host") ?? "";
  const file = openSync(join(home, "data", String(place?.["path"])), "r+");
  writeSync(file, Buffer.alloc(64, 0xa5), 0, 64, 4_096);
  closeSync(file);
  await postgres.start();
  server = await start(url);
  const { address } = server;
  const damaged = async () => (await look(address, "/readyz")).text.includes("The database is damaged");
  await until("readyz tells it", damaged, 20_000);
  expect((await look(address, "/readyz")).status).toBe(503);
  expect(plain((await look(address, "/")).text)).toContain("A part of the database is damaged");
  // The rest goes on.
  expect((await register(address)).status).toBe(201);
  figures("R13", `on PostgreSQL ${tried.length} rows edited by hand, and a damaged page: each named on the desk`);
}, 120_000);
