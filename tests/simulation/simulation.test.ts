/** A few of the many worlds of `npm run simulate`, and the promise that a seed is a world. */
import { describe, expect, test } from "@jest/globals";
import { simulate } from "./simulate.ts";

const stepsMax = 250;

describe.each([0, 10, 20, 30, 40])("worlds from seed %i", (first) => {
  test.each(Array.from({ length: 10 }, (_, index) => first + index + 1))(
    "seed %i keeps every promise",
    async (seed) => {
      await simulate(seed, stepsMax);
    },
  );
});

// A message that hangs while the lease goes and comes back had the loop ask for it a thousand times a second.
test.each([70, 82, 158])("seed %i comes to rest", async (seed) => {
  await simulate(seed, 600);
});

test("the same seed is the same world, step by step; another seed is another", async () => {
  const [one, again, other] = [await simulate(7, stepsMax), await simulate(7, stepsMax), await simulate(8, stepsMax)];
  expect(again).toEqual(one);
  expect(other.trace).not.toBe(one.trace);
  expect(one.counts["commits"]).toBeGreaterThan(5);
});
