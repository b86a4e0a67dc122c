/** What every storage of calendar addresses must do. */
import { expect, test } from "@jest/globals";
import type { Storage } from "../../db/open-storage.ts";

export function calendarContract(storage: () => Storage): void {
  test("a calendar's address opens it until it is renewed; the team's is nobody's", async () => {
    const { calendars } = storage();
    expect(await calendars.of("chen")).toBeNull();
    await calendars.put({ owner: "chen", secretHash: "one", madeAt: 1 });
    await calendars.put({ owner: null, secretHash: "team", madeAt: 2 });
    expect(await calendars.find("one")).toEqual({ owner: "chen", madeAt: 1, usedAt: null });
    await calendars.used("one", 2);
    expect(await calendars.find("one")).toEqual({ owner: "chen", madeAt: 1, usedAt: 2 });
    await calendars.put({ owner: "chen", secretHash: "two", madeAt: 3 });
    expect(await calendars.find("one")).toBeNull();
    expect(await calendars.find("two")).toEqual({ owner: "chen", madeAt: 3, usedAt: null });
    expect(await calendars.of("chen")).toEqual({ owner: "chen", madeAt: 3, usedAt: null });
    expect(await calendars.of(null)).toEqual({ owner: null, madeAt: 2, usedAt: null });
  });
}
