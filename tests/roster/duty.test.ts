import { describe, expect, test } from "@jest/globals";
import { ownWords } from "../../machines/kit/text-ref.ts";
import type { Absence, Override, Swap } from "../../src/directory/entries.ts";
import { gapsBetween, gapWords } from "../../src/roster/gaps.ts";
import { handoversBetween, nextHandover, unsignedHandovers } from "../../src/roster/handovers.ts";
import { dutyAt, dutyBetween } from "../../src/roster/slots.ts";
import { aDirectory, rotation, someone, zoned } from "../support/directory.ts";

const berlin = zoned("Europe/Berlin");
const dayMs = 24 * 60 * 60_000;

const override = (person: string, from: number, until: number, number = 1): Override => ({
  id: `override-${String(number)}`,
  layer: "officer",
  person,
  from,
  until,
  kind: "override",
  number,
  reason: ownWords("training"),
  by: "fay",
  recordedAt: 0,
});

const absence = (person: string, deputy: string | null, from: number, until: number | null): Absence => ({
  id: `absence-${person}`,
  person,
  deputy,
  from,
  until,
  by: "fay",
  recordedAt: 0,
});

describe("a rotation on days when the clocks change", () => {
  test.each([
    ["Europe/Berlin", "2026-03-28", "2026-10-24"],
    ["America/New_York", "2026-03-07", "2026-10-31"],
    ["Australia/Lord_Howe", "2026-10-03", "2026-04-04"],
  ])("%s hands over at eight whatever the clocks do", (zone, spring, autumn) => {
    const at = zoned(zone);
    const directory = aDirectory({ rotations: [rotation()] }, zone);
    for (const [eve, change] of [
      [spring, -1],
      [autumn, 1],
    ] as const) {
      const from = at(`${eve}T08:00`);
      const [slot, next] = dutyBetween(directory, "officer", from, from + 2 * dayMs);
      expect(slot?.from).toBe(from);
      const next8 = at(eve) + 32 * 60 * 60_000 + change * (zone === "Australia/Lord_Howe" ? 30 : 60) * 60_000;
      expect(slot?.until).toBe(next8);
      expect(next?.from).toBe(next8);
      expect(next?.person).not.toBe(slot?.person);
    }
  });

  test("a hand-over at a time that the clocks skip happens when they skip it, one that comes twice the first time", () => {
    const skipped = aDirectory({ rotations: [rotation({ handoverTime: "02:30" })] });
    expect(nextHandover(skipped, "officer", berlin("2026-03-28T12:00"))?.moment).toBe(Date.parse("2026-03-29T01:00Z"));
    expect(nextHandover(skipped, "officer", berlin("2026-10-24T12:00"))?.moment).toBe(Date.parse("2026-10-25T00:30Z"));
  });

  test("turns of eight hours keep their times, and the shortened night its three turns", () => {
    const directory = aDirectory({ rotations: [rotation({ unit: "hours", every: 8, handoverTime: "00:00" })] });
    const slots = dutyBetween(directory, "officer", berlin("2026-03-29T00:00"), berlin("2026-03-30T00:00"));
    expect(slots.map((slot) => (slot.until - slot.from) / 3_600_000)).toEqual([7, 8, 8]);
  });

  test("turns of half a day in Lord Howe, where summer time is half an hour", () => {
    const at = zoned("Australia/Lord_Howe");
    const rotations = [rotation({ unit: "hours", every: 12, handoverTime: "02:00" })];
    const directory = aDirectory({ rotations }, "Australia/Lord_Howe");
    const slots = dutyBetween(directory, "officer", at("2026-10-03T15:00"), at("2026-10-04T15:00"));
    // From two in the afternoon until the clocks skip half an hour at two in the morning, and on until two.
    expect(slots.slice(0, 2).map((slot) => (slot.until - slot.from) / 3_600_000)).toEqual([12, 11.5]);
  });
});

