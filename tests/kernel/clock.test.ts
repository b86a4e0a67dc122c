import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { acceleratedClock, systemClock, WindingClock } from "../../src/kernel/clock.ts";

const day = 86_400_000;

describe("the winding clock", () => {
  test("stands still until it is wound, and calls what has come due, oldest first", () => {
    const clock = new WindingClock(100);
    const called: string[] = [];
    clock.after(20, () => called.push("late"));
    clock.after(10, () => called.push("early"));
    clock.after(31, () => called.push("not yet"));
    expect([clock.now(), called]).toEqual([100, []]);
    clock.wind(30);
    expect([clock.now(), called]).toEqual([130, ["early", "late"]]);
    clock.wind(30);
    expect(called).toEqual(["early", "late", "not yet"]);
  });

  test("does not call what was taken back, also when another callback takes it back", () => {
    const clock = new WindingClock(0);
    const called: string[] = [];
    const takeBack: (() => void)[] = [];
    clock.after(1, () => {
      called.push("first");
      for (const one of takeBack) one();
    });
    takeBack.push(clock.after(2, () => called.push("second")));
    clock.after(3, () => called.push("third"))();
    clock.wind(5);
    clock.wind(5);
    expect(called).toEqual(["first"]);
  });

  test("keeps the others when one callback throws", () => {
    const clock = new WindingClock(0);
    const called: string[] = [];
    clock.after(1, () => {
      throw new Error("broke");
    });
    clock.after(2, () => called.push("second"));
    expect(() => clock.wind(5)).toThrow("broke");
    clock.wind(0);
    expect(called).toEqual(["second"]);
  });

  test("can be put back, and then calls at the time that was said", () => {
    const clock = new WindingClock(1_000);
    const called: number[] = [];
    clock.after(10, () => called.push(clock.now()));
    clock.wind(-500);
    clock.wind(509);
    expect(called).toEqual([]);
    clock.wind(1);
    expect(called).toEqual([1_010]);
  });
});

describe("the clock on the wall", () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  test("calls back after 30 days, which is longer than a timer of Node can wait", () => {
    const called = jest.fn();
    systemClock.after(30 * day, called);
    jest.advanceTimersByTime(30 * day - 1);
    expect(called).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(called).toHaveBeenCalledTimes(1);
  });

  test("can be told not to, also in the second part of a long wait", () => {
    const called = jest.fn();
    const takeBack = systemClock.after(30 * day, called);
    jest.advanceTimersByTime(27 * day);
    takeBack();
    jest.advanceTimersByTime(30 * day);
    expect(called).not.toHaveBeenCalled();
  });

  test("calls back soon when the time is past already", () => {
    const called = jest.fn();
    systemClock.after(-5, called);
    jest.advanceTimersByTime(1);
    expect(called).toHaveBeenCalledTimes(1);
  });
});

test("the fast clock runs ahead of its origin, and waits so much less", () => {
  const wall = new WindingClock(10_000);
  const fast = acceleratedClock(60, 10_000, wall);
  const called: number[] = [];
  fast.after(60_000, () => called.push(fast.now()));
  wall.wind(999);
  expect([fast.now(), called]).toEqual([10_000 + 59_940, []]);
  wall.wind(1);
  expect(called).toEqual([70_000]);
});
