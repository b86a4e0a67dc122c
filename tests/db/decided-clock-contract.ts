import { expect, test } from "@jest/globals";
import type { Storage } from "../../db/open-storage.ts";
import type { DecidedClockRow } from "../../src/engine/decided-clock.ts";
import type { TallyQuery } from "../../src/desk/statistics-ports.ts";
import { aBatch, aLogRow, anInstance, aSummary } from "../support/samples.ts";

const periods = [
  { name: "2026-10", from: 1_000, until: 2_000 },
  { name: "2026-11", from: 2_000, until: 3_000 },
];
const versions = [
  { machine: "door@1", playbook: "door" },
  { machine: "door@2", playbook: "door" },
];

export function decidedClockContract(storage: () => Storage): void {
  const write = (...rows: readonly DecidedClockRow[]) => storage().commit(aBatch({ decidedClocks: rows }));
  const begin = (id: string, grade: string, machine = "door@1") =>
    storage().commit(
      aBatch({ log: [aLogRow(id, 0)], inserted: [anInstance(id, { machine, summary: aSummary({ grade }) })] }),
    );
  const tally = (more: Partial<TallyQuery> = {}) => storage().statistics.tally({ periods, versions, ...more });

  test("a clock that is decided otherwise takes the place of what was stored", async () => {
    await begin("i-1", "major");
    await write(aClock("i-1", "reply", { outcome: "missed", dueAt: 1_500 }));
    await write(
      aClock("i-1", "reply", { outcome: "met-late", dueAt: 1_500, stoppedAt: 1_600 }),
      aClock("i-1", "slip-1"),
    );
    expect(await storage().decidedClocks("i-1")).toEqual({
      isWhole: true,
      rows: [aClock("i-1", "reply", { outcome: "met-late", dueAt: 1_500, stoppedAt: 1_600 }), aClock("i-1", "slip-1")],
    });
    expect((await storage().decidedClocks("nobody")).rows).toEqual([]);
  });

  test("deadlines count in the period in which they fell due, all versions together, and never while they run", async () => {
    await begin("i-1", "major");
    await begin("i-2", "ordinary", "door@2");
    await begin("i-3", "major", "window@1");
    await write(
      aClock("i-1", "a", { dueAt: 999 }),
      aClock("i-1", "b", { dueAt: 1_000 }),
      aClock("i-1", "c", { dueAt: 1_999, outcome: "missed" }),
      aClock("i-1", "d", { dueAt: 2_000, outcome: "running" }),
      aClock("i-2", "b", { dueAt: 1_999 }),
      aClock("i-2", "c", { dueAt: 2_000 }),
      aClock("i-2", "d", { dueAt: 3_000 }),
      aClock("i-3", "a", { dueAt: 1_000 }),
    );
    const row = { playbook: "door", kind: "reply" };
    expect((await tally()).tallies).toEqual([
      { ...row, period: "2026-10", grade: "major", outcome: "met", count: 1 },
      { ...row, period: "2026-10", grade: "major", outcome: "missed", count: 1 },
      { ...row, period: "2026-10", grade: "ordinary", outcome: "met", count: 1 },
      { ...row, period: "2026-11", grade: "ordinary", outcome: "met", count: 1 },
    ]);
    expect((await tally({ grade: "ordinary" })).tallies.map(({ count }) => count)).toEqual([1, 1]);
    expect((await tally({ versions: [] })).tallies).toEqual([]);
  });

  test("half took no longer than the median, nine of ten no longer than the other, and what was not met took no time", async () => {
    await begin("i-1", "major");
    await write(
      ...Array.from({ length: 10 }, (_, index) =>
        aClock("i-1", `c-${index}`, { dueAt: 1_500, anchorAt: 100, stoppedAt: 100 + (10 - index) * 10 }),
      ),
      aClock("i-1", "late", { dueAt: 2_500, anchorAt: 100, outcome: "met-late", stoppedAt: 2_600 }),
      aClock("i-1", "missed", { dueAt: 2_500, outcome: "missed" }),
    );
    const row = { playbook: "door", kind: "reply" };
    expect((await tally()).spans).toEqual([
      { ...row, by: "period", group: "2026-10", medianMs: 50, p90Ms: 90 },
      { ...row, by: "period", group: "2026-11", medianMs: 2_500, p90Ms: 2_500 },
      { ...row, by: "grade", group: "major", medianMs: 60, p90Ms: 100 },
      { ...row, by: "all", group: "", medianMs: 60, p90Ms: 100 },
    ]);
  });

  test("a list has the incidents behind a number, and no others", async () => {
    await begin("i-1", "major");
    await begin("i-2", "major");
    await begin("i-3", "major", "window@1");
    await write(
      aClock("i-1", "a", { dueAt: 1_500, outcome: "missed" }),
      aClock("i-2", "a", { dueAt: 2_500, outcome: "missed" }),
      aClock("i-2", "b", { dueAt: 1_500, outcome: "met" }),
      aClock("i-3", "a", { dueAt: 1_500, outcome: "missed" }),
    );
    const decided = { machines: ["door@1"], kind: "reply", outcomes: ["missed"], from: 1_000, until: 2_000 } as const;
    const page = await storage().incidents.list({ decided, pageSize: 10, sort: "newest" });
    expect([page.total, page.rows.map(({ id }) => id)]).toEqual([1, ["i-1"]]);
  });
}

function aClock(instance: string, clock: string, parts: Partial<DecidedClockRow> = {}): DecidedClockRow {
  const outcome = parts.outcome ?? "met";
  const stoppedAt = outcome === "met" ? 900 : null;
  return { instance, clock, kind: "reply", outcome, anchorAt: 100, dueAt: 1_000, stoppedAt, ...parts };
}
