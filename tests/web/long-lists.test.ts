/** What may grow long is shown a part at a time: nothing is left out, and no page costs what nobody reads. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { FieldProps } from "../../src/web/views/field.tsx";
import { OrderedPeople } from "../../src/web/views/organisation/ordered-people.tsx";
import { renderToString } from "preact-render-to-string";
import { formatNames } from "../../src/web/format.ts";
import { wordsIn } from "../../src/web/words/index.ts";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";
import { Visitor } from "../support/visitor.ts";

let desk: NightDesk;
let lead: Visitor;
const holidays = Array.from({ length: 205 }, (_, index) =>
  new Date(Date.parse("2026-12-01") + index * 86_400_000).toISOString().slice(0, 10),
);

beforeAll(async () => {
  desk = await aNightDesk();
  lead = new Visitor(desk, "li");
  for (const date of holidays) {
    const values = { date, name: `Holiday ${date}` };
    const outcome = await desk.desk.administer("HOLIDAY_SET", values, desk.desk.person("li")!, { commandId: date });
    expect(outcome).toMatchObject({ outcome: "done" });
  }
}, 60_000);
afterAll(() => desk.shut());

async function shownAt(path: string): Promise<readonly string[]> {
  const { text } = await lead.get(path);
  return [...text.matchAll(/<time dateTime="([\d-]{10})"|<time datetime="([\d-]{10})"/g)].map(([, a, b]) => a ?? b!);
}

test("every entry is on one of the parts, which lead to each other", async () => {
  const parts = await Promise.all(["", "?holidays=2", "?holidays=3"].map((query) => shownAt(`/roster${query}`)));
  expect(parts.map(({ length }) => length)).toEqual([100, 100, 5]);
  expect(parts.flat()).toEqual(holidays);
  const { text } = await lead.get("/roster?from=2026-12-01&holidays=2");
  expect(text).toContain("101–200 / 205");
  expect(text).toContain('href="/roster?from=2026-12-01&amp;holidays=1#holidays"');
  expect(text).toContain('href="/roster?from=2026-12-01&amp;holidays=3#holidays"');
});

test.each(["0", "-1", "99", "1.5", "x", "", "%00", "1e3"])(
  "a part %p that there is not is one that there is",
  async (part) => {
    const { status } = await lead.get(`/roster?holidays=${part}`);
    expect(status).toBe(200);
    expect((await shownAt(`/roster?holidays=${part}`)).length).toBeGreaterThan(0);
  },
);

test("more names than anybody reads are counted", () => {
  const context = { words: wordsIn.en };
  const names = Array.from({ length: 23 }, (_, index) => `P${String(index)}`);
  expect(formatNames(context, names)).toMatch(/^P0, P1, .* and P19 … \+ 3$/);
  expect(formatNames(context, ["A", "B"])).toBe("A and B");
});

test.each([
  { people: 100, placed: 100, options: 100 },
  { people: 2_000, placed: 100, options: 2_000 },
])("of $people people $placed can be put into another order, and all be added", ({ people, placed, options }) => {
  const labels = Array.from({ length: people }, (_, index) => `person-${String(index)}`);
  const field = { name: "people", options: labels.map((value) => ({ value, label: { zh: value, en: value } })) };
  const typed = { people: labels.slice(0, placed) };
  // What stands in a form about nobody else.
  const props = { context: { words: wordsIn.en, language: "en" }, field, typed, errors: {} } as unknown as FieldProps;
  const places = renderToString(OrderedPeople(props)).split("<select").slice(1);
  const offered = places.map((place) => [...place.matchAll(/<option value="(person-\d+)"/g)]);
  expect(offered.map(({ length }) => length)).toEqual([...labels.slice(0, placed).map(() => placed), options, options]);
  expect(places.slice(0, placed).map((place) => /value="(person-\d+)" selected/.exec(place)?.[1])).toEqual(
    typed.people,
  );
});
