/** Whether deadlines were kept: stored in the commit that decides it, counted by month, held against the log by `verify`. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { monthsBetween } from "../../src/desk/statistics/months.ts";
import { aDutyDesk, type DutyDesk } from "../support/duty-desk.ts";
import { answerLimitMs } from "../support/leak-machine.ts";
import { aBatch } from "../support/samples.ts";
import { lead, officer, shanghai } from "../support/night.ts";

const hourMs = 3_600_000;
let night: DutyDesk;
let count = 0;

beforeEach(async () => {
  night = await aDutyDesk();
});
afterEach(async () => {
  await night.engine.close();
  await night.storage.close();
});

async function leakFoundAt(discoveredAt: string, grade = "ordinary"): Promise<string> {
  const values = { title: `Pipe ${(count += 1)}`, grade, discoveredAt };
  const outcome = await night.desk.open("leak@1", values, officer, {
    commandId: `open-${count}`,
    confirmed: ["long-ago"],
  });
  if (outcome.outcome !== "done") throw new Error(JSON.stringify(outcome));
  return outcome.id;
}

async function answer(id: string): Promise<void> {
  const act = async (type: string, values: object, by = officer) => {
    const outcome = await night.desk.act(id, type, values, by, { commandId: `act-${(count += 1)}` });
    expect([type, outcome.outcome]).toEqual([type, "done"]);
  };
  await act("DRAFT_SAVED", { draft: "It is shut." });
  await act("DRAFT_SUBMITTED", { version: "1" });
  await act("DRAFT_APPROVED", { version: "1" }, lead);
}

async function wind(ms: number): Promise<void> {
  night.clock.wind(ms);
  await night.engine.runDue();
}

const november = monthsBetween("2026-11", "2026-11", shanghai.zone);
const stored = async (id: string) => (await night.storage.decidedClocks(id)).rows;

test("a kept, a late and a missed deadline, each with the commit that decided it", async () => {
  const [kept, late, missed] = [await night.leak("A"), await night.leak("B"), await night.leak("C")];
  expect(await stored(kept)).toEqual([]);
  await answer(kept);
  expect(await stored(kept)).toMatchObject([{ clock: "answer", kind: "answer", outcome: "met" }]);
  await wind(answerLimitMs);
  expect(await stored(late)).toMatchObject([{ outcome: "missed", stoppedAt: null }]);
  await answer(late);
  expect(await stored(late)).toMatchObject([{ outcome: "met-late" }]);
  const [clock] = await night.desk.statistics({ periods: november });
  expect(clock).toMatchObject({
    playbook: { id: "leak" },
    label: { en: "Answer" },
    all: { onTime: 1, late: 1, missed: 1, cancelled: 0, onTimeRate: 1 / 3 },
    months: [{ month: "2026-11", onTime: 1, late: 1, missed: 1 }],
    grades: [{ grade: "ordinary", label: { en: "Ordinary" }, onTime: 1 }],
  });
  for (const id of [kept, late, missed]) expect((await night.engine.replay(id)).divergence).toBeNull();
});

test("a month begins and ends in the organisation's zone, and the gravest grade is told apart", async () => {
  // Due at the last second of October there, and at the first of November; in UTC both are October's.
  await leakFoundAt("2026-10-31T23:29:59+08:00");
  await leakFoundAt("2026-10-31T23:30:00+08:00", "major");
  await wind(hourMs);
  const [october] = await night.desk.statistics({ periods: monthsBetween("2026-10", "2026-10", shanghai.zone) });
  const [both] = await night.desk.statistics({ periods: monthsBetween("2026-10", "2026-11", shanghai.zone) });
  expect(october?.all).toMatchObject({ missed: 1 });
  expect(both?.months).toMatchObject([
    { month: "2026-10", missed: 1 },
    { month: "2026-11", missed: 1 },
  ]);
  expect(both?.grades.map(({ grade }) => grade)).toEqual(["ordinary", "major"]);
});

test("nothing decided, an unknown playbook, another grade: nothing is counted, and nothing is wrong", async () => {
  await night.leak();
  expect(await night.desk.statistics({ periods: november })).toEqual([]);
  expect(await night.desk.statistics({ periods: november, playbook: "nowhere" })).toEqual([]);
  await wind(answerLimitMs);
  expect(await night.desk.statistics({ periods: november, grade: "major" })).toEqual([]);
  expect(await night.desk.statistics({ periods: [] })).toEqual([]);
});

test("what was stored otherwise, added or lost is named by a replay", async () => {
  const id = await night.leak();
  await wind(answerLimitMs);
  const [row] = await stored(id);
  const put = async (decidedClocks: readonly NonNullable<typeof row>[]) =>
    night.storage.commit(aBatch({ decidedClocks }));
  const why = async () => (await night.engine.replay(id)).divergence;
  await put([{ ...row!, outcome: "met" }]);
  expect(await why()).toMatchObject({ what: "deadlines" });
  await put([row!]);
  expect(await why()).toBeNull();
  await put([{ ...row!, clock: "another" }]);
  expect(await why()).toMatchObject({ what: "deadlines", sentence: expect.stringContaining("another") });
});
