/** A process is ready when its storage answers and its loops look when they said they would. */
import { beforeEach, expect, test } from "@jest/globals";
import { WindingClock } from "../../src/kernel/clock.ts";
import { StorageUnavailableError } from "../../src/engine/failures.ts";
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

test.each([
  [false, "Closing: the desk has been asked to stop."],
  [true, "Closing: a part of the desk has failed, and only a new start helps."],
])("while it closes it says why (failed: %s)", async (hasFailed, sentence) => {
  bothLook(60_000);
  readiness.closing(hasFailed);
  expect(await readiness.ask()).toEqual({ ready: false, trouble: "closing", sentence });
});

test("a loop that does not look again when it said it would stands still", async () => {
  bothLook(60_000);
  steady.wind(61_000);
  expect(await readiness.ask()).toMatchObject({ ready: true });
  readiness.observe({ what: "looked", loop: "outbox", nextInMs: 60_000, failed: false });
  steady.wind(2_000);
  const stuck = {
    ready: false,
    trouble: "loops",
    sentence: "The timer loop is stalled (3 s late).",
  };
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
  steady.wind(2_000);
  const asked = readiness.ask();
  steady.wind(2_000);
  expect(await asked).toMatchObject({ ready: false, sentence: expect.stringContaining("not answered within") });
});

test("after a broken disk it is not ready until a restart", async () => {
  bothLook(60_000);
  readiness.observe({ what: "commit-failed", works: 1, reason: "broken", sentence: "" });
  expect(await readiness.ask()).toMatchObject({ ready: false, sentence: expect.stringContaining("until a restart") });
});

test.each(["full", "held", "away", "read-only"] as const)(
  "while nothing can be written it says so: %s",
  async (reason) => {
    bothLook(60_000);
    checkWrite = () => Promise.reject(new StorageUnavailableError(reason, "Nothing can be written."));
    expect(await readiness.ask()).toEqual({ ready: false, trouble: reason, sentence: "Nothing can be written." });
    checkWrite = () => undefined;
    steady.wind(2_000);
    expect(await readiness.ask()).toMatchObject({ ready: true });
  },
);

test("a storage that has just committed is not asked to write, and one that has just failed is", async () => {
  bothLook(60_000);
  let asked = 0;
  checkWrite = () => void (asked += 1);
  const answered = { what: "answered", works: 1, queued: 0, commitMs: 1, outcomes: {}, latenessMs: [] } as const;
  readiness.observe(answered);
  expect(await readiness.ask()).toMatchObject({ ready: true });
  expect(asked).toBe(0);
  readiness.observe({ what: "commit-failed", works: 1, reason: "held", sentence: "" });
  expect(await readiness.ask()).toMatchObject({ ready: true });
  expect(asked).toBe(1);
});

test("a disk that was full has room again when there is room for a large commit", async () => {
  bothLook(60_000);
  const room = 4_096;
  checkWrite = (bytes) =>
    bytes > room ? Promise.reject(new StorageUnavailableError("full", "The disk is full.")) : undefined;
  expect(await readiness.ask()).toMatchObject({ ready: true });
  readiness.observe({ what: "commit-failed", works: 1, reason: "full", sentence: "" });
  expect(await readiness.ask()).toMatchObject({ ready: false, trouble: "full" });
});

test("many who ask together share one answer", async () => {
  bothLook(60_000);
  let asked = 0;
  checkWrite = () => void (asked += 1);
  await Promise.all(Array.from({ length: 50 }, () => readiness.ask()));
  expect(asked).toBe(1);
});

test("while no node holds the lease no timer would fire", async () => {
  bothLook(60_000);
  readiness.observe({ what: "leased", held: false, somebody: false });
  expect(await readiness.ask()).toMatchObject({ ready: false, trouble: "lease" });
  readiness.observe({ what: "leased", held: false, somebody: true });
  expect(await readiness.ask()).toMatchObject({ ready: true });
});
