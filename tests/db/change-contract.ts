/** What pages that stay open are told by: the log's head, the rows behind a place, and how much is overdue. */
import { expect, test } from "@jest/globals";
import type { Storage } from "../../db/open-storage.ts";
import { aBatch, aLogRow, anInstance, aSummary } from "../support/samples.ts";

export function changeContract(storage: () => Storage): void {
  test("the head of the log, and what stands behind a place: numbers of incidents, and null for what belongs to none", async () => {
    const changes = storage().changes;
    expect([await changes.lastPosition(), await changes.after(0, 5)]).toEqual([0, []]);
    const house = anInstance("house", { machine: "organisation@1", summary: null });
    await storage().commit(aBatch({ log: [aLogRow("house", 0)], inserted: [house] }));
    const incidents = ["i-1", "i-2"].map((id) => anInstance(id, { summary: aSummary({}) }));
    await storage().commit(aBatch({ log: incidents.map(({ id }) => aLogRow(id, 0)), inserted: incidents }));
    const known = [
      { position: 1, incident: null },
      { position: 2, incident: 1 },
      { position: 3, incident: 2 },
    ];
    expect([await changes.lastPosition(), await changes.after(0, 5)]).toEqual([3, known]);
    expect(await changes.after(1, 1)).toEqual(known.slice(1, 2));
    expect(await changes.after(3, 5)).toEqual([]);
  });

  test("what is overdue is open, and its deadline has come", async () => {
    const summaries = [{ dueAt: 5 }, { dueAt: 9 }, { dueAt: 10 }, { dueAt: null }, { dueAt: 1, open: false }];
    const inserted = summaries.map((one, index) => anInstance(`i-${index}`, { summary: aSummary(one) }));
    await storage().commit(aBatch({ inserted }));
    expect(await Promise.all([4, 5, 9, 100].map((now) => storage().changes.overdue(now)))).toEqual([0, 1, 2, 3]);
  });
}
