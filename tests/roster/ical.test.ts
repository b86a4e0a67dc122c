import { describe, expect, test } from "@jest/globals";
import ICAL from "ical.js";
import { ownWords } from "../../machines/kit/text-ref.ts";
import { calendarOf, type FeedOptions } from "../../src/roster/ical.ts";
import { aDirectory, rotation, someone, zoned } from "../support/directory.ts";

const berlin = zoned("Europe/Berlin");
const options: FeedOptions = {
  person: null,
  from: berlin("2026-03-28T08:00"),
  until: berlin("2026-03-31T08:00"),
  today: berlin("2026-03-28T08:00"),
  language: "en",
  now: berlin("2026-03-01T12:00"),
  host: "desk.example.test",
  url: "https://desk.example.test/roster",
};
const people = [
  someone("ann"),
  { ...someone("bo"), name: ownWords("Bo; the\r\nDTSTART:20200101T000000Z, 王健") },
  someone("cy"),
];
const directory = aDirectory({
  people,
  rotations: [rotation({ startDate: "2026-03-28" })],
  absences: [{ id: "a", person: "cy", deputy: "ann", from: 0, until: null, by: "cy", recordedAt: 0 }],
});

const read = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const events = calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
  return { calendar, events };
};

describe("a calendar file, read by another library", () => {
  test("holds the team's turns at their instants, the short night included", () => {
    const { calendar, events } = read(calendarOf(directory, options));
    expect(calendar.getFirstPropertyValue("version")).toBe("2.0");
    expect(calendar.getFirstPropertyValue("x-wr-calname")).toBe("Duty roster · Qinghe");
    expect(events.map((event) => [event.startDate.toString(), event.endDate.toString()])).toEqual([
      ["2026-03-28T07:00:00Z", "2026-03-29T06:00:00Z"],
      ["2026-03-29T06:00:00Z", "2026-03-30T06:00:00Z"],
      ["2026-03-30T06:00:00Z", "2026-03-31T06:00:00Z"],
    ]);
    expect(events.map((event) => event.summary)[0]).toBe("duty officer: Ann");
    expect(events[2]).toMatchObject({ summary: "duty officer: Ann", description: "Rotation; deputy for Cy" });
  });

  test("has every property of the calendar before its first event, and nothing but the end behind the last", () => {
    for (const feed of [options, { ...options, person: "ann", language: "zh" as const }]) {
      const lines = calendarOf(directory, feed).split("\r\n");
      const events = lines.slice(lines.indexOf("BEGIN:VEVENT"), lines.lastIndexOf("END:VEVENT") + 1);
      expect(lines.slice(lines.lastIndexOf("END:VEVENT") + 1)).toEqual(
        ["END:VCALENDAR", ""].slice(0, lines.at(-1) === "" ? 2 : 1),
      );
      let depth = 0;
      for (const line of events) {
        if (line.startsWith("BEGIN:")) depth += 1;
        expect(depth).toBeGreaterThan(0);
        if (line.startsWith("END:")) depth -= 1;
      }
      expect(read(lines.join("\r\n")).calendar.getFirstPropertyValue("x-wr-timezone")).toBe("Europe/Berlin");
    }
  });

  test("a name cannot add a line of its own", () => {
    const { events } = read(calendarOf(directory, options));
    expect(events).toHaveLength(3);
    expect(events[1]!.summary).toContain("王健");
    expect(events[1]!.component.getAllProperties("dtstart")).toHaveLength(1);
  });

  test("lines are folded, ends are CRLF, ids stay and are unique", () => {
    const text = calendarOf(directory, { ...options, language: "zh" });
    expect(text.split("\r\n").every((line) => Buffer.byteLength(line) <= 75 && !line.includes("\n"))).toBe(true);
    const ids = read(text).events.map((event) => event.uid);
    expect(new Set(ids).size).toBe(3);
    expect(read(calendarOf(directory, { ...options, now: options.now + 1 })).events.map(({ uid }) => uid)).toEqual(ids);
  });

  test("a person's feed holds what they have, as a deputy too, and nothing of others", () => {
    const own = (person: string) => read(calendarOf(directory, { ...options, person })).events;
    expect(own("ann").map((event) => event.description)).toEqual(["Rotation", "Rotation; deputy for Cy"]);
    expect(own("cy")).toEqual([]);
    expect(own("nobody")).toEqual([]);
  });

  test("the same roster makes the same file", () => {
    expect(calendarOf(directory, options)).toBe(calendarOf(directory, options));
  });
});

describe("turns of an hour in every layer, as many as may be set", () => {
  const dayMs = 24 * 60 * 60_000;
  const today = berlin("2026-06-01T00:00");
  const layers = Array.from({ length: 10 }, (_, index) => ({
    ...aDirectory().layers[0]!,
    id: `layer-${String(index)}`,
  }));
  const busy = aDirectory({
    layers,
    people: ["ann", "bo"].map((id) => someone(id)),
    rotations: layers.map(({ id }) => rotation({ id, layer: id, people: ["ann", "bo"], unit: "hours" })),
  });
  const wide = { ...options, today, from: today - 30 * dayMs, until: today + 180 * dayMs };

  test("the team's feed has the next five hundred turns and not a hundred thousand", () => {
    const { events } = read(calendarOf(busy, wide));
    expect(events).toHaveLength(500);
    const begins = events.map(({ startDate }) => startDate.toJSDate().getTime());
    expect([...begins].sort((a, b) => a - b)).toEqual(begins);
    expect(begins[0]).toBe(today);
    expect(new Set(begins).size).toBe(50);
  });

  test("somebody's own has theirs, before and ahead", () => {
    const begins = read(calendarOf(busy, { ...wide, person: "bo" })).events.map((event) => event.startDate.toJSDate());
    expect(begins.length).toBeLessThanOrEqual(500);
    expect(Math.min(...begins.map(Number))).toBeGreaterThanOrEqual(today);
    const daily = aDirectory({ people: busy.people, rotations: [rotation({ people: ["ann", "bo"] })] });
    const all = read(calendarOf(daily, { ...wide, person: "bo" })).events.map(({ startDate }) => startDate.toJSDate());
    expect(Math.min(...all.map(Number))).toBeLessThan(today - 28 * dayMs);
    expect(Math.max(...all.map(Number))).toBeGreaterThan(today + 177 * dayMs);
  });
});
