/** Whoever moves the clock on the wall is noticed; a machine that slept is not taken for that. */
import { expect, test } from "@jest/globals";
import { watchClock } from "../../src/kernel/clock-watch.ts";

/** A machine: time passes, it may sleep, and its wall clock may be set. */
function aMachine() {
  let passed = 0;
  let set = 0;
  let waiting: { at: number; run: () => void }[] = [];
  const pass = (ms: number): void => {
    passed += ms;
    const due = waiting.filter((one) => one.at <= passed);
    waiting = waiting.filter((one) => one.at > passed);
    for (const one of due) one.run();
  };
  const clock = {
    now: () => passed + set,
    after: (delayMs: number, run: () => void) => {
      const entry = { at: passed + delayMs, run };
      waiting.push(entry);
      return () => {
        waiting = waiting.filter((one) => one !== entry);
      };
    },
  };
  const steps: number[] = [];
  const stop = watchClock({ clock, sinceBoot: () => passed, onStep: ({ stepMs }) => steps.push(stepMs) });
  return { pass, stop, steps, setBy: (ms: number) => (set += ms), waiting: () => waiting.length };
}

const hour = 3_600_000;

test.each([hour, -hour, 24 * hour, -24 * hour, 1_500, -1_500])("a step by %i ms is noticed, once", (step) => {
  const machine = aMachine();
  machine.pass(60_000);
  machine.setBy(step);
  for (let look = 0; look < 5; look += 1) machine.pass(10_000);
  expect(machine.steps).toEqual([step]);
});

test("a machine that slept, and one whose clock is kept right, have not stepped", () => {
  const machine = aMachine();
  machine.pass(8 * hour);
  for (let second = 0; second < 600; second += 1) {
    machine.setBy(second % 2 === 0 ? 5 : -4);
    machine.pass(1_000);
  }
  expect(machine.steps).toEqual([]);
});

test("a watch that was stopped looks no more", () => {
  const machine = aMachine();
  machine.stop();
  expect(machine.waiting()).toBe(0);
});
