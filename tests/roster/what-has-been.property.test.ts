/** What has been stays as it was: whatever is changed afterwards, the past is answered as it was answered then. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { inEach, ownWords } from "../../machines/kit/text-ref.ts";
import { applied } from "../../machines/organisation/changes.ts";
import { refusal } from "../../machines/organisation/changes.ts";
import type { Directory } from "../../src/directory/types.ts";
import { daysOf } from "../../src/roster/days.ts";
import { handoversBetween } from "../../src/roster/handovers.ts";
import { calendarOf } from "../../src/roster/ical.ts";
import { isRostered } from "../../src/roster/ladder.ts";
import { dutyAt } from "../../src/roster/slots.ts";
import { aDirectory, someone } from "../support/directory.ts";

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
const stepMs = 53 * 60_000;
const begin = Date.parse("2026-03-20T06:00Z");

const person = fc.constantFrom("ann", "bo", "cy");
const roles = fc.constantFrom(["duty-officer"], ["lead"], ["duty-officer", "lead"], ["auditor"]);
const hours = fc.integer({ min: -100, max: 100 });
const length = fc.integer({ min: 1, max: 200 });
const number = fc.integer({ min: 101, max: 125 });
const layer = fc.constant("officer");

/** `from` and `until` in hours from the moment of the event. */
const changes = fc.oneof(
  fc.record({ type: fc.constant("ROLES_CHANGED"), person, roles }),
  fc.record({ type: fc.constantFrom("PERSON_DEACTIVATED", "PERSON_REACTIVATED"), person }),
  fc.record({
    type: fc.constant("LAYER_DESCRIBED"),
    layer,
    zh: layer,
    en: layer,
    role: fc.constantFrom("duty-officer", "lead"),
  }),
  fc.record({
    type: fc.constant("LAYER_DESCRIBED"),
    layer,
    zh: layer,
    en: layer,
    post: fc.constant("medic"),
    unit: fc.option(fc.constant("clinic"), { nil: undefined }),
  }),
  fc.record({
    type: fc.constantFrom("POST_GIVEN", "POST_TAKEN"),
    person,
    post: fc.constant("medic"),
    unit: fc.option(fc.constant("clinic"), { nil: undefined }),
  }),
  fc.record({ type: fc.constantFrom("POST_DEACTIVATED", "POST_REACTIVATED"), post: fc.constant("medic") }),
  fc.record({ type: fc.constantFrom("UNIT_DEACTIVATED", "UNIT_REACTIVATED"), unit: fc.constant("clinic") }),
  fc.record({
    type: fc.constant("POST_DESCRIBED"),
    post: fc.constant("medic"),
    zh: layer,
    en: layer,
    role: fc.constantFrom("duty-officer", "lead"),
  }),
  fc.record({
    type: fc.constant("ORGANISATION_DESCRIBED"),
    nameZh: layer,
    nameEn: layer,
    zone: fc.constantFrom("Europe/Berlin", "Asia/Shanghai", "America/St_Johns"),
    zoneLabelZh: layer,
    zoneLabelEn: layer,
    languages: fc.constant(["en"]),
  }),
  fc.record({
    type: fc.constant("ABSENCE_RECORDED"),
    person,
    deputy: fc.option(person, { nil: undefined }),
    from: hours,
    length,
  }),
  fc.record({ type: fc.constant("ABSENCE_ENDED"), absence: number.map((n) => `absence-${String(n)}`) }),
  fc.record({
    type: fc.constant("ROTATION_SET"),
    layer,
    people: fc.array(person, { minLength: 1, maxLength: 3 }),
    unit: fc.constantFrom("hours", "days", "weeks"),
    every: fc.constantFrom(1, 7),
    handoverTime: fc.constantFrom("02:30", "08:00"),
    startDate: fc.constantFrom("2026-01-01", "2026-03-28"),
  }),
  fc.record({
    type: fc.constant("ROTATION_ENDED"),
    rotation: number.map((n) => `rotation-${String(n)}`),
    from: hours,
    length,
  }),
  fc.record({
    type: fc.constantFrom("SHIFT_ADDED", "OVERRIDE_ADDED"),
    layer,
    person,
    from: hours,
    length,
    reason: layer,
  }),
  fc.record({ type: fc.constant("SHIFT_REMOVED"), shift: number.map((n) => `shift-${String(n)}`) }),
  fc.record({ type: fc.constant("OVERRIDE_REMOVED"), override: number.map((n) => `override-${String(n)}`) }),
);