describe("layers, changes and their order", () => {
  const from = berlin("2026-06-01T08:00");
  const rotations = [
    rotation({ startDate: "2026-06-01" }),
    rotation({ id: "rotation-2", layer: "leader", people: ["dee", "eli"], unit: "weeks", startDate: "2026-06-01" }),
  ];

  test("each layer has its own turns", () => {
    const directory = aDirectory({ rotations });
    expect(dutyAt(directory, "officer", from + dayMs)).toMatchObject({ person: "bo", source: "rotation" });
    expect(dutyAt(directory, "leader", from + dayMs)).toMatchObject({ person: "dee", until: from + 7 * dayMs });
    expect(dutyAt(directory, "officer", from - 1)).toBeNull();
  });

  test("a shift counts before a rotation, an override before a shift, the later override before the earlier", () => {
    const shifts = [{ id: "shift-1", layer: "officer", person: "dee", from: from + 1000, until: from + 9000 }];
    const overrides = [
      override("eli", from + 2000, from + 8000, 2),
      override("fay", from + 3000, from + 4000, 1),
      override("bo", from + 5000, from + 6000, 3),
    ];
    const directory = aDirectory({ rotations, shifts, overrides });
    const slots = dutyBetween(directory, "officer", from, from + 10_000);
    expect(slots.map((slot) => [slot.person, slot.from - from, slot.source])).toEqual([
      ["ann", 0, "rotation"],
      ["dee", 1000, "shift"],
      ["eli", 2000, "override"],
      ["bo", 5000, "override"],
      ["eli", 6000, "override"],
      ["dee", 8000, "shift"],
      ["ann", 9000, "rotation"],
    ]);
    expect(dutyAt(directory, "officer", from + 9500)?.until).toBe(from + dayMs);
  });

  test("a slot is as long as it is, whatever the window shows of it", () => {
    const overrides = [override("dee", from + 1000, from + 2000, 1), override("eli", from + 5000, from + 6000, 2)];
    const directory = aDirectory({ rotations, overrides });
    const slot = dutyAt(directory, "officer", from + 3000);
    expect(slot).toMatchObject({ person: "ann", from: from + 2000, until: from + 5000 });
    expect(dutyBetween(directory, "officer", from + 3000, from + 4000)).toEqual([slot]);
  });

  test("a later rotation stands over an earlier one for as long as it lasts", () => {
    const summer = rotation({ id: "rotation-3", people: ["fay"], startDate: "2026-06-03", until: from + 4 * dayMs });
    const directory = aDirectory({ rotations: [...rotations, summer] });
    const people = dutyBetween(directory, "officer", from, from + 6 * dayMs).map((slot) => slot.person);
    expect(people).toEqual(["ann", "bo", "fay", "fay", "bo", "cy"]);
  });

  test("only an accepted swap moves the duty, and with a return both turns", () => {
    const swap: Swap = {
      id: "swap-1",
      layer: "officer",
      person: "ann",
      from,
      until: from + dayMs,
      to: "bo",
      inReturn: { from: from + dayMs, until: from + 2 * dayMs },
      state: "offered",
      number: 5,
      offeredBy: "ann",
      offeredAt: 0,
      settledBy: null,
      settledAt: null,
    };
    const people = (state: Swap["state"]) =>
      dutyBetween(aDirectory({ rotations, swaps: [{ ...swap, state }] }), "officer", from, from + 2 * dayMs).map(
        (slot) => slot.person,
      );
    expect(people("offered")).toEqual(["ann", "bo"]);
    expect(people("cancelled")).toEqual(["ann", "bo"]);
    expect(people("accepted")).toEqual(["bo", "ann"]);
  });
});

