import { expect, test } from "@jest/globals";
import type { Storage } from "../../db/open-storage.ts";
import type { IncidentQuery, IncidentSummary, Place } from "../../src/desk/ports.ts";
import { aBatch, aDuty, anInstance, aSummary } from "../support/samples.ts";
import { searchPairs } from "./search-pairs.ts";

export function incidentContract(storage: () => Storage): void {
  /** Registers one incident for each summary, numbered from 1. */
  const register = async (...summaries: (Partial<IncidentSummary> | null)[]) => {
    const rows = summaries.map((summary, index) =>
      anInstance(`i-${index + 1}`, { summary: summary && aSummary(summary), startedAt: index, updatedAt: index }),
    );
    await storage().commit(aBatch({ inserted: rows }));
  };
  const numbers = async (query: Partial<IncidentQuery> = {}) => {
    const { rows, total } = await storage().incidents.list({ pageSize: 50, sort: "deadline", ...query });
    return { numbers: rows.map(({ number }) => number), total };
  };

  /** Every page from the first to the last, with something done after each. */
  const pages = async (query: Omit<IncidentQuery, "after">, between?: (page: readonly number[]) => Promise<void>) => {
    const all: number[][] = [];
    for (let after: Place | null | undefined; after !== null;) {
      const page = await storage().incidents.list({ ...query, ...(after ? { after } : {}) });
      all.push(page.rows.map(({ number }) => number));
      await between?.(all.at(-1) ?? []);
      after = page.next;
    }
    return all;
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
    await register(...[1, 2, 3, 4, null].map((dueAt) => ({ dueAt })));
    expect(await pages({ sort: "deadline", pageSize: 2 })).toEqual([[1, 2], [3, 4], [5]]);
    expect(await pages({ sort: "newest", pageSize: 2 })).toEqual([[5, 4], [3, 2], [1]]);
    expect(await numbers({ pageSize: 2 })).toEqual({ numbers: [1, 2], total: 5 });
  });

  test("a page before a place is the one that came before it, and the first has none before it", async () => {
    await register(...[1, 2, 3, 4, 5].map((dueAt) => ({ dueAt, open: dueAt < 4 })));
    for (const sort of ["deadline", "newest"] as const) {
      const first = await storage().incidents.list({ pageSize: 2, sort });
      const second = await storage().incidents.list({ pageSize: 2, sort, after: first.next! });
      const third = await storage().incidents.list({ pageSize: 2, sort, after: second.next! });
      expect([first.previous, third.next]).toEqual([null, null]);
      expect((await storage().incidents.list({ pageSize: 2, sort, before: third.previous! })).rows).toEqual(
        second.rows,
      );
      const back = await storage().incidents.list({ pageSize: 2, sort, before: second.previous! });
      expect(back).toEqual(first);
    }
  });

  test.each(["deadline", "newest"] as const)(
    "closing one between two pages hides none, and none comes twice: by %s",
    async (sort) => {
      await register(...[1, 2, 3, 4, 5, 6].map((dueAt) => ({ dueAt })));
      const closeFirst = async (page: readonly number[]) => {
        const [number] = page;
        if (number === undefined) return;
        const summary = aSummary({ open: false, dueAt: null });
        const changed = { ...anInstance(`i-${number}`, { seq: 1, summary }), previousSeq: 0 };
        await storage().commit(aBatch({ updated: [changed] }));
      };
      const seen = (await pages({ sort, pageSize: 2, open: true }, closeFirst)).flat();
      expect(seen).toEqual(sort === "deadline" ? [1, 2, 3, 4, 5, 6] : [6, 5, 4, 3, 2, 1]);
      // Among all of them the newest stay where they are, whatever has become of them.
      expect((await pages({ sort: "newest", pageSize: 2 })).flat()).toEqual([6, 5, 4, 3, 2, 1]);
    },
  );

  const close = async (...closed: readonly number[]) => {
    const summary = aSummary({ open: false, dueAt: null });
    const updated = closed.map((number) => ({
      ...anInstance(`i-${number}`, { seq: 1, summary }),
      previousSeq: 0,
    }));
    await storage().commit(aBatch({ updated }));
  };

  test.each(["deadline", "newest"] as const)(
    "closing some on the way back hides none and repeats none, and a side that is empty leads to the other: by %s",
    async (sort) => {
      await register(...[1, 2, 3, 4, 5, 6].map((dueAt) => ({ dueAt })));
      const query = { sort, pageSize: 2, open: true };
      const order = sort === "deadline" ? [1, 2, 3, 4, 5, 6] : [6, 5, 4, 3, 2, 1];
      const list = async (more: Partial<IncidentQuery>) => {
        const { rows, next, previous } = await storage().incidents.list({ ...query, ...more });
        return { shown: rows.map(({ number }) => number), next, previous };
      };
      const first = await list({});
      const third = await list({ after: (await list({ after: first.next! })).next! });
      expect(third.shown).toEqual(order.slice(4));
      await close(order[4]!, order[3]!);
      const second = await list({ before: third.previous! });
      // One has closed: the page takes in the one before it.
      expect(second.shown).toEqual([order[1], order[2]]);
      expect((await list({ before: second.previous! })).shown).toEqual([order[0]]);
      await close(order[0]!);
      const none = await list({ before: second.previous! });
      expect([none.shown, none.previous]).toEqual([[], null]);
      expect((await list({ after: none.next! })).shown).toEqual([order[1], order[2]]);
      await close(order[5]!);
      const end = await list({ after: second.next! });
      expect([end.shown, end.next]).toEqual([[], null]);
      expect((await list({ before: end.previous! })).shown).toEqual([order[1], order[2]]);
      await close(order[1]!, order[2]!);
      expect(await list({ after: second.next! })).toEqual({ shown: [], next: null, previous: null });
    },
  );

  test.each(["deadline", "newest"] as const)(
    "a whole page that cannot be read hides nothing behind it: by %s",
    async (sort) => {
      const odd = { ...aSummary({ dueAt: 3 }), title: 7 };
      await register({ dueAt: 1 }, { dueAt: 2 });
      await storage().commit(aBatch({ inserted: [3, 4].map((n) => anInstance(`odd-${n}`, { summary: odd })) }));
      await storage().commit(
        aBatch({ inserted: [5, 6].map((n) => anInstance(`i-${n}`, { summary: aSummary({ dueAt: n }) })) }),
      );
      const seen = await pages({ sort, pageSize: 2 });
      expect(seen).toEqual(sort === "deadline" ? [[1, 2], [], [5, 6]] : [[6, 5], [], [2, 1]]);
    },
  );

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
    for (const name of ["grade", "playbook", "phase", "holder"])
      expect((await numbers({ [name]: "major\0" })).numbers).toEqual([]);
  });

  test("what waits for one of some roles is listed and counted, and only while it is open", async () => {
    await register(
      { duty: aDuty("lead", "duty-officer") },
      { duty: aDuty("spokesperson") },
      { duty: aDuty("lead"), open: false },
      { duty: aDuty() },
      null,
      { duty: { ...aDuty(), by: [{ post: "commander" }], posts: ["post:commander/lead"] } },
    );
    const odd = { open: true, duty: { by: "lead" } };
    await storage().commit(aBatch({ inserted: [anInstance("odd", { summary: odd })] }));
    expect((await numbers({ waitingFor: ["lead"] })).numbers).toContain(1);
    expect((await numbers({ waitingFor: ["duty-officer", "spokesperson"] })).numbers).toEqual([1, 2]);
    expect((await numbers({ waitingFor: ["spokesperson"], grade: "major" })).numbers).toEqual([]);
    expect((await numbers({ waitingFor: ["spokesperson", "post:commander/lead"] })).numbers).toEqual([2, 6]);
    expect((await numbers({ waitingFor: ["post:commander", "commander"] })).numbers).toEqual([]);
    expect(await numbers({ waitingFor: [] })).toEqual({ numbers: [], total: 0 });
    expect(await storage().incidents.counts({ now: 0, turns: ["spokesperson", "auditor"] })).toMatchObject({
      waiting: 1,
    });
    expect(await storage().incidents.counts({ now: 0, turns: ["unit-contact"] })).toMatchObject({ waiting: 0 });
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

  test.each(searchPairs)("a search for %s finds %s", async (text, title) => {
    await register({ title }, { title: "Something else" });
    expect((await numbers({ text })).numbers).toEqual([1]);
    expect((await numbers({ text, open: true })).numbers).toEqual([1]);
    await storage().commit(
      aBatch({
        updated: [{ ...anInstance("i-1", { seq: 1, summary: aSummary({ title: "Moved" }) }), previousSeq: 0 }],
      }),
    );
    expect((await numbers({ text })).numbers).toEqual([]);
    expect((await numbers({ text: "moved" })).numbers).toEqual([1]);
  });

  test("が and か are two notifications, and a search of nothing visible finds everything", async () => {
    await register({ title: "か" }, { title: "が" });
    expect((await numbers({ text: "か" })).numbers).toEqual([1]);
    expect((await numbers({ text: "\u200b" })).total).toBe(2);
  });

  test("open incidents of the same title are found, however it is written; closed, older and other ones are not", async () => {
    await register(
      { title: "Café  fire" },
      { title: "CAFE FIRE", open: false },
      { title: "Ｃａｆｅ fire" },
      { title: "Cafe fires" },
    );
    const found = async (since: number) =>
      (await storage().incidents.openWithTitle(" cafe fire", since, 5)).map(({ number }) => number);
    expect(await found(0)).toEqual([3, 1]);
    expect(await found(1)).toEqual([3]);
    expect(await storage().incidents.hasCommand("never-sent")).toBe(false);
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
    for (const number of [7, 0, 2 ** 31, 999_999_999_999_999])
      expect(await storage().incidents.byNumber(number)).toBeNull();
    for (const id of ["", "\0", "\ud800", "i-1\0", "１", "I-1"])
      expect([id, await storage().incidents.byId(id)]).toEqual([id, null]);
    expect(await numbers({ open: true })).toEqual({ numbers: [], total: 0 });
  });

  test("open, overdue and closed are counted; what has no summary or an odd one is not an incident in a list", async () => {
    await register({ dueAt: 5 }, { dueAt: 6 }, {}, { open: false, dueAt: 1 }, null);
    const odd = { open: "yes", dueAt: "soon", title: 7 };
    await storage().commit(aBatch({ inserted: [anInstance("odd", { summary: odd })] }));
    expect(await storage().incidents.counts({ now: 5, turns: [] })).toEqual({
      open: 3,
      overdue: 1,
      closed: 1,
      waiting: 0,
    });
    expect((await numbers({ open: true })).total).toBe(3);
  });
}
