import { expect, test } from "@jest/globals";
import { WindingClock } from "../../src/kernel/clock.ts";
import { pace } from "../../src/kernel/pace.ts";

test("so much at once, then so much a minute, each for themselves", () => {
  const clock = new WindingClock(1_000_000);
  const { take, giveBack } = pace({ perMinute: 60, atOnce: 3 }, clock);
  expect([1, 2, 3, 4].map(() => take("li"))).toEqual([0, 0, 0, 1_000]);
  expect(take("wang")).toBe(0);
  clock.wind(400);
  expect(take("li")).toBe(600);
  clock.wind(600);
  expect([take("li"), take("li")]).toEqual([0, 1_000]);
  giveBack("li");
  expect([take("li"), take("li")]).toEqual([0, 1_000]);
  clock.wind(3_600_000);
  expect([1, 2, 3, 4].map(() => take("li"))).toEqual([0, 0, 0, 1_000]);
});

test("forgets whoever has been quiet, and nobody else", () => {
  const clock = new WindingClock(1_000_000);
  const { take } = pace({ perMinute: 60, atOnce: 2 }, clock);
  for (const who of ["li", "li"]) take(who);
  for (let number = 0; number < 20_000; number += 1) take(`person ${number}`);
  expect(take("li")).toBeGreaterThan(0);
});
