/**
 * The roster held against a plain model that looks at every quarter of an hour by itself: what the wall clock has shown so
 * far, which rotations, changes, roles and absences were on record then, and which of them counts. It knows nothing of turns
 * that are found from their number, of sources or of what was worked out before.
 */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { DateTime } from "luxon";
import type { PersonRecord, Rotation, Weekday } from "../../src/directory/entries.ts";
import { dutyAt, dutyBetween } from "../../src/roster/slots.ts";
import { aDirectory, someone } from "../support/directory.ts";

const quarterMs = 15 * 60_000;
const dayMs = 24 * 60 * 60_000;
const weekdayNames: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const zones = [
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Shanghai",
  "America/St_Johns",
] as const;
/** Around the changes of the clocks in spring and in autumn, and over the end of February. */
const begins = ["2026-02-20", "2026-03-20", "2026-10-20", "2028-02-20"].map((date) => Date.parse(`${date}T00:00Z`));
const windowMs = 20 * dayMs;

type Wall = { readonly date: string; readonly minutes: number };
const at = (date: string, minutes: number): string => `${date} ${String(minutes).padStart(4, "0")}`;

/** What the wall clock shows, as text that sorts; when it goes back it stands for what it has shown already. */
function wallClock(zone: string, from: number, until: number): ReadonlyMap<number, { shown: string } & Wall> {
  const seen = new Map<number, { shown: string } & Wall>();
  let latest: ({ shown: string } & Wall) | null = null;
  for (let now = from; now < until; now += quarterMs) {
    const local = DateTime.fromMillis(now, { zone });
    const wall = { date: local.toFormat("yyyy-MM-dd"), minutes: local.hour * 60 + local.minute };
    const shown = at(wall.date, wall.minutes);
    if (latest === null || shown > latest.shown) latest = { shown, ...wall };
    seen.set(now, latest);
  }
  return seen;
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const plusDays = (date: string, days: number): string =>
  DateTime.fromISO(date, { zone: "utc" }).plus({ days }).toFormat("yyyy-MM-dd");
const nameOfDay = (date: string): Weekday => weekdayNames[DateTime.fromISO(date, { zone: "utc" }).weekday - 1]!;

type Turn = { readonly from: string; readonly until: string; readonly person: string };

/** Every turn of a rotation until a local date, one after the other from the first, by counting. */
function turnsUntil(rotation: Rotation, last: string): readonly Turn[] {
  const { dailyUntil, weekdays } = rotation;
  return dailyUntil === undefined && weekdays === undefined ? withoutBreaks(rotation, last) : dayByDay(rotation, last);
}

function withoutBreaks({ people, startDate, handoverTime, unit, every }: Rotation, last: string): readonly Turn[] {
  const start = DateTime.fromISO(`${startDate}T${handoverTime}`, { zone: "utc" });
  const begin = (turn: number) => {
    const local = start.plus({ [unit]: turn * every });
    return at(local.toFormat("yyyy-MM-dd"), local.hour * 60 + local.minute);
  };
  const turns: Turn[] = [];
  for (let [turn, from] = [0, begin(0)]; from <= at(last, 9999); turn += 1) {
    const until = begin(turn + 1);
    turns.push({ from, until, person: people[turn % people.length]! });
    from = until;
  }
  return turns;
}

function dayByDay(rotation: Rotation, last: string): readonly Turn[] {
  const { people, startDate, every, unit, handoverTime, dailyUntil, weekdays } = rotation;
  const [hand, end] = [minutesOf(handoverTime), dailyUntil === undefined ? null : minutesOf(dailyUntil)];
  const nextDay = end === null || end <= hand;
  const turns: Turn[] = [];
  let [months, counted] = [0, -1];
  for (let [day, number] = [startDate, 0]; day <= last; day = plusDays(day, 1), number += 1) {
    const first = DateTime.fromISO(startDate, { zone: "utc" });
    while (first.plus({ months: months + 1 }).toFormat("yyyy-MM-dd") <= day) months += 1;
    if (weekdays && !weekdays.includes(nameOfDay(day))) continue;
    counted += 1;
    const turn = unit === "weeks" ? Math.floor(number / 7) : unit === "months" ? months : counted;
    const until = at(nextDay ? plusDays(day, 1) : day, end ?? hand);
    turns.push({ from: at(day, hand), until, person: people[Math.floor(turn / every) % people.length]! });
  }
  return turns;
}

const rotationOf = fc.record({
  people: fc.array(fc.constantFrom("ann", "bo", "cy"), { minLength: 1, maxLength: 4 }),
  step: fc.oneof(
    fc.record({ unit: fc.constant("hours" as const), every: fc.constantFrom(1, 5, 8, 12, 25, 100) }),
    fc.record({
      unit: fc.constantFrom("days" as const, "weeks" as const, "months" as const),
      every: fc.integer({ min: 1, max: 3 }),
      dailyUntil: fc.option(fc.constantFrom("02:15", "02:45", "03:00", "19:00"), { nil: undefined }),
      weekdays: fc.option(fc.subarray([...weekdayNames], { minLength: 1, maxLength: 6 }), { nil: undefined }),
    }),
  ),
  handoverTime: fc.constantFrom("00:00", "02:00", "02:30", "08:00", "09:00", "23:45"),
  startsBefore: fc.integer({ min: -8, max: 70 }),
  since: fc.integer({ min: 0, max: 30 }),
  length: fc.option(fc.integer({ min: 1, max: 60 })),
});

const rosters = fc.record({
  zone: fc.constantFrom(...zones),
  begin: fc.constantFrom(...begins),
  turns: fc.array(rotationOf, { minLength: 1, maxLength: 3 }),
});

function rotationsFrom({
  begin,
  turns,
}: {
  begin: number;
  turns: readonly (typeof rotationOf extends fc.Arbitrary<infer T> ? T : never)[];
}) {
  return turns.map(({ step, startsBefore, since, length, ...rest }, n): Rotation => {
    const { dailyUntil, weekdays, ...counted } = { dailyUntil: undefined, weekdays: undefined, ...step };
    const from = since > 20 ? 0 : begin + since * dayMs + 7 * quarterMs;
    return {
      id: `rotation-${String(n)}`,
      layer: "officer",
      ...rest,
      ...counted,
      ...(dailyUntil === undefined ? {} : { dailyUntil }),
      ...(weekdays === undefined ? {} : { weekdays }),
      startDate: new Date(begin - startsBefore * dayMs).toISOString().slice(0, 10),
      since: from,
      until: length === null ? null : Math.max(from, begin) + length * dayMs,
    };
  });
}

type Model = { readonly rotation: Rotation; readonly turns: readonly Turn[] };

/** Of the rotations that were set and not ended the last one that has a turn when the wall clock has got so far. */
function modelAt(models: readonly Model[], now: number, shown: string) {
  for (const { rotation, turns } of [...models].reverse()) {
    if (rotation.since > now || (rotation.until !== null && now >= rotation.until)) continue;
    const turn = turns.find(({ from, until }) => from <= shown && shown < until);
    if (turn) return { person: turn.person, sourceId: rotation.id };
  }
  return null;
}

describe("held against a model that looks quarter by quarter", () => {
  test("rotations by hours, days, weeks, months, on certain days and until a time of day, over changes of the clocks", () => {
    fc.assert(
      fc.property(rosters, ({ zone, begin, turns }) => {
        const directory = aDirectory({ rotations: rotationsFrom({ begin, turns }) }, zone);
        const walls = wallClock(zone, begin, begin + windowMs);
        const slots = dutyBetween(directory, "officer", begin, begin + windowMs);
        const last = new Date(begin + windowMs + dayMs).toISOString().slice(0, 10);
        const models = directory.rotations.map((rotation) => ({ rotation, turns: turnsUntil(rotation, last) }));
        const differing = [...walls].flatMap(([now, { shown }]) => {
          const slot = slots.find((one) => one.from <= now && now < one.until);
          const model = modelAt(models, now, shown);
          const isSame = slot?.person === model?.person && slot?.sourceId === model?.sourceId;
          return isSame ? [] : [{ now, shown, slot, model }];
        });
        expect(differing.slice(0, 3)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  test("a slot found from any moment is the one that the window shows", () => {
    fc.assert(
      fc.property(rosters, fc.integer({ min: 0, max: 20 * 96 - 1 }), ({ zone, begin, turns }, quarter) => {
        const directory = aDirectory({ rotations: rotationsFrom({ begin, turns }) }, zone);
        const now = begin + quarter * quarterMs;
        const slots = dutyBetween(directory, "officer", begin, begin + windowMs);
        expect(dutyAt(directory, "officer", now)).toEqual(
          slots.find((one) => one.from <= now && now < one.until) ?? null,
        );
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});

describe("by the month", () => {
  const turns = (startDate: string, zone: string) => {
    const monthly: Rotation = {
      id: "rotation-1",
      layer: "officer",
      people: ["ann", "bo"],
      unit: "months",
      every: 1,
      handoverTime: "08:00",
      startDate,
      since: 0,
      until: null,
    };
    const directory = aDirectory({ rotations: [monthly] }, zone);
    const from = Date.parse("2027-12-01T00:00Z");
    return dutyBetween(directory, "officer", from, from + 190 * dayMs).map((slot) => [
      DateTime.fromMillis(slot.from, { zone }).toFormat("yyyy-MM-dd HH:mm"),
      slot.person,
    ]);
  };

  test("the 31st is the last day of a month that has none, and the 31st again afterwards, leap years included", () => {
    expect(turns("2027-12-31", "Europe/Berlin")).toEqual([
      ["2027-12-31 08:00", "ann"],
      ["2028-01-31 08:00", "bo"],
      ["2028-02-29 08:00", "ann"],
      ["2028-03-31 08:00", "bo"],
      ["2028-04-30 08:00", "ann"],
      ["2028-05-31 08:00", "bo"],
    ]);
  });
});

test("workdays from nine to seven are workdays from nine to seven, each its next person, whatever the clocks do", () => {
  const workdays: Rotation = {
    id: "rotation-1",
    layer: "officer",
    people: ["ann", "bo", "cy"],
    unit: "days",
    every: 1,
    handoverTime: "09:00",
    dailyUntil: "19:00",
    weekdays: ["mon", "tue", "wed", "thu", "fri"],
    startDate: "2026-03-23",
    since: 0,
    until: null,
  };
  const directory = aDirectory({ rotations: [workdays] });
  const from = Date.parse("2026-03-23T00:00Z");
  const local = (time: number) => DateTime.fromMillis(time, { zone: "Europe/Berlin" }).toFormat("ccc HH:mm");
  expect(
    dutyBetween(directory, "officer", from, from + 9 * dayMs).map(
      (slot) => `${local(slot.from)}–${local(slot.until)} ${slot.person}`,
    ),
  ).toEqual([
    "Mon 09:00–Mon 19:00 ann",
    "Tue 09:00–Tue 19:00 bo",
    "Wed 09:00–Wed 19:00 cy",
    "Thu 09:00–Thu 19:00 ann",
    "Fri 09:00–Fri 19:00 bo",
    "Mon 09:00–Mon 19:00 cy",
    "Tue 09:00–Tue 19:00 ann",
  ]);
});

test("a layer with one rotation of an hour and one of 999 weeks costs what is looked at", () => {
  const long: Partial<Rotation> = { unit: "weeks", every: 999, startDate: "2010-01-01" };
  const common = { layer: "officer", people: ["ann", "bo"], handoverTime: "08:00", since: 0, until: null };
  const hourly: Rotation = { id: "h", unit: "hours", every: 1, startDate: "2009-01-01", ...common };
  const rotations = [
    [hourly, { ...hourly, id: "w", ...long }],
    [{ ...hourly, id: "w", ...long }, hourly],
  ];
  // Work that grows with the length of a turn would take hours for this; a test has seconds.
  const now = Date.parse("2026-11-22T22:56Z");
  for (const both of rotations) {
    const directory = aDirectory({ rotations: both });
    for (let minute = 0; minute < 1000; minute += 1) dutyAt(directory, "officer", now + minute * 60_000);
    expect(dutyBetween(directory, "officer", now, now + dayMs)).toHaveLength(both.at(-1) === hourly ? 25 : 1);
  }
});

test("people whose roles come and go, by what held then", () => {
  const people: readonly PersonRecord[] = [
    {
      ...someone("ann", []),
      earlier: [
        { from: 0, until: 1000, active: true, roles: ["duty-officer"], units: [] },
        { from: 1000, until: 2000, active: false, roles: ["duty-officer"], units: [] },
        { from: 2000, until: 3000, active: true, roles: ["duty-officer"], units: [] },
      ],
    },
  ];
  const rotations = [{ ...rotationsFrom({ begin: 0, turns: [] })[0], id: "r", layer: "officer", people: ["ann"] }];
  const directory = aDirectory({
    people,
    rotations: rotations.map((one) => ({
      ...one,
      unit: "weeks" as const,
      every: 1,
      handoverTime: "00:00",
      startDate: "1969-12-29",
      since: 0,
      until: null,
    })),
  });
  const said = [0, 999, 1000, 1999, 2000, 2999, 3000].map((now) => dutyAt(directory, "officer", now)?.missing);
  expect(said).toEqual([null, null, "deactivated", "deactivated", null, null, "without-role"]);
  expect(dutyBetween(directory, "officer", 500, 2500).map(({ from, until }) => [from, until])).toEqual([
    [0, 1000],
    [1000, 2000],
    [2000, 3000],
  ]);
});