describe("absences, gaps and hand-overs", () => {
  const from = berlin("2026-06-01T08:00");
  const rotations = [rotation({ startDate: "2026-06-01" })];
  const until = from + 3 * dayMs;
  const say = (at: number) => new Date(at).toISOString().slice(0, 16);

  test("the named deputy has the duty for exactly as long as the absence lasts", () => {
    const absences = [absence("bo", "dee", from, from + 1.5 * dayMs)];
    const slots = dutyBetween(aDirectory({ rotations, absences }), "officer", from, until);
    expect(slots.map((slot) => [slot.person, slot.onDuty, slot.missing])).toEqual([
      ["ann", "ann", null],
      ["bo", "dee", "absent"],
      ["bo", "bo", null],
      ["cy", "cy", null],
    ]);
  });

  test("an absent deputy is nobody, and the gap says who is missing and which holiday it hits", () => {
    const absences = [absence("bo", "dee", from, null), absence("dee", "eli", from, from + 1.5 * dayMs)];
    const holidays = [{ date: "2026-06-02", name: ownWords("Founding Day") }];
    const directory = aDirectory({ rotations, absences, holidays });
    const gaps = gapsBetween(directory, "officer", from, until);
    expect(gaps).toEqual([
      {
        layer: "officer",
        from: from + dayMs,
        until: from + 1.5 * dayMs,
        named: { person: "bo", missing: "absent" },
      },
    ]);
    expect(gapWords(directory, gaps[0]!, say)).toEqual({
      zh: "值班员空缺：2026-06-02T06:00 至 2026-06-02T18:00，Bo不在岗且无代理人（Founding Day）。",
      en: "No duty officer from 2026-06-02T06:00 to 2026-06-02T18:00: Bo is absent and has no deputy (Founding Day).",
    });
  });

  test("what the roster leaves open is a gap, cut to the window", () => {
    const ends = [rotation({ startDate: "2026-06-01", until: from + dayMs })];
    const directory = aDirectory({ rotations: ends });
    expect(gapsBetween(directory, "officer", from - 10, until)).toMatchObject([
      { from: from - 10, until: from, named: null },
      { from: from + dayMs, until, named: null },
    ]);
    expect(gapsBetween(aDirectory(), "leader", 0, 5)).toMatchObject([{ from: 0, until: 5 }]);
  });

  test("somebody deactivated or without the role leaves a gap from then on", () => {
    const left = { ...someone("bo"), active: false, until: from + 1.25 * dayMs };
    const people = [someone("ann"), left, someone("cy", ["auditor"])];
    const slots = dutyBetween(aDirectory({ rotations, people }), "officer", from, until);
    expect(slots.map((slot) => [slot.person, slot.onDuty, slot.missing])).toEqual([
      ["ann", "ann", null],
      ["bo", "bo", null],
      ["bo", null, "deactivated"],
      ["cy", null, "without-role"],
    ]);
  });

  test("who follows themselves hands over nothing; a rotation of one never hands over", () => {
    const pairs = [rotation({ people: ["ann", "ann", "bo"], startDate: "2026-06-01" })];
    const directory = aDirectory({ rotations: pairs });
    expect(nextHandover(directory, "officer", from)).toMatchObject({ moment: from + 2 * dayMs, from: "ann", to: "bo" });
    const alone = aDirectory({ rotations: [rotation({ people: ["ann"], startDate: "2026-06-01" })] });
    expect(nextHandover(alone, "officer", from)).toBeNull();
    expect(nextHandover(alone, "officer", from - 1)).toMatchObject({ moment: from, from: null, to: "ann" });
  });

  test("a hand-over stays unsigned until both have signed, and a signature counts for these two only", () => {
    const signature = { at: from, by: "ann", note: null };
    const moment = from + dayMs;
    const common = { layer: "officer", moment, from: "ann", to: "bo", signedFrom: signature };
    const now = moment + 1000;
    const unsigned = (parts: Parameters<typeof aDirectory>[0]) =>
      unsignedHandovers(aDirectory({ rotations, ...parts }), "officer", from + 1, now).length;
    expect(unsigned({})).toBe(1);
    expect(unsigned({ handovers: [{ ...common, signedTo: null }] })).toBe(1);
    expect(unsigned({ handovers: [{ ...common, signedTo: { ...signature, by: "bo" } }] })).toBe(0);
    const overrides = [override("dee", moment, moment + dayMs)];
    const both = { ...common, signedTo: { ...signature, by: "bo" } };
    expect(unsigned({ handovers: [both], overrides })).toBe(1);
    // Somebody took over from Ann in between: it is not hers to hand over.
    const before = [override("fay", moment - 1000, moment)];
    expect(unsigned({ handovers: [both], overrides: before })).toBe(2);
    expect(handoversBetween(aDirectory({ rotations }), "officer", moment + 1, moment + dayMs)).toEqual([]);
  });
});
