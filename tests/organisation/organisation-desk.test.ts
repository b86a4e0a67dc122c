/** The desk's door to the organisation: who may, what stops a change, and what one would mean. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readEnvironment } from "../../config/env.ts";
import { publicIncident } from "../../machines/public-incident/index.ts";
import type { Policy } from "../../machines/public-incident/policy.ts";
import { compose, configure, type Answerable } from "../../src/app/compose.ts";
import { consequencesOf } from "../../src/desk/consequences.ts";
import { policyFor } from "../../src/organisation/policy.ts";
import { concernsSameEntity } from "../../src/organisation/conflict.ts";
import type { Desk } from "../../src/desk/types.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { aTemporaryFolder } from "../support/temporary-folder.ts";
import { aDutyDesk } from "../support/duty-desk.ts";
import { lead as leadOfSettings, nightFalls } from "../support/night.ts";

const folder = aTemporaryFolder();
const clock = new WindingClock(nightFalls);
const config = configure(readEnvironment({ ANSWERABLE_DATA: folder.file("data"), ANSWERABLE_SIGN_IN: "off" }));
let answerable: Answerable;
let desk: Desk;
beforeAll(async () => {
  answerable = await compose(config, { clock });
  ({ desk } = answerable);
});
afterAll(async () => {
  await answerable.close();
  folder.remove();
});

let commands = 0;
const administer = (type: string, values: object, by = "li", expectedSeq?: number) =>
  desk.administer(type, values, desk.person(by)!, {
    commandId: `command-${String((commands += 1))}`,
    ...(expectedSeq === undefined ? {} : { expectedSeq }),
  });
const rotation = {
  layer: "officer",
  people: ["chen"],
  every: "1",
  unit: "days",
  handoverTime: "08:00",
  startDate: "2026-11-22",
};

describe("a new desk", () => {
  test("takes its people over from the settings file, with their addresses outside of the record", async () => {
    expect(desk.people.map((person) => person.id)).toEqual(config.settings.people.map((person) => person.id));
    expect(desk.person("chen")?.email).toBe("chen@example.test");
    const record = JSON.stringify(await desk.organisationHistory());
    expect(record).toContain("陈晓");
    expect(record).not.toContain("@example.test");
  });

  test("does not list the organisation's record among the incidents", async () => {
    expect(await desk.counts()).toEqual({ open: 0, overdue: 0, closed: 0, waiting: 0 });
  });

  test("without a record shows what the settings say, and changes nothing of it", async () => {
    const plain = await aDutyDesk();
    expect(plain.desk.directory().people).toHaveLength(plain.desk.people.length);
    const outcome = await plain.desk.administer(
      "HOLIDAY_SET",
      { date: "2027-01-01", name: "New year" },
      leadOfSettings,
      { commandId: "one" },
    );
    expect(outcome).toMatchObject({ outcome: "refused", code: "unknown-event" });
    await plain.engine.close();
  });
});

describe("a change", () => {
  test("is made by who may, and is in effect at once", async () => {
    expect(await administer("ROLES_CHANGED", { person: "sun", roles: ["auditor", "duty-officer"] })).toMatchObject({
      outcome: "done",
    });
    expect(desk.person("sun")?.roles).toContain("duty-officer");
    expect(await administer("ROLES_CHANGED", { person: "sun", roles: ["lead"] }, "chen")).toMatchObject({
      outcome: "forbidden",
    });
  });

  test("that only puts on record what happened elsewhere cannot be sent by hand", async () => {
    for (const type of [
      "SIGN_IN_CHANGED",
      "TOKEN_ISSUED",
      "CALENDAR_ADDRESS_RENEWED",
      "RECORD_EXPORTED",
      "RECORD_KEY_CHANGED",
      "RECORD_CONTINUED",
      "INTAKE_KEY_CREATED",
      "INTAKE_KEY_ENDED",
      "REPORT_SETTLED",
      "REPORT_CONTACTS_ERASED",
      "ORGANISATION_SET_UP",
      "NOTHING",
    ])
      expect(await administer(type, {})).toMatchObject({ outcome: "refused", code: "unknown-event" });
  });

  test("says field by field what will not do", async () => {
    const outcome = await administer("HOLIDAY_SET", { date: "tomorrow" });
    expect(outcome).toMatchObject({ outcome: "invalid", errors: { date: [{}], name: [{}] } });
  });

  test("stops for a change of the same thing and goes on over any other", async () => {
    const { seq } = await desk.organisationView(desk.person("li")!);
    await administer("HOLIDAY_SET", { date: "2027-01-01", name: "New year" });
    expect(await administer("UNIT_DESCRIBED", { unit: "water", zh: "水务", en: "Water" }, "li", seq)).toMatchObject({
      outcome: "done",
    });
    const outcome = await administer("HOLIDAY_SET", { date: "2027-01-01", name: "Another" }, "li", seq);
    expect(outcome).toMatchObject({ outcome: "conflict", since: [{ row: { event: { name: "New year" } } }] });
  });

  test("sent twice is made once", async () => {
    const send = () =>
      desk.administer("HOLIDAY_SET", { date: "2027-05-01", name: "May" }, desk.person("li")!, { commandId: "may" });
    expect([await send(), await send()]).toMatchObject([{ again: false }, { again: true }]);
  });
});

describe("what a change would mean", () => {
  const directoryAfter = async (type: string, values: object) => {
    const prepared = await desk.prepareChange(type, values, desk.person("li")!, { commandId: "look" });
    return prepared.outcome === "ready" ? prepared.after : null;
  };

  test("is worked out without making it", async () => {
    const before = desk.directory();
    const after = await directoryAfter("ROTATION_SET", rotation);
    expect(after?.rotations).toHaveLength(1);
    expect(desk.directory()).toEqual(before);
    expect(await directoryAfter("ROTATION_SET", { ...rotation, people: ["zhao"] })).toBeNull();
  });

  test("names the gaps that it opens and closes, and what hangs on somebody who leaves", async () => {
    const before = desk.directory();
    await administer("ROTATION_SET", rotation);
    await administer("UNIT_DESCRIBED", { unit: "water", zh: "水务", en: "Waterworks" });
    await administer("POST_DESCRIBED", { post: "keeper", zh: "保管员", en: "keeper", role: "duty-officer" });
    await administer("POST_GIVEN", { post: "keeper", person: "chen", unit: "water" });
    const now = clock.now();
    expect(consequencesOf(before, desk.directory(), now).closedGaps).toMatchObject([{ layer: "officer", from: now }]);
    const after = await directoryAfter("PERSON_DEACTIVATED", { person: "chen" });
    const meant = consequencesOf(desk.directory(), after!, now);
    expect(meant.newGaps.every((gap) => gap.named?.missing === "deactivated")).toBe(true);
    expect(meant.newGaps.length).toBeGreaterThan(0);
    expect(meant.leaving).toEqual({
      rotations: 1,
      deputyOf: [],
      posts: [{ zh: "水务保管员", en: "keeper of Waterworks" }],
    });
  });
});

test("the organisation's ladder is what incidents registered afterwards climb, unless the playbook has its own", async () => {
  const levels = ["layer:officer", "layer:leader", "person:chen", "role:superior"];
  expect(await administer("LADDER_SET", { levels })).toMatchObject({ outcome: "done" });
  const policy = () => policyFor({ policies: config.settings.policies, source: desk }, publicIncident) as Policy;
  const { ladder } = policy();
  expect(ladder.levels.map(({ recipients }) => recipients[0])).toEqual([
    { layer: "officer" },
    { layer: "leader" },
    { person: "chen" },
    { role: "superior" },
  ]);
  expect(ladder.top).toMatchObject({ fastReport: 4, officialReply: 4, liaisonSlip: 2 });
  const section = JSON.stringify({ ladder: { levels: [{ recipients: [{ role: "lead" }] }] } });
  await administer("POLICY_CHANGED", { playbook: "public-incident", section, reason: "Agreed" });
  expect(policy().ladder.levels).toEqual([{ recipients: [{ role: "lead" }] }]);
});

test("a second process reads the record beside the first, and finds it again after a restart", async () => {
  const reader = await compose(config, { clock, mode: "read" });
  expect(reader.desk.directory()).toEqual(desk.directory());
  await reader.close();
  const before = desk.directory();
  await answerable.close();
  answerable = await compose(config, { clock });
  ({ desk } = answerable);
  expect(desk.directory()).toEqual(before);
});

test("two changes concern the same when they name the same person, layer or setting", () => {
  const roles = (person: string) => ({ type: "ROLES_CHANGED", person });
  expect(concernsSameEntity(roles("chen"), roles("chen"))).toBe(true);
  expect(concernsSameEntity(roles("chen"), roles("li"))).toBe(false);
  expect(concernsSameEntity(roles("chen"), { type: "SWAP_OFFERED", layer: "officer", to: "chen" })).toBe(true);
  expect(concernsSameEntity(roles("chen"), { type: "TOKEN_ISSUED", person: "chen" })).toBe(false);
  expect(concernsSameEntity({ type: "LADDER_SET" }, { type: "LADDER_SET" })).toBe(true);
  expect(
    concernsSameEntity(
      { type: "UNIT_DESCRIBED", unit: "days" },
      { type: "ROTATION_SET", layer: "officer", unit: "days" },
    ),
  ).toBe(false);
});
