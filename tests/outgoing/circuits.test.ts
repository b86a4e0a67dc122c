import { expect, test } from "@jest/globals";
import { WindingClock } from "../../src/kernel/clock.ts";
import { Circuits } from "../../src/outgoing/circuits.ts";

const aMinute = 60_000;

function opened() {
  const clock = new WindingClock(1_000_000);
  return { clock, circuits: new Circuits(clock, () => 1) };
}

test("one that fails is left alone for longer each time, and nobody else is", () => {
  const { clock, circuits } = opened();
  const pauses = Array.from({ length: 9 }, () => {
    expect(circuits.enter("slow")).toBeNull();
    circuits.failed("slow", null);
    const until = circuits.enter("slow")!;
    const pause = until - clock.now();
    clock.wind(pause);
    return pause / 1000;
  });
  expect(pauses).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 300]);
  expect(circuits.enter("other")).toBeNull();
});

test("after a failure one goes first; when it gets through, all may", () => {
  const { clock, circuits } = opened();
  circuits.enter("slow");
  circuits.failed("slow", null);
  clock.wind(5_000);
  expect(circuits.enter("slow")).toBeNull();
  expect(circuits.enter("slow")).not.toBeNull();
  expect(circuits.answered("slow")).toBe(true);
  expect(circuits.enter("slow")).toBeNull();
  expect(circuits.enter("slow")).toBeNull();
  expect(circuits.answered("slow")).toBe(false);
});

test("a receiver that asks for time gets it, up to an hour", () => {
  const { clock, circuits } = opened();
  circuits.enter("busy");
  circuits.failed("busy", 10 * aMinute);
  expect(circuits.enter("busy")).toBe(clock.now() + 10 * aMinute);
  circuits.enter("greedy");
  circuits.failed("greedy", 1000 * aMinute);
  expect(circuits.enter("greedy")).toBe(clock.now() + 60 * aMinute);
});

test("a clock that is put back keeps nobody waiting", () => {
  const { clock, circuits } = opened();
  circuits.enter("slow");
  circuits.failed("slow", 60 * aMinute);
  clock.wind(-24 * 60 * aMinute);
  expect(circuits.enter("slow")).toBeNull();
});
