/** Items, checklists and duties that come again. */
import { describe, expect, test } from "@jest/globals";
import { acceptable } from "../../../src/engine/decide/decide.ts";
import { begin, clockOf, dueOf, toldSince } from "./support/written.ts";
import { hours, minutes, type Night } from "../support/night.ts";

const rule = "rule: 规定 | A rule";

const tasks = `
opening: { label: 登记 | Enter, by: [duty-officer], fields: { subject: { kind: line, label: 事由 | Subject } }, adds: tasks }
events:
  TASK_SET: { label: 下达 | Set a task, by: [lead], adds: tasks, fields: { subject: { kind: line, label: 任务 | Task }, urgency: { kind: choice, label: 缓急 | Urgency, options: { now: 急 | Now, later: 缓 | Later } } } }
  TASK_DONE: { label: 完成 | Done, by: [unit-contact], moves: { list: tasks, from: [set], to: done } }
  TASK_CHECKED: { label: 验收 | Check, by: [lead], by-other-than: item, moves: { list: tasks, from: [done], to: closed } }
  TASK_WAIVED: { label: 免办 | Waive, by: [lead], moves: { list: tasks, from: [set], to: closed } }
  TASK_BACK: { label: 退回 | Send back, by: [lead], moves: { list: tasks, from: [done], to: set }, fields: { gap: { kind: line, label: 差距 | Gap } } }
  LEVEL_ONE: { label: 一级 | Level one, by: [lead] }
  LEVEL_TWO: { label: 二级 | Level two, by: [lead] }
  ENDED: { label: 结束 | End, by: [lead] }
lists:
  tasks: { label: 任务 | Tasks, title: "{what}{subject}", stages: { set: 已下达 | Set, done: 已完成 | Done, closed: 已销号 | Closed }, settled: closed, max: 8,
    clock: { label: 任务 | Task, limit: { by: urgency, values: { now: 1 h, later: 8 h } }, met: done, ${rule} } }
checklists:
  one: [{ what: 报告 | Report }, { what: 消毒 | Disinfect }]
  two: [{ what: 停课 | Close the school }]
initial: running
states:
  running: { label: 办理中 | Running, on: { LEVEL_ONE: { add: { list: tasks, checklists: one } }, LEVEL_TWO: { add: { list: tasks, checklists: [one, two] } },
    ENDED: { guard: { none-open: tasks, count: { list: tasks, stage: closed, at-least: 2 } }, why: 还有未销号的任务。 | A task is not closed., target: ended } } }
  ended: { label: 已结束 | Ended, type: final }
on: { TASK_SET: {}, TASK_DONE: {}, TASK_CHECKED: {}, TASK_WAIVED: {}, TASK_BACK: {} }
`;

const sheet = (night: Night) => night.playbook.facts(night.state).find(({ title }) => title.en.startsWith("Tasks"));

describe("A list", () => {
  test("is begun by the opening, and each item has a clock of its own", () => {
    const night = begin(tasks);
    expect(dueOf(night, "tasks-1")).toBe("2026-11-23 10:00");
    night.send("TASK_SET", "li", { subject: "清查", urgency: "later" });
    expect(dueOf(night, "tasks-2")).toBe("2026-11-23 17:00");
    expect(clockOf(night, "tasks-2")?.label.en).toBe("Task 2");

    const stamp = { at: night.at, by: "zhao" };
    expect(acceptable(night.definition, night.state, stamp)).toContain("TASK_DONE");
    night.send("TASK_DONE", "zhao", { item: "2" });
    expect(clockOf(night, "tasks-2")?.state).toBe("met");
    expect(clockOf(night, "tasks-1")?.state).toBe("running");
  });

  test("takes an item only from where it is, and its check is somebody else's", () => {
    const night = begin(tasks);
    expect(night.send("TASK_CHECKED", "li", { item: "1" })).not.toBe("accepted");
    night.send("TASK_DONE", "li", { item: "1" });
    expect(night.send("TASK_DONE", "li", { item: "1" })).not.toBe("accepted");
    expect(night.send("TASK_CHECKED", "li", { item: "1" })).not.toBe("accepted");
    expect(night.send("TASK_CHECKED", "wu", { item: "9" })).not.toBe("accepted");
    expect(night.send("TASK_CHECKED", "wu", { item: "1" })).toBe("accepted");
  });

  test("cancels the clock of an item that skips what it waits for, and starts again what is sent back", () => {
    const night = begin(tasks);
    night.send("TASK_SET", "li", { subject: "清查", urgency: "later" });
    night.send("TASK_WAIVED", "li", { item: "1" });
    expect(clockOf(night, "tasks-1")?.state).toBe("cancelled");

    night.send("TASK_DONE", "zhao", { item: "2" });
    night.send("TASK_BACK", "li", { item: "2", gap: "缺照片" });
    expect(clockOf(night, "tasks-2")?.state).toBe("running");
    expect(dueOf(night, "tasks-2")).toBe("2026-11-23 17:00");
  });

  test("adds up the lines of checklists, and never the same line twice", () => {
    const night = begin(tasks);
    night.send("LEVEL_ONE", "li");
    night.send("LEVEL_TWO", "li");

    const titles = sheet(night)?.rows.map(({ value }) => ("text" in value ? value.text : ""));
    expect(titles).toEqual([
      "1 · —食堂",
      "2 · 报告 · Report—",
      "3 · 消毒 · Disinfect—",
      "4 · 停课 · Close the school—",
    ]);
  });

  test("is full at its most, and says so", () => {
    const night = begin(tasks);
    for (let count = 2; count <= 8; count += 1)
      expect(night.send("TASK_SET", "li", { subject: "清查", urgency: "later" })).toBe("accepted");

    expect(night.send("TASK_SET", "li", { subject: "清查", urgency: "later" })).not.toBe("accepted");
    expect(night.playbook.whyNot(night.state, "TASK_SET", "li")?.en).toBe("The list is full.");
  });

  test("keeps the end closed while something is open, and says why", () => {
    const night = begin(tasks);
    night.send("TASK_SET", "li", { subject: "清查", urgency: "now" });
    night.send("TASK_WAIVED", "li", { item: "1" });
    expect(night.playbook.whyNot(night.state, "ENDED", "li")?.en).toBe("A task is not closed.");
    night.send("TASK_WAIVED", "li", { item: "2" });
    expect(night.send("ENDED", "li")).toBe("accepted");
    expect(night.state.status).toBe("done");
  });
});

