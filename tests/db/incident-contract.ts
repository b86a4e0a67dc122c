import { expect, test } from "@jest/globals";
import type { Storage } from "../../db/open-storage.ts";
import type { IncidentQuery, IncidentSummary } from "../../src/desk/ports.ts";
import { aBatch, aDuty, anInstance, aSummary } from "./samples.ts";

export function incidentContract(storage: () => Storage): void {
  /** Registers one incident for each summary, numbered from 1. */
  const register = async (...summaries: (Partial<IncidentSummary> | null)[]) => {
    const rows = summaries.map((summary, index) =>
      anInstance(`i-${index + 1}`, { summary: summary && aSummary(summary), startedAt: index, updatedAt: index }),
    );
    await storage().commit(aBatch({ inserted: rows }));
  };
  const numbers = async (query: Partial<IncidentQuery> = {}) => {
    const { rows, total } = await storage().incidents.list({ page: 1, pageSize: 50, sort: "deadline", ...query });
    return { numbers: rows.map(({ number }) => number), total };
  };

  test("open ones come first, the next deadline first, then the graver, then the older; none comes last", async () => {
    await register(
      { dueAt: null },
      { dueAt: 9 },
      { dueAt: 5, gradeRank: 2 },
      { dueAt: 5, gradeRank: 0 },
      { dueAt: 5, gradeRank: 2 },
      { dueAt: 1, open: false },
    );
    expect((await numbers()).numbers).toEqual([4, 3, 5, 2, 1, 6]);
    expect((await numbers({ sort: "newest" })).numbers).toEqual([6, 5, 4, 3, 2, 1]);
    expect((await numbers({ sort: "newest", open: true })).numbers).toEqual([5, 4, 3, 2, 1]);
    expect((await numbers({ sort: "newest", open: false })).numbers).toEqual([6]);
  });

  test("the organisation's own record is no incident and takes no number from one", async () => {
    const machine = "organisation@1";
    await storage().commit(aBatch({ inserted: [anInstance("house", { machine, summary: null })] }));
    await register({ dueAt: 1 }, { dueAt: 2 });
    expect(await numbers()).toEqual({ numbers: [1, 2], total: 2 });
    expect(await storage().incidents.byNumber(0)).toBeNull();
    expect(await storage().instanceIds(null, 5)).toEqual(["house", "i-1", "i-2"]);
  });

  test("a page is a part of the whole, and the total counts all of it", async () => {
    await register(...[1, 2, 3, 4, 5].map((dueAt) => ({ dueAt })));
    expect(await numbers({ page: 2, pageSize: 2 })).toEqual({ numbers: [3, 4], total: 5 });
    expect(await numbers({ page: 3, pageSize: 2 })).toEqual({ numbers: [5], total: 5 });
    expect(await numbers({ page: 9, pageSize: 2 })).toEqual({ numbers: [], total: 5 });
  });

  test("every filter narrows the list, also together", async () => {
    await register(
      { grade: "major", dueAt: 5 },
      { grade: "major", open: false, dueAt: 5 },
      { playbook: "equipment-fault@1", phase: "repaired", holder: "officer-1", dueAt: 20 },
    );
    expect((await numbers({ open: true })).numbers).toEqual([1, 3]);
    expect((await numbers({ open: false })).numbers).toEqual([2]);
    expect((await numbers({ grade: "major" })).numbers).toEqual([1, 2]);
    expect((await numbers({ playbook: "equipment-fault@1" })).numbers).toEqual([3]);
    expect((await numbers({ phase: "repaired", holder: "officer-1" })).numbers).toEqual([3]);
    expect((await numbers({ overdueAt: 4 })).numbers).toEqual([]);
    expect((await numbers({ overdueAt: 5 })).numbers).toEqual([1]);
    expect((await numbers({ open: true, grade: "major", overdueAt: 30 })).numbers).toEqual([1]);
  });

  test("what waits for one of some roles is listed and counted, and only while it is open", async () => {
    await register(
      { duty: aDuty("lead", "duty-officer") },
      { duty: aDuty("spokesperson") },
      { duty: aDuty("lead"), open: false },
      { duty: aDuty() },
      null,
    );
    const odd = { open: true, duty: { by: "lead" } };
    await storage().commit(aBatch({ inserted: [anInstance("odd", { summary: odd })] }));
    expect((await numbers({ waitingFor: ["lead"] })).numbers).toContain(1);
    expect((await numbers({ waitingFor: ["duty-officer", "spokesperson"] })).numbers).toEqual([1, 2]);
    expect((await numbers({ waitingFor: ["spokesperson"], grade: "major" })).numbers).toEqual([]);
    expect(await numbers({ waitingFor: [] })).toEqual({ numbers: [], total: 0 });
    expect(await storage().incidents.counts({ now: 0, roles: ["spokesperson", "auditor"] })).toMatchObject({
      waiting: 1,
    });
    expect(await storage().incidents.counts({ now: 0, roles: ["unit-contact"] })).toMatchObject({ waiting: 0 });
  });

  test("text finds two Chinese characters, any case, signs that mean something to LIKE, and numbers", async () => {
    await register(
      { title: "食堂食品安全投诉" },
      { title: "Data LEAK 100% _ \\ 2" },
      { title: "data leak" },
      { title: "x\u0000\ud800y" },
    );
    expect((await numbers({ text: "食品" })).numbers).toEqual([1]);
    expect((await numbers({ text: " leak " })).numbers).toEqual([2, 3]);
    expect((await numbers({ text: "%" })).numbers).toEqual([2]);
    expect((await numbers({ text: "_" })).numbers).toEqual([2]);
    expect((await numbers({ text: "\\" })).numbers).toEqual([2]);
    expect((await numbers({ text: "2" })).numbers).toEqual([2]);
    expect((await numbers({ text: "#3" })).numbers).toEqual([3]);
    expect((await numbers({ text: "'; DROP TABLE log; --" })).numbers).toEqual([]);
    expect((await numbers({ text: "y" })).numbers).toEqual([4]);
    expect(await numbers({ text: "  " })).toMatchObject({ total: 4 });
  });

  test("an incident is found by number and by id, as it is now", async () => {
    await register({ title: "first" }, null);
    const summary = aSummary({ title: "second", open: false });
    const changed = { ...anInstance("i-1", { seq: 3, summary, updatedAt: 8 }), previousSeq: 0 };
    await storage().commit(aBatch({ updated: [changed] }));
    const row = {
      id: "i-1",
      number: 1,
      machine: "door@1",
      summary,
      status: "active",
      seq: 3,
      startedAt: 0,
      updatedAt: 8,
    };
    expect(await storage().incidents.byNumber(1)).toEqual(row);
    expect(await storage().incidents.byId("i-1")).toEqual(row);
    expect(await storage().incidents.byNumber(2)).toBeNull();
    expect(await storage().incidents.byNumber(7)).toBeNull();
    expect(await numbers({ open: true })).toEqual({ numbers: [], total: 0 });
  });

  test("open, overdue and closed are counted; what has no summary or an odd one is not an incident in a list", async () => {
    await register({ dueAt: 5 }, { dueAt: 6 }, {}, { open: false, dueAt: 1 }, null);
    const odd = { open: "yes", dueAt: "soon", title: 7 };
    await storage().commit(aBatch({ inserted: [anInstance("odd", { summary: odd })] }));
    expect(await storage().incidents.counts({ now: 5, roles: [] })).toEqual({
      open: 3,
      overdue: 1,
      closed: 1,
      waiting: 0,
    });
    expect((await numbers({ open: true })).total).toBe(3);
  });
}
