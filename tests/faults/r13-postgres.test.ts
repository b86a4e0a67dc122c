/** R13 and R10 on PostgreSQL: rows edited by hand are named on the desk, and a damaged page is found where nobody reads it. */
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import type { Running } from "../../src/app/listen.ts";
import { figures, howMany } from "../support/extent.ts";
import { query } from "../support/postgres.ts";
import { asChen, furtherRows, look, plain, register } from "./support/edited-night.ts";
import { aPostgresNight, type PostgresNight } from "./support/postgres-night.ts";
import { edits } from "./support/row-edits.ts";
import { until } from "../support/waiting.ts";

let night: PostgresNight;
let server: Running | null = null;

beforeAll(async () => {
  night = await aPostgresNight();
  await query(night.night, furtherRows);
}, 240_000);
afterEach(async () => {
  await server?.close();
  server = null;
});
afterAll(() => night.remove());

const start = (url: string) => night.start(url, { lookAfterMs: 1_000 });

/** Of each four one that the test on SQLite leaves out. */
const tried = edits.filter((_, index) => index % howMany(4, 1) === howMany(2, 0));

test.each(tried)(
  "$sql",
  async ({ sql, postgres: asThere = sql, onDesk }) => {
    await query(night.postgres.urlOf("postgres"), "DROP DATABASE IF EXISTS edited WITH (FORCE)");
    const url = await night.postgres.createDatabase("edited", "night");
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
  const url = await night.postgres.createDatabase("damaged", "night");
  await night.damage(url, "deliveries");
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
