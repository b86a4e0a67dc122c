/** Nobody is given a duty that they cannot have, and nobody is told what they may not read: with what to do first. */
import { describe, expect, test } from "@jest/globals";
import { recipientsAt } from "../../../src/roster/ladder.ts";
import { dutyAt } from "../../../src/roster/slots.ts";
import { anOffice, dayMs, hourMs, iso, monday, type Office } from "./organisation.ts";

const layer = "officer";
const daily = {
  layer,
  people: ["chen", "ma"],
  every: "1",
  unit: "days",
  handoverTime: "08:00",
  startDate: "2026-06-01",
};
const english = (outcome: Awaited<ReturnType<Office["act"]>>): string =>
  "sentence" in outcome ? outcome.sentence.en : outcome.outcome;

const absent = (office: Office, person: string, from: number, until?: number) =>
  office.done(
    "ABSENCE_RECORDED",
    { person, from: iso(from), ...(until === undefined ? {} : { until: iso(until) }) },
    "li",
  );

describe("somebody absent", () => {
  const away =
    "Ma is absent from 2026-06-01 08:00 until 2026-06-02 08:00: end that absence first, or choose another person.";

  test("is put on no shift and no override that falls into it, and on those that do not", async () => {
    const office = await anOffice();
    await absent(office, "ma", monday, monday + dayMs);
    for (const [type, more] of [
      ["SHIFT_ADDED", {}],
      ["OVERRIDE_ADDED", { reason: "ill" }],
    ] as const) {
      const turn = (from: number) => ({ layer, person: "ma", from: iso(from), until: iso(from + hourMs), ...more });
      expect(english(await office.act(type, turn(monday + 23 * hourMs), "li"))).toBe(away);
      expect(english(await office.act(type, turn(monday + 24 * hourMs), "li"))).toBe("done");
    }
  });

  test("takes nothing over and accepts no swap before they are back", async () => {
    const office = await anOffice();
    await office.done("ROTATION_SET", daily, "li");
    const offer = { layer, person: "chen", to: "ma", from: iso(monday + hourMs), until: iso(monday + 5 * hourMs) };
    await office.done("SWAP_OFFERED", offer, "chen");
    const { id } = office.organisation.directory().swaps[0]!;
    await absent(office, "ma", monday, monday + dayMs);
    const you = "You are absent from 2026-06-01 08:00 until 2026-06-02 08:00: end that absence first.";
    expect(english(await office.act("SWAP_ACCEPTED", { swap: id }, "ma"))).toBe(you);
    const take = { layer, until: iso(monday + 2 * hourMs) };
    expect(english(await office.act("DUTY_TAKEN_OVER", take, "ma"))).toBe(you);
    await office.done("ABSENCE_ENDED", { absence: office.organisation.directory().absences[0]!.id }, "ma");
    expect(english(await office.act("SWAP_ACCEPTED", { swap: id }, "ma"))).toBe("done");
  });

  test("is put into no rotation while they are away until further notice", async () => {
    const office = await anOffice();
    await absent(office, "ma", monday);
    expect(english(await office.act("ROTATION_SET", daily, "li"))).toBe(
      "Ma is absent from 2026-06-01 08:00 until further notice: end that absence first, or choose another person.",
    );
  });
});

test("turns that no roster can be worked out of are refused at their field", async () => {
  const office = await anOffice();
  const refused = async (parts: object) => {
    const outcome = await office.act("ROTATION_SET", { ...daily, ...parts }, "li");
    return outcome.outcome === "invalid" ? Object.keys(outcome.errors) : english(outcome);
  };
  expect(await refused({ every: "999", unit: "weeks" })).toEqual(["every"]);
  expect(await refused({ unit: "hours", weekdays: ["mon"] })).toEqual(["unit"]);
  expect(await refused({ dailyUntil: "08:00" })).toEqual(["dailyUntil"]);
  expect(await refused({ startDate: "2090-01-01" })).toBe("The first day has to be within 10 years of today.");
  expect(await refused({ unit: "months", every: "12", weekdays: ["mon", "fri"], dailyUntil: "19:00" })).toBe("done");
});

describe("the ladder", () => {
  test("takes nobody who cannot see incidents, whichever way they are named", async () => {
    const office = await anOffice();
    await office.done("PERSON_INVITED", { person: "kim", name: "Kim", language: "en", roles: ["administrator"] }, "li");
    await office.done("LAYER_DESCRIBED", { layer: "office", zh: "管理", en: "office", role: "administrator" }, "li");
    const set = async (level: string) =>
      english(await office.act("LADDER_SET", { levels: ["role:lead", level] }, "li"));
    expect(await set("person:kim")).toMatch(/^Level 2: Kim cannot see incidents: give them a role that may first/);
    expect(await set("role:administrator")).toMatch(/^Level 2: “administrator” cannot see incidents/);
    expect(await set("layer:office")).toMatch(/^Level 2: “office” cannot see incidents/);
    expect(await set("person:sun")).toBe("done");
  });

  test("passes over whoever may not read them any more, and tells who stands behind at once", async () => {
    const office = await anOffice();
    await office.done("ROTATION_SET", { ...daily, people: ["chen"] }, "li");
    const told = (role: "duty-officer") => {
      const found = recipientsAt(office.organisation.directory(), [{ role }], office.clock.now());
      return [found.people.map(({ person }) => person), found.passedOver.map(({ why }) => why.en)];
    };
    expect(told("duty-officer")).toEqual([["chen"], []]);
    office.clock.wind(hourMs);
    await office.done("ROLES_CHANGED", { person: "chen", roles: ["administrator"] }, "li");
    expect(told("duty-officer")).toEqual([["ma"], ["Chen does not have the role duty officer"]]);
    const slot = (at: number) => dutyAt(office.organisation.directory(), layer, at);
    expect(slot(monday + hourMs)).toMatchObject({ person: "chen", onDuty: null, missing: "without-role" });
    expect(slot(monday + hourMs - 1)).toMatchObject({ onDuty: "chen", missing: null });
  });
});
