/** R10 on PostgreSQL: a damaged page that ordinary work meets makes the desk read-only; it neither ends nor starts again and again. */
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import type { Running } from "../../src/app/listen.ts";
import { look, plain, register } from "./support/edited-night.ts";
import { aPostgresNight, type PostgresNight } from "./support/postgres-night.ts";
import { until } from "../support/waiting.ts";

let night: PostgresNight;
let server: Running | null = null;

beforeAll(async () => {
  night = await aPostgresNight();
}, 240_000);
afterEach(async () => {
  await server?.close();
  server = null;
});
afterAll(() => night.remove());

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
  const url = await night.postgres.createDatabase("at-start", "night");
  await night.damage(url, "outbox");
  for (let count = 0; count < 2; count += 1) {
    server = await night.start(url);
    // A notification is written onto it.
    const first = await register(server.address);
    const said = await first.text();
    expect([first.status, said]).toEqual([503, expect.not.stringContaining("is restarting")]);
    if (said.includes('"broken"')) expect(said).toContain("becomes read-only");
    else expect(said).toContain('"read-only"');
    await expectReadOnly(server);
    await server.close();
    server = null;
  }
}, 120_000);

test("met where nothing can be shown without it ends the desk, with what is wrong", async () => {
  const url = await night.postgres.createDatabase("unreadable", "night");
  server = await night.start(url);
  expect((await register(server.address)).status).toBe(201);
  await night.damage(url, "timers");
  await expect(server.broken).resolves.toMatchObject({ message: expect.stringContaining("The database is damaged") });
}, 120_000);
