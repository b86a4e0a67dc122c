/**
 * R6 and R7 on PostgreSQL: of two desks one stands still, and the other rings the clocks within 20 s; a database that is away
 * is answered for with 503 within 5 s, and everything goes on without a restart when it is back.
 */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openStorage } from "../../db/open-storage.ts";
import { steadyClock } from "../../src/kernel/clock.ts";
import { aPostgresServer, type PostgresServer } from "../support/postgres.ts";
import { figures, howMany, isFullRun } from "./support/extent.ts";
import { aFolderEach } from "./support/folder.ts";
import { Ledger } from "./support/ledger.ts";
import { serve, type Serving } from "./support/server-process.ts";
import { deskTongue } from "./support/tongues.ts";
import { checkAcknowledged, checkEverything } from "./support/verdict.ts";
import { pause, until } from "./support/waiting.ts";

const folder = aFolderEach();
/** A clock of 15 minutes rings after 1.5 s. */
const speed = "600";
const takeoverMaxMs = 20_000;
const answerMaxMs = 5_000;
const awayMs = howMany(4_000, 60_000);

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await aPostgresServer();
}, 60_000);
afterAll(async () => postgres.remove());

function aDesk(url: string): Promise<Serving> {
  return serve({
    kind: "desk",
    folder: folder.path,
    environment: { DATABASE_URL: url, ANSWERABLE_CLOCK_SPEED: speed },
  });
}

async function checkAll(url: string, ledger: Ledger) {
  const storage = await openStorage({ url, mode: "read" });
  await checkAcknowledged(storage, ledger.acknowledged);
  const verdict = await checkEverything(storage);
  await storage.close();
  return verdict;
}

// Two takeovers take half a minute; tests/db/postgres-loops.test.ts tries one of them each time.
(isFullRun ? test : test.skip)(
  "R6: two desks, each standing still in its turn",
  async () => {
    const url = await postgres.createDatabase("two-desks");
    const one = await aDesk(url);
    const two = await aDesk(url);
    const ledger = new Ledger(deskTongue, 6);
    const took: number[] = [];
    for (const [stopped, awake] of [
      [one, two],
      [two, one],
    ] as const) {
      stopped.child.kill("SIGSTOP");
      ledger.at(awake.address);
      const opened = await ledger.open();
      const askedAt = steadyClock.now();
      const storage = await openStorage({ url, mode: "read" });
      await until("the clock has rung", async () => (await storage.timers(opened)).length === 0, takeoverMaxMs + 5_000);
      took.push(Math.round(steadyClock.now() - askedAt));
      await storage.close();
      stopped.child.kill("SIGCONT");
      await pause(500);
    }
    for (const desk of [one, two]) {
      ledger.at(desk.address);
      await ledger.open().catch((error: unknown) => {
        throw new Error(`${String(error)} exit ${desk.child.exitCode ?? "none"}; it said ${desk.said()}`);
      });
    }
    for (const desk of [one, two]) expect((await desk.end("SIGTERM")).code).toBe(0);
    ledger.close();
    const { rows, timersRung } = await checkAll(url, ledger);
    for (const ms of took) expect(ms).toBeLessThan(takeoverMaxMs);
    figures(
      "R6",
      `one desk standing still, then the other: the clock rang after ${took.join(" and ")} ms; ${rows} rows, ${timersRung} timers rung once each, replay clean`,
    );
  },
  120_000,
);

test("R7: the database stands still for a while", async () => {
  const url = await postgres.createDatabase("away");
  const desk = await aDesk(url);
  const ledger = new Ledger(deskTongue, 7);
  ledger.at(desk.address);
  for (let n = 0; n < 5; n += 1) await ledger.one();
  postgres.pause();
  const askedAt = steadyClock.now();
  const answers = await Promise.all([
    ledger.one(),
    fetch(`${desk.address}/api/v1/incidents`, { headers: { "Answerable-Person": "chen" } }),
    fetch(desk.address, { redirect: "manual" }),
  ]);
  const tookMs = Math.round(steadyClock.now() - askedAt);
  const [command, list, page] = answers;
  await pause(Math.max(0, awayMs - tookMs));
  postgres.resume();
  expect(command).toMatchObject({ status: 503, retryAfter: expect.any(String) });
  expect(list.status).toBe(503);
  expect(page.status === 503 || page.status < 400).toBe(true);
  await until("it works again", async () => (await ledger.one())?.outcome === "done");
  await ledger.settle();
  expect(ledger.unknown.size).toBe(0);
  expect((await desk.end("SIGTERM")).code).toBe(0);
  ledger.close();
  await checkAll(url, ledger);
  expect(tookMs).toBeLessThan(answerMaxMs + 3_000);
  figures(
    "R7",
    `database standing still: 503 after ${tookMs} ms, works again without a restart; ${ledger.acknowledged.length} acknowledged, 0 lost`,
  );
}, 120_000);
