/** Sums with local time on a frozen calendar, across changes of the clock, ends of months and days off. */
import { describe, expect, test } from "@jest/globals";
import { addLength, isWorkday } from "../../../machines/from-data/calendar.ts";
import { nextTime } from "../../../machines/from-data/rhythm.ts";
import { frozenCalendar } from "../../../src/playbook/frozen-calendar.ts";

const iso = (at: number): string => new Date(at).toISOString().slice(0, 16);

const nationalDay = {
  zone: "Asia/Shanghai",
  holidays: ["2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06", "2026-10-07"],
  workdays: ["2026-10-10"],
};

describe("A frozen calendar", () => {
  test("holds each change of the zone's clocks to the minute", () => {
    const { offsets } = frozenCalendar({ zone: "Europe/Berlin" }, Date.parse("2026-06-01T00:00:00Z"));

    expect(offsets[0]).toEqual([Date.parse("2025-01-01T00:00:00Z"), 60]);
    expect(offsets).toContainEqual([Date.parse("2026-03-29T01:00:00Z"), 120]);
    expect(offsets).toContainEqual([Date.parse("2026-10-25T01:00:00Z"), 60]);
  });

  test("is the same all year, and one line where no clock changes", () => {
    const at = (day: string) => frozenCalendar({ zone: "Asia/Shanghai" }, Date.parse(`${day}T00:00:00Z`));

    expect(at("2026-01-02")).toEqual(at("2026-12-30"));
    expect(at("2026-01-02").offsets).toHaveLength(1);
  });
});

describe("A length of time", () => {
  test.each([
    ["72 h over the end of summer time elapse", "Europe/Berlin", "2026-10-24T10:00", "72 h", "2026-10-27T10:00"],
    ["a month over it keeps the time of day", "Europe/Berlin", "2026-10-10T08:00", "1 mo", "2026-11-10T09:00"],
    [
      "a month into an hour that is skipped ends after it",
      "Europe/Berlin",
      "2026-02-28T01:30",
      "1 mo",
      "2026-03-28T01:30",
    ],
    ["a month from the 31st ends with the month", "Asia/Shanghai", "2026-01-31T02:00", "1 mo", "2026-02-28T02:00"],
    ["a year from a leap day ends on the 28th", "Asia/Shanghai", "2028-02-29T02:00", "1 y", "2029-02-28T02:00"],
    ["three working days over a weekend", "Asia/Shanghai", "2026-11-27T08:00", "3 wd", "2026-12-02T15:59"],
    ["one working day from a Sunday is Monday", "Asia/Shanghai", "2026-11-22T02:00", "1 wd", "2026-11-23T15:59"],
  ])("%s", (_, zone, from, length, end) => {
    const at = Date.parse(`${from}:00Z`);

    expect(iso(addLength(frozenCalendar({ zone }, at), at, length))).toBe(end);
  });

  test("counts no holiday, and counts a Saturday that is worked", () => {
    const at = Date.parse("2026-09-30T02:00:00Z");
    const calendar = frozenCalendar(nationalDay, at);

    expect(iso(addLength(calendar, at, "3 wd"))).toBe("2026-10-10T15:59");
    expect(isWorkday(calendar, "2026-10-10")).toBe(true);
    expect(isWorkday(calendar, "2026-10-11")).toBe(false);
  });
});

describe("What comes again", () => {
  const calendar = frozenCalendar(nationalDay, Date.parse("2026-09-30T00:00:00Z"));
  const next = (
    every: "day" | "workday" | "week" | "month" | "quarter" | "half-year" | "year",
    on: (string | number)[],
    from: string,
  ) => iso(nextTime(calendar, { every, on: on, time: "17:00" }, Date.parse(`${from}:00Z`)));

  test.each([
    ["every day, later today", "day", [], "2026-11-23T08:59", "2026-11-23T09:00"],
    ["every day, at that very minute it is tomorrow's", "day", [], "2026-11-23T09:00", "2026-11-24T09:00"],
    ["every working day, over the holidays", "workday", [], "2026-09-30T10:00", "2026-10-08T09:00"],
    ["every week on two days", "week", ["mon", "fri"], "2026-11-24T00:00", "2026-11-27T09:00"],
    ["every month on its last day", "month", ["last"], "2027-02-03T00:00", "2027-02-28T09:00"],
    ["every month on the 31st, or its last", "month", [31], "2026-11-03T00:00", "2026-11-30T09:00"],
    ["every quarter", "quarter", [10], "2026-10-01T00:00", "2026-12-10T09:00"],
    ["every half-year", "half-year", ["06-10", "12-10"], "2026-11-03T00:00", "2026-12-10T09:00"],
    ["a leap day", "year", ["02-29"], "2026-11-03T00:00", "2028-02-29T09:00"],
  ] as const)("%s", (_, every, on, from, due) => {
    expect(next(every, [...on], from)).toBe(due);
  });
});
