/** A form is looked at once: neither its page nor its answer builds the page of the incident or of the organisation around it. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Desk } from "../../src/desk/types.ts";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";
import { Visitor } from "../support/visitor.ts";

let asked: string[] = [];
let desk: NightDesk;

/** The same desk, which notes what is asked of it. */
function noting(desk: Desk): Desk {
  const names = ["incident", "offer", "prepare", "prepareOpening", "act", "open", "organisationView"] as const;
  const more = ["organisationOffer", "prepareChange", "administer"] as const;
  const noted = [...names, ...more].map((name) => {
    const ask = desk[name] as (...given: unknown[]) => unknown;
    return [name, (...given: unknown[]) => (asked.push(name), ask(...given))] as const;
  });
  return { ...desk, ...Object.fromEntries(noted) };
}

beforeAll(async () => {
  desk = await aNightDesk(noting);
});
afterAll(() => desk.shut());

async function askedBy(work: () => Promise<unknown>): Promise<string[]> {
  asked = [];
  await work();
  return asked;
}

const visitor = (person: string) => new Visitor(desk, person);

test("a registration", async () => {
  const opening = { title: "Export", sourceKind: "call", discoveredAt: "2026-11-22T21:00", grade: "ordinary" };
  const posted = () => visitor("chen").fill("/register", { ...opening, step: "submit" });
  expect(await askedBy(posted)).toEqual(["prepareOpening"]);
});

test("an event of an incident: its page, its answer, and the answer to what will not do", async () => {
  const path = "/incidents/1/events/NOTE_ADDED";
  expect(await askedBy(() => visitor("chen").get(path))).toEqual(["offer"]);
  const fill = (fields: Record<string, string>, person = "chen", at = path) => visitor(person).fill(at, fields);
  expect(await askedBy(() => fill({ wording: "Seen" }))).toEqual(["offer", "offer", "prepare"]);
  expect(await askedBy(() => fill({ wording: "" }))).toEqual(["offer", "offer", "prepare"]);
  expect((await desk.desk.history("1"))?.map(({ row }) => row.event.type)).toEqual(["start", "NOTE_ADDED"]);
});

test("a change of the organisation", async () => {
  const path = "/administration/HOLIDAY_SET";
  const posted = () => visitor("li").fill(path, { date: "2027-05-01", name: "May" });
  expect(await askedBy(posted)).toEqual(["organisationOffer", "organisationOffer", "prepareChange"]);
  expect(desk.desk.directory().holidays).toHaveLength(1);
});
