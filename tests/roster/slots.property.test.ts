/** What holds for every roster, whatever stands in it. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Directory } from "../../src/directory/types.ts";
import type { Absence, Override, Rotation, Shift, Swap } from "../../src/directory/entries.ts";
import { gapsBetween } from "../../src/roster/gaps.ts";
import { handoversBetween } from "../../src/roster/handovers.ts";
import { dutyAt, dutyBetween } from "../../src/roster/slots.ts";
import { instantOf, localAt, localTime } from "../../src/roster/zone.ts";
import { aDirectory } from "../support/directory.ts";

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
const people = ["ann", "bo", "cy", "dee", "eli", "fay"] as const;

/** Around a change of the clocks in every zone: all of them change within these weeks. */
const begin = Date.parse("2026-03-01T00:00Z");
const end = begin + 45 * dayMs;

const zones = fc.constantFrom("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Shanghai");
const person = fc.constantFrom(...people);
const layer = fc.constantFrom("officer", "leader");
const instant = fc.integer({ min: begin / 900_000, max: end / 900_000 }).map((quarter) => quarter * 900_000);
const extent = fc
  .tuple(instant, fc.integer({ min: 1, max: 400 }))
  .map(([from, quarters]) => ({ from, until: from + quarters * 900_000 }));

const two = (value: number) => String(value).padStart(2, "0");
const rotations = fc.array(
  fc.record({
    layer,
    people: fc.array(person, { minLength: 1, maxLength: 4 }),
    step: fc.oneof(
      fc.record({ unit: fc.constant("hours" as const), every: fc.integer({ min: 1, max: 30 }) }),
      fc.record({ unit: fc.constantFrom("days" as const, "weeks" as const), every: fc.integer({ min: 1, max: 3 }) }),
    ),
    time: fc.tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 59)),
    day: fc.integer({ min: 0, max: 40 }),
    since: fc.option(instant, { nil: 0 }),
    until: fc.option(instant),
  }),
  { maxLength: 3 },
);

const changes = fc.record({
  shifts: fc.array(fc.tuple(layer, person, extent), { maxLength: 3 }),
  overrides: fc.array(fc.tuple(layer, person, extent), { maxLength: 4 }),
  swaps: fc.array(fc.tuple(layer, person, person, extent, fc.option(extent)), { maxLength: 2 }),
  absences: fc.array(fc.tuple(person, fc.option(person), extent, fc.boolean()), { maxLength: 3 }),
});

const directories = fc.tuple(zones, rotations, changes).map(([zone, turns, rest]): Directory => {
  const common = (n: number, kind: string) => ({ id: `${kind}-${String(n)}` });
  return aDirectory(
    {
      rotations: turns.map(({ step, time: [hour, minute], day, ...turn }, n): Rotation => ({
        ...common(n, "rotation"),
        ...turn,
        ...step,
        handoverTime: `${two(hour)}:${two(minute)}`,
        startDate: new Date(begin + day * dayMs).toISOString().slice(0, 10),
      })),
      shifts: rest.shifts.map(([on, who, when], n): Shift => ({ ...common(n, "s"), layer: on, person: who, ...when })),
      overrides: rest.overrides.map(([on, who, when], n): Override => ({
        ...common(n, "o"),
        layer: on,
        person: who,
        ...when,
        kind: "override",
        number: n * 2,
        reason: null,
        by: who,
        recordedAt: begin,
      })),
      swaps: rest.swaps.map(([on, who, to, when, inReturn], n): Swap => ({
        ...common(n, "w"),
        layer: on,
        person: who,
        to,
        ...when,
        inReturn,
        state: "accepted",
        number: n * 2 + 1,
        offeredBy: who,
        offeredAt: begin,
        settledBy: to,
        settledAt: begin,
      })),
      absences: rest.absences.map(([who, deputy, { from, until }, open], n): Absence => ({
        ...common(n, "a"),
        person: who,
        deputy,
        from,
        until: open ? null : until,
        by: who,
        recordedAt: begin,
      })),
    },
    zone,
  );
});

const runs = { numRuns: 150 };

