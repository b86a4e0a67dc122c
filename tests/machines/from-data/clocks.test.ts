/** What events, states, facts and items do to the clocks of a file. */
import { describe, expect, test } from "@jest/globals";
import { begin, clockOf, dueOf, local, monday, toldSince } from "./support/written.ts";
import { hours, minutes } from "../support/night.ts";

const subject = "subject: { kind: line, label: 事由 | Subject }";
const noticed = "noticedAt: { kind: instant, past: true, label: 发现时间 | Noticed }";
const weight =
  "weight: { kind: choice, optional: true, label: 轻重 | Weight, options: { grave: 重 | Grave, light: 轻 | Light } }";
const rule = "rule: 规定 | A rule";
const at = (hour: string) => `2026-11-23T${hour}+08:00`;

const reporting = `
opening: { label: 登记 | Enter, by: [duty-officer], fields: { ${subject}, ${noticed}, ${weight} } }
events:
  REPORTED: { label: 上报 | Report, by: [duty-officer], as-of: reportedAt, fields: { reportedAt: { kind: instant, past: true, optional: true, label: 时间 | When } } }
  TIME_CORRECTED: { label: 更正 | Correct, by: [lead], fields: { ${noticed} } }
  WEIGHED: { label: 定级 | Weigh, by: [lead], fields: { ${weight} } }
  RELEASE_SET: { label: 定时间 | Set the time, by: [lead], fields: { releaseAt: { kind: instant, future: true, after: releaseAt, label: 发布时间 | When } } }
  RELEASED: { label: 发布 | Release, by: [spokesperson] }
  DROPPED: { label: 撤销 | Drop, by: [lead] }
  PAUSED: { label: 结束 | Close, by: [lead] }
  RESUMED: { label: 重开 | Reopen, by: [lead] }
clocks:
  report: { label: 上报 | Report, start: open, from: noticedAt, met: REPORTED, limit: 2 h, warn: 30 min, ${rule} }
  plan: { label: 方案 | Plan, start: open, met: RELEASED, cancelled: DROPPED, limit: { by: weight, values: { grave: 1 h, light: 3 wd } }, ${rule} }
  ready: { label: 备稿 | Text ready, start: open, met: RELEASED, until: releaseAt, before: 30 min, ladder: 0, ${rule} }
initial: running
states:
  running: { label: 办理中 | Running, on: { REPORTED: {}, TIME_CORRECTED: {}, WEIGHED: {}, RELEASE_SET: {}, RELEASED: {}, DROPPED: {}, PAUSED: paused } }
  paused: { label: 已结束 | Closed, closed: true, on: { RESUMED: running } }
`;

const opened = () => begin(reporting, { values: { subject: "腹泻", noticedAt: at("08:30") } });

