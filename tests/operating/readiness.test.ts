/** A process is ready when its storage answers and its loops look when they said they would. */
import { beforeEach, expect, test } from "@jest/globals";
import { WindingClock } from "../../src/kernel/clock.ts";
import { Readiness } from "../../src/operating/readiness.ts";

let steady: WindingClock;
let readiness: Readiness;
let storage: () => Promise<void>;
let checkWrite: (bytes: number) => Promise<void> | void;
beforeEach(() => {
  steady = new WindingClock(0);
  readiness = new Readiness(steady);
  storage = async () => undefined;
  checkWrite = () => undefined;
  readiness.attach({ check: () => storage(), checkWrite: async (bytes) => checkWrite(bytes) });
});

function bothLook(nextInMs: number): void {
  for (const loop of ["timers", "outbox"] as const)
    readiness.observe({ what: "looked", loop, nextInMs, failed: false });
}

test("before the data is open and the loops have looked it is not ready", async () => {
  expect(await new Readiness(steady).ask()).toMatchObject({
    ready: false,
    sentence: expect.stringContaining("Starting"),
  });
  expect(await readiness.ask()).toMatchObject({ ready: false, sentence: expect.stringContaining("has not started") });
  bothLook(1_000);
  expect(await readiness.ask()).toEqual({ ready: true, sentence: "Ready." });
});

test("a loop that does not look again when it said it would stands still", async () => {
  bothLook(60_000);
  steady.wind(64_000);
  expect(await readiness.ask()).toMatchObject({ ready: true });
  readiness.observe({ what: "looked", loop: "outbox", nextInMs: 60_000, failed: false });
  steady.wind(2_000);
  const stuck = { ready: false, sentence: "The loop that rings timers stands still: it is 6 s late." };
  expect(await readiness.ask()).toEqual(stuck);
});

test("a loop that failed is told of until it works again", async () => {
  bothLook(1_000);
  readiness.observe({ what: "looked", loop: "timers", nextInMs: 1_000, failed: true });
  expect(await readiness.ask()).toMatchObject({
    ready: false,
    sentence: expect.stringContaining("failed at its last try"),
  });
  bothLook(1_000);
  expect(await readiness.ask()).toMatchObject({ ready: true });
});

test("a storage that says no is quoted, and one that says nothing is given up", async () => {
  bothLook(60_000);
  storage = () => Promise.reject(new Error("The database has schema 9 and this program knows only 4."));
  expect(await readiness.ask()).toMatchObject({ ready: false, sentence: expect.stringContaining("schema 9") });
  storage = () => new Promise(() => undefined);
  const asked = readiness.ask();
  steady.wind(2_000);
  expect(await asked).toMatchObject({ ready: false, sentence: expect.stringContaining("not answered within") });
});

test("after a broken disk it is not ready until a restart", async () => {
  bothLook(60_000);
  readiness.observe({ what: "commit-failed", works: 1, reason: "full", sentence: "" });
  expect(await readiness.ask()).toMatchObject({ ready: true });
  readiness.observe({ what: "commit-failed", works: 1, reason: "broken", sentence: "" });
  expect(await readiness.ask()).toMatchObject({ ready: false, sentence: expect.stringContaining("until a restart") });
});