const daily = (more = "") => `
opening: { label: 登记 | Enter, by: [duty-officer], fields: { subject: { kind: line, label: 事由 | Subject } } }
events:
  STARTED: { label: 启动 | Start, by: [lead] }
  REPORTED: { label: 日报 | Report, by: [unit-contact] }
  ENDED: { label: 结束 | End, by: [lead] }
recurring:
  daily: { label: 日报 | Daily report, every: day, time: "17:00", during: active, done: REPORTED, warn: 1 h, ${rule}${more} }
initial: waiting
states:
  waiting: { label: 待启动 | Waiting, on: { STARTED: active } }
  active: { label: 进行中 | Active, on: { REPORTED: {}, ENDED: after } }
  after: { label: 之后 | After, on: { STARTED: active } }
`;

describe("A duty that comes again", () => {
  test("is owed while its state lasts, each day by itself", () => {
    const night = begin(daily());
    expect(night.playbook.clocks(night.state)).toEqual([]);
    night.send("STARTED", "li");
    expect(dueOf(night, "daily-2026-11-23")).toBe("2026-11-23 17:00");

    night.wind(hours(7));
    night.send("REPORTED", "zhao");
    expect(clockOf(night, "daily-2026-11-23")?.state).toBe("met");
    expect(clockOf(night, "daily-2026-11-24")).toMatchObject({
      state: "running",
      label: { en: "Daily report 2026-11-24" },
    });

    night.send("ENDED", "li");
    expect(clockOf(night, "daily-2026-11-24")?.state).toBe("cancelled");
  });

  test("is not met beforehand by a second report of the same day", () => {
    const night = begin(daily());
    night.send("STARTED", "li");
    night.wind(hours(7));
    night.send("REPORTED", "zhao");
    night.send("REPORTED", "zhao");

    expect(clockOf(night, "daily-2026-11-24")?.state).toBe("running");
  });

  test("may not be met too early, where the file says how early", () => {
    const night = begin(daily(", not-before: 2 h"));
    night.send("STARTED", "li");
    night.wind(hours(1));
    night.send("REPORTED", "zhao");
    expect(clockOf(night, "daily-2026-11-23")?.state).toBe("running");
    night.wind(hours(5) + minutes(1));
    night.send("REPORTED", "zhao");
    expect(clockOf(night, "daily-2026-11-23")?.state).toBe("met");
  });

  test("is missed day by day, the oldest is met first, and only the last calls further", () => {
    const night = begin(daily());
    night.send("STARTED", "li");
    night.wind(hours(8 + 48) + minutes(5));
    expect(clockOf(night, "daily-2026-11-23")?.state).toBe("missed");
    expect(clockOf(night, "daily-2026-11-24")?.state).toBe("missed");
    expect(clockOf(night, "daily-2026-11-25")?.state).toBe("missed");
    expect(clockOf(night, "daily-2026-11-26")?.state).toBe("running");

    night.send("REPORTED", "zhao");
    expect(clockOf(night, "daily-2026-11-23")?.state).toBe("met-late");
    night.send("REPORTED", "zhao", { period: "2026-11-25" });
    expect(clockOf(night, "daily-2026-11-25")?.state).toBe("met-late");
    expect(clockOf(night, "daily-2026-11-24")?.state).toBe("missed");
  });

  test("has a period for each day that was slept through, told of at one moment", () => {
    const night = begin(daily());
    night.send("STARTED", "li");
    toldSince(night);
    night.windAsleep(hours(8 + 24 * 5));

    const missed = night.playbook.clocks(night.state).filter(({ state }) => state === "missed");
    expect(missed).toHaveLength(6);
    expect(new Set(night.notifications.map(({ at }) => at)).size).toBe(1);
    expect(night.playbook.notifications["clockEscalation"]?.together).toBe(true);
  });
});