describe("A clock", () => {
  test("runs from the instant that a fact names, and is met in time at the very due minute", () => {
    const night = opened();
    expect(dueOf(night, "report")).toBe("2026-11-23 10:30");

    night.at = monday + minutes(90);
    expect(night.send("REPORTED", "chen")).toBe("accepted");
    expect(clockOf(night, "report")).toMatchObject({ state: "met", stoppedAt: monday + minutes(90) });
  });

  test("counts from when it was done, and refuses a time before it began to run", () => {
    const night = opened();
    night.wind(hours(3));

    expect(night.send("REPORTED", "chen", { reportedAt: at("08:00") })).not.toBe("accepted");
    expect(night.send("REPORTED", "chen", { reportedAt: at("10:15") })).toBe("accepted");
    expect(clockOf(night, "report")?.state).toBe("met");
  });

  test("is due anew when the fact is corrected, and one that has stopped is judged anew", () => {
    const night = opened();
    night.send("TIME_CORRECTED", "li", { noticedAt: at("07:30") });
    expect(dueOf(night, "report")).toBe("2026-11-23 09:30");

    night.wind(minutes(20));
    night.send("REPORTED", "chen");
    expect(clockOf(night, "report")?.state).toBe("met");
    night.send("TIME_CORRECTED", "li", { noticedAt: at("07:00") });

    expect(clockOf(night, "report")).toMatchObject({ state: "met-late" });
    expect(clockOf(night, "report")?.earlier.map(({ dueAt }) => local(dueAt))).toEqual([
      "2026-11-23 10:30",
      "2026-11-23 09:30",
    ]);
  });

  test("takes the strictest length while nobody has chosen", () => {
    const night = opened();
    expect(dueOf(night, "plan")).toBe("2026-11-23 10:00");

    night.send("WEIGHED", "li", { weight: "light" });
    expect(dueOf(night, "plan")).toBe("2026-11-26 23:59");
    night.send("WEIGHED", "li", { weight: "grave" });
    expect(dueOf(night, "plan")).toBe("2026-11-23 10:00");
  });

  test("begins when its end is known, so long before it, and follows it", () => {
    const night = opened();
    expect(clockOf(night, "ready")).toBeUndefined();

    night.send("RELEASE_SET", "li", { releaseAt: at("12:00") });
    expect(dueOf(night, "ready")).toBe("2026-11-23 11:30");
    expect(night.send("RELEASE_SET", "li", { releaseAt: at("11:00") })).not.toBe("accepted");
    expect(night.send("RELEASE_SET", "li", { releaseAt: at("13:00") })).toBe("accepted");
    expect(dueOf(night, "ready")).toBe("2026-11-23 12:30");
  });

  test("with a ladder of 0 is missed and calls nobody", () => {
    const night = opened();
    night.send("REPORTED", "chen");
    night.send("DROPPED", "li");
    night.send("RELEASE_SET", "li", { releaseAt: at("09:40") });
    toldSince(night);

    night.wind(hours(5));

    expect(clockOf(night, "ready")).toMatchObject({ state: "missed", level: 0 });
    expect(toldSince(night).filter((type) => type === "clockEscalation")).toEqual([]);
  });

  test("is cancelled by what its file names, and stays so", () => {
    const night = opened();
    night.send("DROPPED", "li");
    night.send("RELEASED", "morgan");

    expect(clockOf(night, "plan")?.state).toBe("cancelled");
  });

  test("stands still while it is closed, and has no more time after it is reopened", () => {
    const night = opened();
    night.send("PAUSED", "li");
    expect(clockOf(night, "report")?.state).toBe("cancelled");
    expect(night.playbook.headline(night.state).open).toBe(false);

    night.wind(hours(1));
    night.send("RESUMED", "li");
    expect(clockOf(night, "report")?.state).toBe("warned");
    expect(dueOf(night, "report")).toBe("2026-11-23 10:30");
  });
});

const promising = `
opening: { label: 登记 | Enter, by: [duty-officer], fields: { ${subject} } }
events:
  STARTED: { label: 开始 | Start, by: [lead] }
  WORD_GIVEN: { label: 说明进展 | Give word, by: [lead], as-of: givenAt, fields: { givenAt: { kind: instant, past: true, optional: true, label: 时间 | When } } }
  ENDED: { label: 结束 | End, by: [lead] }
clocks:
  word: { label: 进展 | Word, start: running, met: WORD_GIVEN, limit: 4 h, renews: true, ${rule} }
initial: waiting
states:
  waiting: { label: 待办 | Waiting, on: { STARTED: running } }
  running: { label: 进行中 | Running, on: { WORD_GIVEN: {}, STARTED: running, ENDED: after } }
  after: { label: 之后 | After, on: { WORD_GIVEN: {}, STARTED: running } }
`;

describe("A promise that renews", () => {
  test("is owed again from when it was met, and keeps its lateness", () => {
    const night = begin(promising);
    night.send("STARTED", "li");
    night.wind(hours(3));
    night.send("WORD_GIVEN", "li");
    expect(clockOf(night, "word")?.state).toBe("met");
    expect(dueOf(night, "word-2")).toBe("2026-11-23 16:00");

    night.wind(hours(5));
    night.send("WORD_GIVEN", "li", { givenAt: at("15:00") });
    expect(clockOf(night, "word-2")?.state).toBe("met");
    expect(dueOf(night, "word-3")).toBe("2026-11-23 19:00");

    night.wind(hours(4));
    night.send("WORD_GIVEN", "li");
    expect(clockOf(night, "word-3")?.state).toBe("met-late");
  });

  test("ends with the state, and begins again with it", () => {
    const night = begin(promising);
    night.send("STARTED", "li");
    night.send("ENDED", "li");
    expect(clockOf(night, "word")?.state).toBe("cancelled");
    night.send("WORD_GIVEN", "li");
    expect(clockOf(night, "word-2")).toBeUndefined();

    night.wind(hours(1));
    night.send("STARTED", "li");
    expect(dueOf(night, "word-2")).toBe("2026-11-23 14:00");
    night.wind(hours(1));
    night.send("STARTED", "li");
    expect(dueOf(night, "word-2")).toBe("2026-11-23 15:00");
  });
});
