/** What every storage of reports must do. */
import { expect, test } from "@jest/globals";
import type { Storage } from "../../db/open-storage.ts";

export function reportContract(storage: () => Storage): void {
  const sent = (key: string, more: object = {}) => ({
    ...{
      key,
      title: "Brown water",
      detail: null,
      link: null,
      place: null,
      occurredAt: null,
      contact: "555 0100",
      beganAt: null,
    },
    ...more,
  });

  test("what comes again under its key is counted, and begins anew once the first was settled", async () => {
    const { reports } = storage();
    const first = await reports.take("A", sent("1"), 10);
    expect(first.count).toBe(1);
    expect(await reports.take("A", sent("1"), 11)).toEqual({ number: first.number, count: 2 });
    const other = await reports.take("B", sent("1", { contact: null }), 12);
    expect(other).toEqual({ number: first.number + 1, count: 1 });
    expect(await reports.contactOf(first.number)).toBe("555 0100");
    expect(await reports.contactOf(other.number)).toBeNull();
    const settlement = { state: "nothing", incident: null, by: "chen", at: 20 } as const;
    expect(await reports.settle(first.number, settlement)).toBe(true);
    expect(await reports.settle(first.number, { ...settlement, by: "li" })).toBe(false);
    expect(await reports.take("A", sent("1", { beganAt: 15 }), 21)).toEqual({ number: first.number, count: 3 });
    expect(await reports.take("A", sent("1", { beganAt: 21 }), 22)).toEqual({ number: other.number + 1, count: 1 });
    expect(await reports.find(first.number)).toMatchObject({
      state: "nothing",
      settledBy: "chen",
      lastAt: 21,
      count: 3,
    });
    expect(await reports.over("B", "1", 30)).toBe(true);
    expect(await reports.over("B", "2", 30)).toBe(false);
    expect((await reports.list("waiting", { limit: 1 })).map(({ number }) => number)).toEqual([other.number + 1]);
    expect(await reports.known("B", ["1", "2"])).toEqual(["1"]);
    await reports.eraseContacts(11);
    expect(await reports.contactOf(first.number)).toBeNull();
    expect(await reports.contactsBefore(Number.MAX_SAFE_INTEGER)).toBe(1);
  });
}
