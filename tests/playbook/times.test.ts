import { describe, expect, test } from "@jest/globals";
import {
  localValue,
  readLocal,
  remaining,
  formatDuration,
  formatRemaining,
  formatTime,
  formatTimeWithSeconds,
  timeText,
} from "../../src/playbook/times.ts";
import { nightFalls, shanghai } from "../support/night.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const berlin = { zone: "Europe/Berlin", zoneLabel: { zh: "柏林时间", en: "Berlin time" } };

describe("a time", () => {
  test("is said in the organisation's zone, absolute, the zone named", () => {
    expect(timeText(nightFalls, shanghai)).toEqual({
      zh: "2026-11-22 22:56（北京时间）",
      en: "22 Nov 2026, 22:56 (GMT+8)",
    });
    expect(formatTimeWithSeconds(nightFalls + 7 * second, "zh", shanghai)).toBe("2026-11-22 22:56:07（北京时间）");
    expect(formatTimeWithSeconds(nightFalls + 7 * second, "en", shanghai)).toBe("22 Nov 2026, 22:56:07 (GMT+8)");
  });

  test("has months of three letters", () => {
    expect(formatTime(Date.parse("2026-09-05T09:00:00+08:00"), "en", shanghai)).toBe("5 Sep 2026, 09:00 (GMT+8)");
  });

  test("in the hour that comes twice says which of the two", () => {
    const [summer, winter] = ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"].map((iso) => Date.parse(iso));
    expect(formatTime(summer!, "en", berlin)).toBe("25 Oct 2026, 02:30 (Berlin time, UTC+02:00)");
    expect(formatTime(winter!, "zh", berlin)).toBe("2026-10-25 02:30（柏林时间，UTC+01:00）");
    expect(formatTime(winter! + hour, "en", berlin)).toBe("25 Oct 2026, 03:30 (Berlin time)");
  });
});

describe("what remains", () => {
  test("counts down in HH:MM:SS, the last second as one", () => {
    expect(formatRemaining(30 * minute, 0, "en")).toBe("00:30:00");
    expect(formatRemaining(30 * minute, 30 * minute - 1, "zh")).toBe("00:00:01");
    expect(formatRemaining(120 * hour, 0, "en")).toBe("120:00:00");
  });

  test("is overdue from the due time on, and never a minus", () => {
    expect(remaining(minute, minute)).toEqual({ state: "overdue", digits: "00:00:00" });
    expect(formatRemaining(0, 4 * minute + 12 * second + 999, "zh")).toBe("已超时 00:04:12");
    expect(formatRemaining(0, 4 * minute + 12 * second, "en")).toBe("overdue by 00:04:12");
  });

  test("over the end of summer time counts elapsed hours, not the wall clock's", () => {
    const before = Date.parse("2026-10-25T01:30:00+02:00");
    const after = Date.parse("2026-10-25T03:30:00+01:00");
    expect(remaining(after, before).digits).toBe("03:00:00");
  });
});

test.each([
  [30 * minute, "30 min", "30 分钟"],
  [90 * minute, "1 h 30 min", "1 小时 30 分钟"],
  [12 * hour, "12 h", "12 小时"],
  [24 * hour, "24 h", "24 小时"],
  [48 * hour, "48 h", "48 小时"],
  [72 * hour, "3 days", "3 天"],
  [49 * hour, "2 days 1 h", "2 天 1 小时"],
  [45 * second, "45 s", "45 秒"],
  [90 * second, "1 min 30 s", "1 分钟 30 秒"],
  [2 * hour + 5 * second, "2 h", "2 小时"],
  [0, "0 min", "0 分钟"],
])("%d ms are %s / %s", (ms, en, zh) => {
  expect(formatDuration(ms, "en")).toBe(en);
  expect(formatDuration(ms, "zh")).toBe(zh);
});

describe("a wall-clock time", () => {
  test("goes to the input and comes back", () => {
    expect(localValue(nightFalls, "Asia/Shanghai")).toBe("2026-11-22T22:56");
    expect(readLocal("2026-11-22T22:56", "Asia/Shanghai")).toEqual({ kind: "one", at: nightFalls });
    expect(readLocal(" 2026-11-22 22:56:07 ", "Asia/Shanghai")).toEqual({ kind: "one", at: nightFalls + 7000 });
  });

  test("that the spring skips is none, and says from when to when", () => {
    expect(readLocal("2026-03-29T02:30", "Europe/Berlin")).toEqual({ kind: "none", from: "02:00", to: "03:00" });
    expect(readLocal("2026-03-29T01:59", "Europe/Berlin").kind).toBe("one");
    expect(readLocal("2026-03-29T03:00", "Europe/Berlin").kind).toBe("one");
    expect(readLocal("2026-10-04T02:15", "Australia/Lord_Howe")).toEqual({ kind: "none", from: "02:00", to: "02:30" });
  });

  test("on a day that was skipped whole is none", () => {
    expect(readLocal("2011-12-30T10:00", "Pacific/Apia").kind).toBe("none");
  });

  test("that autumn brings twice is two, the earlier first", () => {
    expect(readLocal("2026-10-25T02:30", "Europe/Berlin")).toEqual({
      kind: "two",
      at: Date.parse("2026-10-25T02:30:00+02:00"),
      later: Date.parse("2026-10-25T02:30:00+01:00"),
    });
  });

  test.each([
    "",
    "now",
    "2026-13-01T00:00",
    "2026-02-30T10:00",
    "2026-11-22",
    "2026-11-22T25:00",
    "2026-11-22T24:00",
    "2026-11-22T24:00:00",
    "2026-12-31T23:59:60",
    "2026-W47-7T22:56",
    "2026-326T22:56",
    "12026-11-22T22:56",
    "２０２６-１１-２２T２２:５６",
    "2026-11-22T22:56Z",
  ])("%j is malformed", (written) => {
    expect(readLocal(written, "Asia/Shanghai")).toEqual({ kind: "malformed" });
  });
});
