/** One base for whatever goes on by itself: looks, pauses, is woken and is stopped. */
import { expect, test } from "@jest/globals";
import { WindingClock } from "../../src/kernel/clock.ts";
import { Loop, type LoopParts } from "../../src/kernel/loop.ts";
import { yieldToEventLoop } from "../../src/kernel/turn.ts";

/** A loop over a clock that is wound, which notes when it looked. */
function aLoop(more: Partial<LoopParts<number>> = {}) {
  const clock = new WindingClock(0);
  const looks: number[] = [];
  const problems: unknown[] = [];
  const look = async () => looks.push(clock.now());
  const loop = new Loop({ clock, look, pauseMaxMs: 2_000, onProblem: (problem) => problems.push(problem), ...more });
  const wind = async (ms: number) => {
    clock.wind(ms);
    for (let turn = 0; turn < 5; turn += 1) await yieldToEventLoop();
  };
  return { loop, clock, looks, problems, wind };
}

test("looks at once, after the longest pause, and when what it knows of is due", async () => {
  const due = [500, null, 9_000];
  const { loop, looks, wind } = aLoop({ nextAt: () => due.shift() ?? null });
  loop.run();
  await wind(0);
  await wind(499);
  expect(looks).toEqual([0]);
  await wind(1);
  expect(looks).toEqual([0, 500]);
  await wind(2_000);
  await wind(2_000);
  expect(looks).toEqual([0, 500, 2_500, 4_500]);
  await loop.stop();
});

test("is woken at once, and earlier only by what is due before the end of its pause", async () => {
  const { loop, looks, wind } = aLoop();
  loop.run();
  await wind(0);
  loop.wakeBefore(5_000);
  await wind(100);
  expect(looks).toEqual([0]);
  loop.wakeBefore(1_000);
  await wind(0);
  loop.wake();
  await wind(0);
  expect(looks).toEqual([0, 100, 100]);
  await loop.stop();
});

test("a look that fails is reported, and made again after a second or when it says so", async () => {
  const fails = () => Promise.reject(new Error("away"));
  const { loop, problems, wind } = aLoop({ look: fails });
  const patient = aLoop({ look: fails, nextAfterFailure: () => 1_500 });
  for (const one of [loop, patient.loop]) one.run();
  await Promise.all([wind(0), patient.wind(0)]);
  await Promise.all([wind(1_000), patient.wind(1_000)]);
  expect([problems.length, patient.problems.length]).toEqual([2, 1]);
  await expect(loop.runOnce()).rejects.toThrow("away");
  await Promise.all([loop.stop(), patient.loop.stop()]);
});

test("there are never two looks at once, and stopping waits for the last", async () => {
  let underway = 0;
  const most: number[] = [];
  const { loop, looks, wind } = aLoop({
    look: async () => {
      underway += 1;
      most.push(underway);
      await yieldToEventLoop();
      underway -= 1;
      return 0;
    },
  });
  loop.run();
  await Promise.all([loop.runOnce(), loop.runOnce(), loop.stop()]);
  expect([underway, Math.max(...most)]).toEqual([0, 1]);
  const before = most.length;
  loop.wake();
  await wind(10_000);
  expect([most.length, looks, loop.isStopped]).toEqual([before, [], true]);
});

test("a listener that throws ends the loop, and that is told", async () => {
  const ended: unknown[] = [];
  const { loop, wind } = aLoop({
    onPause: () => {
      throw new Error("a listener");
    },
    onEnded: (error) => ended.push(error),
  });
  loop.run();
  await wind(0);
  expect(ended).toEqual([new Error("a listener")]);
  await loop.stop();
});
