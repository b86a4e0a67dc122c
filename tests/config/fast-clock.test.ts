import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openClock } from "../../config/fast-clock.ts";
import { WindingClock } from "../../src/kernel/clock.ts";

let dataFolder: string;
let wall: WindingClock;
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), "clock-"));
  wall = new WindingClock(1_000_000);
});
afterEach(() => {
  rmSync(dataFolder, { recursive: true });
});
const open = (speed: number, mode: "write" | "read" = "write") => openClock({ dataFolder, speed, mode, wall });

test("without a speed it is the clock on the wall, and nothing is written", () => {
  expect(open(1)).toBe(wall);
  expect(readdirSync(dataFolder)).toEqual([]);
});

test("a fast clock begins at the time on the wall and goes on after a restart", () => {
  const first = open(60);
  expect(first.now()).toBe(1_000_000);
  wall.wind(1000);
  expect(first.now()).toBe(1_060_000);
  wall.wind(1000);
  expect(open(60).now()).toBe(1_120_000);
});

test("another speed takes over where the last one stood", () => {
  open(60);
  wall.wind(1000);
  const second = open(10);
  expect(second.now() - 1_060_000).toBeGreaterThanOrEqual(0);
  expect(second.now() - 1_060_000).toBeLessThan(10);
  const then = second.now();
  wall.wind(1000);
  expect(second.now()).toBe(then + 10_000);
  expect(open(600).now() - second.now()).toBeGreaterThanOrEqual(0);
});

test("going back to the clock on the wall is refused, because it would jump back", () => {
  open(60);
  wall.wind(1000);
  expect(() => open(1)).toThrow(/ANSWERABLE_CLOCK_SPEED=60 again/);
});

test("records that have lived on the clock on the wall are not put ahead of it", () => {
  const openFast = (isUsed: boolean) => openClock({ dataFolder, isUsed, speed: 60, mode: "write", wall });
  expect(() => openFast(true)).toThrow(/another folder/);
  expect(readdirSync(dataFolder)).toEqual([]);
  expect(openFast(false).now()).toBe(1_000_000);
  expect(openFast(true).now()).toBe(1_000_000);
});

test("who only reads takes the folder's clock", () => {
  open(60);
  wall.wind(1000);
  expect(open(1, "read").now()).toBe(1_060_000);
});

test("a file changed by hand is named", () => {
  writeFileSync(join(dataFolder, "clock.json"), "{}");
  expect(() => open(60)).toThrow(/clock\.json/);
});