describe("for every roster", () => {
  test("slots never overlap, are in order, and touch the window", () => {
    fc.assert(
      fc.property(directories, layer, extent, (directory, on, { from, until }) => {
        const slots = dutyBetween(directory, on, from, until);
        slots.forEach((slot, index) => {
          expect(slot.from).toBeLessThan(slot.until);
          expect(slot.from).toBeLessThan(until);
          expect(slot.until).toBeGreaterThan(from);
          if (index > 0) expect(slot.from).toBeGreaterThanOrEqual(slots[index - 1]!.until);
        });
      }),
      runs,
    );
  });

  test("who is on duty at a moment is who is on duty between any two around it", () => {
    fc.assert(
      fc.property(directories, layer, extent, fc.array(instant, { maxLength: 12 }), (directory, on, window, asked) => {
        const slots = dutyBetween(directory, on, window.from, window.until);
        const edges = slots.flatMap((slot) => [slot.from, slot.until - 1, slot.until]);
        for (const at of [...asked, ...edges].filter((one) => one >= window.from && one < window.until)) {
          expect(dutyAt(directory, on, at)).toEqual(slots.find((slot) => slot.from <= at && at < slot.until) ?? null);
        }
      }),
      runs,
    );
  });

  test("a rotation alone is covered exactly from its start to its end, each turn by the next in order", () => {
    fc.assert(
      fc.property(directories, (before) => {
        const rotation = before.rotations.find((one) => one.layer === "officer");
        if (!rotation) return;
        const directory = { ...before, rotations: [rotation], shifts: [], overrides: [], swaps: [], absences: [] };
        const { zone } = directory.organisation;
        const anchor = instantOf(zone, localTime(rotation.startDate, rotation.handoverTime));
        const start = Math.max(anchor, rotation.since);
        const stop = Math.min(rotation.until ?? Infinity, end);
        // East of Greenwich the first day begins on the day before.
        const slots = dutyBetween(directory, "officer", begin - dayMs, stop);
        if (start >= stop) {
          expect(slots).toEqual([]);
          return;
        }
        expect(slots[0]!.from).toBe(start);
        expect(Math.min(slots.at(-1)!.until, stop)).toBe(stop);
        slots.forEach((slot, index) => {
          if (index > 0) expect(slot.from).toBe(slots[index - 1]!.until);
        });
        // An hour that the clocks skip may swallow a turn; on days and weeks nobody is ever left out.
        if (rotation.unit !== "hours" && start === anchor)
          expect(slots.map((slot) => slot.person)).toEqual(
            slots.map((_, index) => rotation.people[index % rotation.people.length]),
          );
      }),
      runs,
    );
  });

  test("every moment is either somebody's or in a gap, never both", () => {
    fc.assert(
      fc.property(directories, layer, extent, fc.array(instant, { maxLength: 12 }), (directory, on, window, asked) => {
        const gaps = gapsBetween(directory, on, window.from, window.until);
        for (const at of asked.filter((one) => one >= window.from && one < window.until)) {
          const inGap = gaps.some((gap) => gap.from <= at && at < gap.until);
          expect(inGap).toBe((dutyAt(directory, on, at)?.onDuty ?? null) === null);
        }
      }),
      runs,
    );
  });

  test("at each hand-over, and only there, somebody else has the duty", () => {
    fc.assert(
      fc.property(directories, layer, extent, (directory, on, { from, until }) => {
        const holder = (at: number) => dutyAt(directory, on, at)?.onDuty ?? null;
        const handovers = handoversBetween(directory, on, from, until);
        for (const one of handovers) {
          expect(holder(one.moment - 1)).toBe(one.from);
          expect(holder(one.moment)).toBe(one.to);
          expect(one.from).not.toBe(one.to);
        }
        const edges = dutyBetween(directory, on, from, until).flatMap((slot) => [slot.from, slot.until]);
        for (const at of edges.filter((one) => one >= from && one < until))
          expect(handovers.some(({ moment }) => moment === at)).toBe(holder(at - 1) !== holder(at));
      }),
      runs,
    );
  });
});

test("local times become instants in their own order, and back", () => {
  fc.assert(
    fc.property(zones, instant, fc.integer({ min: 1, max: 3 * 60 }), (zone, at, minutes) => {
      const local = localAt(zone, at);
      expect(instantOf(zone, local)).toBeLessThanOrEqual(at);
      expect(instantOf(zone, local + minutes * 60_000)).toBeGreaterThanOrEqual(instantOf(zone, local));
      expect(localAt(zone, instantOf(zone, local))).toBe(local);
    }),
  );
});
