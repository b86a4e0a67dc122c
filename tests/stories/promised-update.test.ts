/** "Next update by 18:00" on the public page: a deadline that is kept or renewed in public, and nowhere else. */
import { expect, test } from "@jest/globals";
import { parseAtomFeed } from "feedsmith";
import type { Answerable } from "../../src/app/compose.ts";
import {
  approved,
  bilingual,
  clock,
  contextOf,
  does,
  drafting,
  minuteMs,
  pageOf,
  read,
  start,
  tries,
} from "./publishing.ts";

const inTime = (minutes: number) => new Date(clock.now() + minutes * minuteMs).toISOString();

async function promised(desk: Answerable): Promise<number> {
  await drafting(desk);
  await approved(desk);
  const nextUpdateAt = inTime(60);
  await does(desk, "morgan", "STATEMENT_RELEASED", { nextUpdateAt });
  // Given to the page is not promised yet.
  expect((await contextOf(desk)).promises).toEqual([]);
  await desk.engine.runDue();
  return Date.parse(nextUpdateAt);
}

const promiseClock = async (desk: Answerable) =>
  (await contextOf(desk)).clocks.further.find(({ id }) => id === "promise-1")!;

test("a promise stands on the page and in the feed, warns, and escalates when it is missed", async () => {
  const desk = await start();
  const dueAt = await promised(desk);
  expect(await promiseClock(desk)).toMatchObject({ dueAt, state: "running" });
  expect(read(pageOf("en"))).toMatch(/Next update <time datetime="[^"]+">by 22 Nov 2026, 22:\d\d/);
  expect(read(pageOf("zh"))).toContain("下次更新");
  expect(read("en/index.html")).toContain("Next update by");
  expect(JSON.stringify(parseAtomFeed(read("en/feed.xml")).entries![0]!.content)).toContain("Next update by");
  clock.wind(50 * minuteMs);
  await desk.engine.runDue();
  expect((await promiseClock(desk)).state).toBe("warned");
  clock.wind(30 * minuteMs);
  await desk.engine.runDue();
  expect(await promiseClock(desk)).toMatchObject({ state: "missed", level: 1 });
});

test("only a publication on the page keeps it", async () => {
  const desk = await start();
  await promised(desk);
  const elsewhere = { channels: ["press"], addresses: ["Evening News"], publishedAt: undefined, wording: "More later" };
  await does(desk, "morgan", "HOLDING_REPLY_PUBLISHED", elsewhere);
  expect((await promiseClock(desk)).state).toBe("running");
  for (const [person, type, values] of [
    ["morgan", "PROMISE_KEPT", { promise: "1", wording: "Done" }],
    ["li", "PROMISE_MOVED", { promise: "1", dueAt: inTime(600), reason: "Later" }],
  ] as const)
    expect(await tries(desk, person, type, values)).toMatchObject({ outcome: "refused" });
  await does(desk, "morgan", "CORRECTION_BEGUN", { statement: "1", reason: "The test is back." });
  await approved(desk, { ...bilingual, translatedBody: "It is rust." });
  await does(desk, "morgan", "STATEMENT_RELEASED");
  expect((await promiseClock(desk)).state).toBe("running");
  const takenAt = clock.now();
  await desk.engine.runDue();
  expect(await promiseClock(desk)).toMatchObject({ state: "met", stoppedAt: takenAt });
  const page = read(pageOf("en"));
  expect(page).toContain("Updated on");
  expect(page).not.toContain("Corrected on");
  expect(page).not.toContain("Next update");
  expect(read(pageOf("en").replace(".html", "-v1.html"))).toContain("The next update was promised by");
});

test("another time is announced on the page before the deadline moves", async () => {
  const desk = await start();
  const dueAt = await promised(desk);
  const past = { nextUpdateAt: inTime(-1), reason: "The laboratory is slow." };
  expect(await tries(desk, "li", "NEXT_UPDATE_RENEWED", past)).toMatchObject({ outcome: "refused" });
  const renewal = { nextUpdateAt: inTime(180), reason: "The laboratory is **slow**." };
  expect(await tries(desk, "morgan", "NEXT_UPDATE_RENEWED", renewal)).toMatchObject({ outcome: "forbidden" });
  await does(desk, "li", "NEXT_UPDATE_RENEWED", renewal);
  expect((await promiseClock(desk)).dueAt).toBe(dueAt);
  expect(await tries(desk, "li", "NEXT_UPDATE_RENEWED", renewal)).toMatchObject({ outcome: "refused" });
  await desk.engine.runDue();
  const moved = await promiseClock(desk);
  expect(moved).toMatchObject({ dueAt: Date.parse(renewal.nextUpdateAt), earlier: [{ dueAt }] });
  const page = read(pageOf("en"));
  expect(page).toContain("The laboratory is <strong>slow</strong>.");
  expect(page).toContain("The earlier promise was by 22 Nov 2026, 22:");
  expect((await contextOf(desk)).versions).toHaveLength(1);
});

test("a time that is past is not promised", async () => {
  const desk = await start();
  await drafting(desk);
  await approved(desk);
  expect(await tries(desk, "morgan", "STATEMENT_RELEASED", { nextUpdateAt: inTime(-5) })).toMatchObject({
    outcome: "refused",
  });
});
