/** A number that is none, or no whole one, is refused with what it must be: to each database it would mean something else. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { acceleratedClock, openEngine, openStorage, WindingClock } from "../../src/library.ts";
import * as library from "../../src/library.ts";
import { anyCommand, aNight, door, started, type Night } from "./night.ts";

let night: Night;
let id: string;
beforeEach(async () => {
  night = await aNight();
  id = await started(night.engine, "door@1");
  await night.engine.send(id, { type: "OPEN" }, anyCommand());
});
afterEach(() => night.close());

describe.each<[unknown]>([[Number.NaN], [-2], [1.5], [Infinity], [-Infinity], ["3"], [null], [2 ** 53]])(
  "given %p",
  (given) => {
    const range = (key: string) => ({ [key]: given }) as never;
    test("then replay and history throw, and say what it must be", async () => {
      const right = /whole number from/;
      await expect(night.engine.replay(id, range("upTo"))).rejects.toThrow(right);
      for (const key of ["upTo", "after", "limit"])
        await expect(night.engine.history(id, range(key))).rejects.toThrow(right);
    });

    test("then a clock is not made of it", async () => {
      if (given === -2) return;
      expect(() => new WindingClock(given as number)).toThrow(RangeError);
      expect(() => new WindingClock(0).wind(given as number)).toThrow(RangeError);
      await expect(
        openEngine({ ...parts(), clock: { now: () => given as number, after: () => () => undefined } }),
      ).rejects.toThrow(RangeError);
    });
  },
);

test.each([0, -1, Number.NaN, Infinity])("no clock is %p times as fast", (speed) => {
  expect(() => acceleratedClock(speed, 0)).toThrow(RangeError);
});

const parts = () => ({ storage: night.storage, machines: { "door@1": door }, deliver: async () => undefined });

test("whoever uses the library can tell its errors apart", async () => {
  const names = [
    "FencedError",
    "FileInUseError",
    "OverloadedError",
    "SamePersonError",
    "SchemaError",
    "StaleInstanceError",
  ];
  for (const name of [
    ...names,
    "StorageUnavailableError",
    "TimerCircleError",
    "TimerFailedError",
    "UndeliverableError",
  ])
    expect(Reflect.get(library, name)).toEqual(expect.any(Function));
  const storage = await openStorage({ url: "sqlite::memory:" });
  await storage.close();
});