const stories = fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), changes), { minLength: 1, maxLength: 25 });

type Version = { readonly at: number; readonly directory: Directory };

/** The directory after each event that is acceptable, with when. */
function told(story: readonly (readonly [number, { readonly type: string }])[]): readonly Version[] {
  const people = ["ann", "bo", "cy", "boss"].map((id) =>
    someone(id, id === "boss" ? ["administrator", "lead", "duty-officer"] : ["duty-officer"]),
  );
  const name = (word: string) => inEach(ownWords(word));
  const held = { post: "medic", since: 0, until: null } as const;
  const directory = aDirectory({
    people,
    units: [{ id: "clinic", name: name("clinic"), active: true }],
    posts: [{ id: "medic", name: name("medic"), role: "duty-officer" }],
    holdings: [
      { ...held, unit: null, person: "ann" },
      { ...held, unit: "clinic", person: "bo" },
    ],
  });
  const versions: Version[] = [{ at: begin, directory }];
  let at = begin;
  for (const [pause, change] of story) {
    at += pause * hourMs + 7 * 60_000;
    const { from, length: lasts, ...fields } = change as { type: string; from?: number; length?: number };
    const extent =
      from === undefined || lasts === undefined
        ? {}
        : { from: at + from * hourMs, until: at + (from + lasts) * hourMs };
    const event = { ...fields, ...extent, at, by: "boss" };
    const { directory } = versions.at(-1)!;
    if (refusal(directory, event) === null) versions.push({ at, directory: applied(directory, event) });
  }
  return versions;
}

const said = (directory: Directory, at: number) => {
  const slot = dutyAt(directory, "officer", at);
  return [isRostered(directory, "officer", at), slot && [slot.person, slot.onDuty, slot.missing, slot.sourceId]];
};

test("every moment that is over is answered as it was answered then", () => {
  fc.assert(
    fc.property(stories, (story) => {
      const versions = told(story);
      const { directory: last } = versions.at(-1)!;
      versions.forEach(({ at, directory }, index) => {
        const end = versions[index + 1]?.at ?? at + 30 * dayMs;
        const moments = Array.from({ length: Math.ceil((end - at) / stepMs) }, (_, step) => at + step * stepMs);
        const asked = [...moments, end - 1];
        expect(asked.map((now) => said(last, now))).toEqual(asked.map((now) => said(directory, now)));
      });
    }),
    { numRuns: 80 },
  );
}, 120_000);

test("no page, feed or hand-over of the past changes with what is recorded afterwards", () => {
  fc.assert(
    fc.property(stories, stories, (story, later) => {
      const [before, after] = [told(story).at(-1)!, told([...story, ...later]).at(-1)!];
      const [from, until] = [begin - 10 * dayMs, before.at];
      const feed = (directory: Directory) =>
        calendarOf(directory, {
          person: null,
          from,
          until,
          language: "en",
          now: until,
          today: until,
          host: "h",
          url: null,
        })
          .split("BEGIN:VEVENT")
          .filter((event) => /DTEND:(\S+)/.exec(event)?.[1] !== undefined)
          // What goes on at that moment may end otherwise than was planned.
          .filter((event) => /DTEND:(\S+)/.exec(event)![1]! < new Date(until).toISOString().replace(/[-:]|\.000/g, ""));
      const shape = (directory: Directory) => ({
        handovers: handoversBetween(directory, "officer", from, until),
        days: daysOf(
          { ...directory, organisation: before.directory.organisation, earlierZones: directory.earlierZones ?? [] },
          "officer",
          "2026-03-10",
          5,
        ).map(({ parts }) => parts.map(({ slot, ...extent }) => [extent, slot?.onDuty, slot?.person])),
        feed: feed(directory).length,
      });
      expect(shape(after.directory)).toEqual(shape(before.directory));
    }),
    { numRuns: 60 },
  );
}, 120_000);
