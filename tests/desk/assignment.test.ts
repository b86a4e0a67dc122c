/** Who has an incident, as the desk offers it, takes it and shows it. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { publicIncident } from "../../machines/public-incident/index.ts";
import type { Person } from "../../src/directory/person.ts";
import { aDutyDesk, type DutyDesk } from "../support/duty-desk.ts";
import { auditor, lead, officer, second } from "../support/night.ts";

const list = { page: 1, pageSize: 10, sort: "deadline" } as const;
const standIn: Person = { ...auditor, roles: ["auditor", "duty-officer"] };

let night: DutyDesk;
let commands = 0;
beforeEach(async () => {
  night = await aDutyDesk([publicIncident]);
  const opening = {
    title: "Pipe burst",
    sourceKind: "call",
    discoveredAt: "2026-11-22T22:50:00+08:00",
    grade: "ordinary",
  };
  await night.desk.open("public-incident@1", opening, officer, { commandId: "open" });
});
afterEach(() => night.engine.close());

const assign = (person: string, by: Person = lead, more: object = {}) =>
  night.desk.act("1", "OFFICER_ASSIGNED", { person, ...more }, by, { commandId: `assign-${String((commands += 1))}` });

async function offered(viewer: Person) {
  const view = await night.desk.incident("1", viewer);
  const offer = view?.offered.find(({ form }) => form.type === "OFFICER_ASSIGNED");
  return offer?.options["person"]?.map(({ value }) => value);
}

async function row() {
  const { rows } = await night.desk.list(list);
  return rows[0]?.summary;
}

test("those who could have it are offered, and whoever has it is not offered again", async () => {
  expect(await offered(lead)).toEqual(["officer", "second", "lead"]);
  await assign("second");
  expect(await offered(lead)).toEqual(["officer", "lead"]);
});

test("the row says who has it, and the list can be asked for what somebody has", async () => {
  expect((await row())?.holder).toBeNull();
  expect(await assign("second")).toMatchObject({ outcome: "done" });
  expect((await row())?.holder).toBe("second");
  expect((await night.desk.list({ ...list, holder: "second" })).total).toBe(1);
  expect((await night.desk.list({ ...list, holder: "officer" })).total).toBe(0);
});

test("somebody who is no duty officer is refused at the field, with who could be named", async () => {
  const words = { en: "Choose a person with the role “duty officer”: 陈晓 (officer), Sam (second), 李敏 (lead)." };
  for (const person of ["spokesperson", "nobody"])
    expect(await assign(person)).toMatchObject({ outcome: "invalid", errors: { person: [words] } });
  expect((await row())?.holder).toBeNull();
});

test("who acts as a duty officer's deputy may take it on", async () => {
  expect(await offered(standIn)).toEqual(["officer", "second", "lead", "auditor"]);
  expect(await assign("auditor", standIn)).toMatchObject({ outcome: "done" });
});

test("only duty officers and leads may, and not twice the same", async () => {
  expect(await assign("officer", auditor)).toMatchObject({ outcome: "forbidden" });
  await assign("officer", officer);
  expect(await assign("officer")).toMatchObject({
    outcome: "refused",
    sentence: { en: "This person is already the officer in charge." },
  });
});

test("the timeline says by name who was put in charge, and the notification went there", async () => {
  await assign("second", lead, { note: "Valve is ordered." });
  await night.engine.runDue();
  const timeline = (await night.desk.incident("1", officer))?.timeline ?? [];
  expect(timeline.find(({ title }) => title.en === "Officer in charge assigned")).toMatchObject({
    by: "李敏",
    fields: [
      { label: { en: "Officer in charge" }, value: "Sam" },
      { label: { en: "Handover note" }, value: "Valve is ordered." },
    ],
  });
  expect(timeline.map(({ title }) => title.en)).toContain("Notification sent: Officer in charge → Sam");
});

test("the warning goes to the one in charge alone, the overdue notice to everybody on duty as well", async () => {
  await assign("second", second);
  for (const minutes of [10, 15]) {
    night.clock.wind(minutes * 60_000);
    await night.engine.runDue();
    await night.engine.runDue();
  }
  const sent = ((await night.desk.incident("1", officer))?.timeline ?? []).map(({ title }) => title.en);
  expect(sent).toContain("Notification sent: Deadline warning → Sam");
  expect(sent).toContain("Notification sent: Overdue notice → 陈晓, Sam, 李敏");
});
