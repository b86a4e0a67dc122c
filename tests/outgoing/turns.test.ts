/** One receiver that hangs keeps its own notifications waiting, and nobody else's. */
import { expect, test } from "@jest/globals";
import { WindingClock } from "../../src/kernel/clock.ts";
import { Turns } from "../../src/outgoing/turns.ts";

const never = () => new Promise<never>(() => undefined);
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("a receiver has eight turns; the ninth begins when one is over, and so does the time that it may take", async () => {
  const turns = new Turns(new WindingClock(0));
  const ends: (() => void)[] = [];
  let begun = 0;
  const take = () =>
    turns.take("slow", () => {
      begun += 1;
      return new Promise<void>((resolve) => ends.push(resolve));
    });
  const all = Array.from({ length: 10 }, take);
  await settled();
  expect(begun).toBe(8);
  ends[3]!();
  await all[3];
  expect(begun).toBe(9);
  for (let next = 0; next < 10; next += 1) {
    await settled();
    ends[next]?.();
  }
  await Promise.all(all);
  expect(begun).toBe(10);
});

test("nobody else waits for it, and whoever comes when all its turns hang is told so", async () => {
  const clock = new WindingClock(0);
  const turns = new Turns(clock);
  for (let n = 0; n < 8; n += 1) void turns.take("hangs", never);
  expect(turns.isStuck("hangs")).toBe(false);
  clock.wind(1_000);
  expect(turns.isStuck("hangs")).toBe(true);
  expect(turns.isStuck("other")).toBe(false);
  expect(await turns.take("other", async () => "answered")).toBe("answered");
});

test("a turn whose work fails is over", async () => {
  const turns = new Turns(new WindingClock(0));
  const fail = () => turns.take("fails", () => Promise.reject(new Error("no")));
  for (let n = 0; n < 20; n += 1) await expect(fail()).rejects.toThrow("no");
  expect(await turns.take("fails", async () => "yes")).toBe("yes");
});
