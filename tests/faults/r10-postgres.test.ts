/** R10 on PostgreSQL: a damaged page that ordinary work meets makes the desk read-only; it neither ends nor starts again and again. */
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
import { aNightIn, look, plain, register } from "./support/edited-night.ts";
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
  await (await openStorage({ url: night })).close();
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

/** The page that new rows go to; the server's checksum no longer fits. */
async function damage(url: string, table: string): Promise<void> {
  const [place] = await query(
    url,
    `SELECT pg_relation_filepath('${table}') AS path, pg_relation_size('${table}') AS size`,
  );
  expect(Number(place?.["size"])).toBeGreaterThan(0);
  await postgres.stop();
  const home = new URL(url).searchParams.get("host") ?? "";
  const file = openSync(join(home, "data", String(place?.["path"])), "r+");
  for (let page = 0; page < Number(place?.["size"]) / 8192; page += 1)
    writeSync(file, Buffer.alloc(64, 0xa5), 0, 64, page * 8192 + 4_096);
  closeSync(file);
  await postgres.start();
}

async function start(url: string): Promise<Running> {
  const environment = { DATABASE_URL: url, ANSWERABLE_DATA: folder.file("data"), PORT: "0", ANSWERABLE_SIGN_IN: "off" };
  return startServer(configure(readEnvironment(environment)), "0.0.0", { onProblem: () => undefined });
}

/** Not in a moment either, in which it would have. */
async function hasEnded({ broken, address }: Running): Promise<boolean> {
  await look(address, "/healthz");
  return Promise.race([broken.then(() => true), Promise.resolve(false)]);
}

async function expectReadOnly(running: Running): Promise<void> {
  const { address } = running;
  const isSaid = async () => plain((await look(address, "/")).text).includes("The desk is read-only");
  await until("every page says it", isSaid, 30_000);
  const page = await look(address, "/");
  expect(page.status).toBe(200);
  expect(plain(page.text)).toContain("damaged");
  const ready = await look(address, "/readyz");
  expect([ready.status, ready.text]).toEqual([503, expect.stringContaining("The database is damaged")]);
  expect(ready.text).toContain("restore the database from a backup");
  expect((await look(address, "/healthz")).status).toBe(200);
  const refused = await register(address);
  expect([refused.status, await refused.json()]).toMatchObject([503, { code: "read-only" }]);
  expect(await hasEnded(running)).toBe(false);
}

test("met at work, and again after the next start", async () => {
  const url = await postgres.createDatabase("at-start", "night");
  await damage(url, "outbox");
  for (let count = 0; count < 2; count += 1) {
    server = await start(url);
    // A notification is written onto it.
    const first = await register(server.address);
    const said = await first.text();
    expect([first.status, said]).toEqual([503, expect.not.stringContaining("is restarting")]);
    if (said.includes('"broken"')) expect(said).toContain("only shows what there is");
    else expect(said).toContain('"read-only"');
    await expectReadOnly(server);
    await server.close();
    server = null;
  }
}, 120_000);

test("met where nothing can be shown without it ends the desk, with what is wrong", async () => {
  const url = await postgres.createDatabase("unreadable", "night");
  server = await start(url);
  expect((await register(server.address)).status).toBe(201);
  await damage(url, "timers");
  await expect(server.broken).resolves.toMatchObject({ message: expect.stringContaining("The database is damaged") });
}, 120_000);
