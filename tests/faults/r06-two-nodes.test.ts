/**
 * R6 and R7 on PostgreSQL: of two desks one stands still, and the other fires the clocks within 20 s; a database that is away
 * is answered for with 503 within 5 s, and everything goes on without a restart when it is back.
 */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openStorage } from "../../db/open-storage.ts";
import { steadyClock } from "../../src/kernel/clock.ts";
import { aPostgresServer, type PostgresServer } from "../support/postgres.ts";
import { figures, howMany, isFullRun } from "../support/extent.ts";
import { aFolderEach } from "./support/folder.ts";
import { Ledger } from "./support/ledger.ts";
import { serve, type Serving } from "./support/server-process.ts";
import { deskTongue } from "./support/tongues.ts";
import { checkAcknowledged, checkEverything } from "./support/verdict.ts";
import { pause, until } from "../support/waiting.ts";

const folder = aFolderEach();
/** A clock of 15 minutes fires after 1.5 s. */
const speed = "600";
const takeoverMaxMs = 20_000;
const answerMaxMs = 5_000;
/** The database waits five seconds for a node that stands still inside a transaction. */
const undoneMaxMs = 10_000;
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

/** In the middle of a commit, with luck: then the others can write nothing until the database has undone it. */
async function stopAtWork(ledger: Ledger, desk: Serving): Promise<void> {
  ledger.at(desk.address);
  const before = ledger.acknowledged.length;
  let isStopped = false;
  const work = ledger.work(4, () => isStopped);
  await until("there is work", () => ledger.acknowledged.length > before + 20);
  desk.child.kill("SIGSTOP");
  isStopped = true;
  // What is on its way there is given up.
  ledger.at(desk.address);
  await work;
}

/** A desk beside one that stands still may answer 503 for some seconds, with when to come again. */
async function openPatiently(ledger: Ledger): Promise<string> {
  let id = "";
  const opens = async () => (id = await ledger.open().catch(() => "")) !== "";
  await until("an incident is opened", opens, undoneMaxMs);
  return id;
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
      await stopAtWork(ledger, stopped);
      const stoppedAt = steadyClock.now();
      ledger.at(awake.address);
      const opened = await openPatiently(ledger);
      const storage = await openStorage({ url, mode: "read" });
      await until(
        "the clock has fired",
        async () => (await storage.timers(opened)).length === 0,
        takeoverMaxMs + 5_000,
      );
      took.push(Math.round(steadyClock.now() - stoppedAt));
      await storage.close();
      stopped.child.kill("SIGCONT");
      await pause(500);
    }
    for (const desk of [one, two]) {
      ledger.at(desk.address);
      await openPatiently(ledger);
    }
    await ledger.settle();
    expect(ledger.unknown.size).toBe(0);
    for (const desk of [one, two]) expect((await desk.end("SIGTERM")).code).toBe(0);
    ledger.close();
    const { rows, timersFired } = await checkAll(url, ledger);
    for (const ms of took) expect(ms).toBeLessThan(takeoverMaxMs);
    figures(
      "R6",
      `one desk standing still at work, then the other: the clock fired after ${took.join(" and ")} ms, ${ledger.counts.unavailable} times told to come again; ${rows} rows, ${timersFired} timers fired once each, replay clean`,
    );
  },
  120_000,
);

test("R7: the database stands still for a while, in the middle of work", async () => {
  const url = await postgres.createDatabase("away");
  const desk = await aDesk(url);
  const ledger = new Ledger(deskTongue, 7);
  ledger.at(desk.address);
  const list = () => fetch(`${desk.address}/api/v1/incidents`, { headers: { "Answerable-Person": "chen" } });
  const page = () => fetch(desk.address, { redirect: "manual", headers: { Cookie: "answerable_person=chen" } });
  let isOver = false;
  const took: number[] = [];
  const again = async (ask: () => Promise<unknown>): Promise<void> => {
    while (!isOver) {
      const askedAt = steadyClock.now();
      await ask();
      took.push(steadyClock.now() - askedAt);
      await pause(20);
    }
  };
  const crowd = [
    ...Array.from({ length: 8 }, () => () => ledger.one()),
    ...Array.from({ length: 4 }, () => list),
    page,
  ];
  const work = Promise.all(crowd.map(again));
  await until("there is work", () => ledger.acknowledged.length > 20);
  postgres.pause();
  await pause(200);
  const [command, listed, shown] = await Promise.all([ledger.one(), list(), page()]);
  await pause(awayMs);
  isOver = true;
  // Before the database is back: nobody waits for that.
  await work;
  postgres.resume();
  expect(command).toMatchObject({ status: 503, retryAfter: expect.any(String) });
  expect([listed.status, shown.status]).toEqual([503, 503]);
  await until("it works again", async () => (await ledger.one())?.outcome === "done");
  await ledger.settle();
  expect(ledger.unknown.size).toBe(0);
  expect((await desk.end("SIGTERM")).code).toBe(0);
  ledger.close();
  await checkAll(url, ledger);
  const longest = Math.round(Math.max(...took));
  expect(longest).toBeLessThan(answerMaxMs);
  figures(
    "R7",
    `database standing still under ${crowd.length} clients: 503 after at most ${longest} ms, works again without a restart; ${ledger.acknowledged.length} acknowledged, 0 lost`,
  );
}, 180_000);
