/** Who will have the duty without a channel that is known to wake them. */
import { expect, test } from "@jest/globals";
import type { Directory } from "../../src/directory/types.ts";
import { unprovenShifts, unprovenWords, type Proven } from "../../src/roster/unproven.ts";
import { aDirectory, rotation, someone, zoned } from "../support/directory.ts";

const berlin = zoned("Europe/Berlin");
const dayMs = 24 * 60 * 60_000;
const from = berlin("2026-06-01T08:00");
const both = (id: string) => ({
  ...someone(id),
  channels: [
    { kind: "webhook", on: true },
    { kind: "mail", on: true },
  ] as const,
});
/** Ann, Bo and Cy change every twelve hours: Ann has the first night. */
const shiftsOf = (people: readonly string[], times: readonly (readonly [string, string])[]): Directory =>
  aDirectory({
    people: ["ann", "bo", "cy"].map(both),
    rotations: [],
    shifts: times.map(([begin, end], index) => ({
      id: `shift-${String(index)}`,
      layer: "officer",
      person: people[index]!,
      from: berlin(begin),
      until: berlin(end),
      by: "fay",
      recordedAt: 0,
    })) as unknown as Directory["shifts"],
  });
const mail = (person: string): Proven => ({ person, channel: "mail", wakes: "writes" });
const push = (person: string): Proven => ({ person, channel: "webhook", wakes: "pushes" });
const found = (directory: Directory, proven: readonly Proven[]) =>
  unprovenShifts(directory, proven, from, from + 7 * dayMs).map(({ person, missing }) => `${person} ${missing}`);

test("by day a confirmed mail is enough; at night it has to ring or to push", () => {
  const directory = shiftsOf(
    ["ann", "bo", "cy"],
    [
      ["2026-06-02T08:00", "2026-06-02T20:00"],
      ["2026-06-02T20:00", "2026-06-03T08:00"],
      ["2026-06-03T08:00", "2026-06-03T20:00"],
    ],
  );
  expect(found(directory, [])).toEqual(["ann any", "bo any", "cy any"]);
  expect(found(directory, ["ann", "bo", "cy"].map(mail))).toEqual(["bo waking"]);
  expect(found(directory, [mail("ann"), push("bo"), mail("cy")])).toEqual([]);
});

test.each([
  ["an evening that ends at ten", "2026-06-02T18:00", "2026-06-02T22:00", []],
  ["one that ends a minute later", "2026-06-02T18:00", "2026-06-02T22:01", ["ann waking"]],
  ["a morning from seven", "2026-06-02T07:00", "2026-06-02T12:00", []],
  ["one from a minute before", "2026-06-02T06:59", "2026-06-02T12:00", ["ann waking"]],
  ["after midnight alone", "2026-06-02T01:00", "2026-06-02T03:00", ["ann waking"]],
  ["before midnight alone", "2026-06-02T22:30", "2026-06-02T23:30", ["ann waking"]],
])("night: %s", (_, begin, end, expected) => {
  expect(found(shiftsOf(["ann"], [[begin, end]]), [mail("ann")])).toEqual(expected);
});

test("a channel that is proven and turned off does not count", () => {
  const off = {
    ...someone("ann"),
    channels: [{ kind: "webhook", on: false } as const, { kind: "mail", on: true } as const],
  };
  const directory = { ...aDirectory({ rotations: [rotation({ people: ["ann"] })] }), people: [off] };
  expect(found(directory, [push("ann")])).toEqual(["ann any"]);
});

test("each person is named once, with the first shift, in both languages", () => {
  const directory = aDirectory({ rotations: [rotation()] });
  const [first, ...others] = unprovenShifts(directory, [mail("ann"), mail("bo"), mail("cy")], from, from + 9 * dayMs);
  expect(others).toHaveLength(2);
  expect(unprovenWords(directory, first!, () => "Mon, 08:00")).toEqual({
    zh: expect.stringMatching(/自 Mon, 08:00 起任值班员，没有经确认能在夜间唤醒的通知方式。$/),
    en: expect.stringMatching(/^Nothing confirmed rings or pushes for \w+, duty officer from Mon, 08:00\.$/),
  });
});
