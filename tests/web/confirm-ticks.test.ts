/** What is unusual is asked once, in words and with a tick, on the page before the last click; nothing typed is lost by it. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";
import { formFields, missing, Visitor, type Fields, type Page } from "../support/visitor.ts";

let desk: NightDesk;
beforeAll(async () => {
  desk = await aNightDesk();
});
afterAll(() => desk.shut());

const languages = ["en", "zh"] as const;
const asked = {
  en: ">Confirm<",
  zh: "请确认",
  refused: {
    en: "Nothing has been recorded: tick each of these, or go back and change it",
    zh: "尚未记录：请逐项勾选确认，或返回修改",
  },
} as const;

let titles = 0;
const usual = () => ({
  title: `Water in hall ${String((titles += 1))} “<b>&”`,
  sourceKind: "call",
  grade: "ordinary",
  discoveredAt: "2026-11-22T20:00",
});
type Values = ReturnType<typeof usual> & Record<string, string>;

const tick = /<input(?:"[^"]*"|[^">])*name="confirm"(?:"[^"]*"|[^">])*>/g;
const ticksOf = ({ text }: Page) =>
  [...text.matchAll(tick)].map(([tag]) => [/value="([^"]*)"/.exec(tag)?.[1], /\schecked/.test(tag)]);
const recorded = async () => (await desk.desk.list({ pageSize: 200, sort: "newest" })).total;
const again = (page: Page, more: Fields, action = "/register") => ({ ...formFields(page.text, action), ...more });

const unusual: readonly (readonly [codes: readonly string[], Record<string, string>, en: string, zh: string])[] = [
  [
    ["discovered-long-ago"],
    { discoveredAt: "2026-11-15T20:59" },
    "The time of discovery is 7 days ago, and the deadlines run from then. Is that right?",
    "发现时间在 7 天前，快报和回复的时限将从那时起算。确实如此吗？",
  ],
  [
    ["year-before-2000"],
    { occurredAt: "1999-12-31T23:59" },
    "that is before the year 2000. Is the year right?",
    "在 2000 年以前。年份是否正确？",
  ],
  [
    ["discovered-long-ago", "year-before-2000"],
    { discoveredAt: "0026-11-22T20:00" },
    "that is before the year 2000. Is the year right?",
    "在 2000 年以前。年份是否正确？",
  ],
];

describe.each(languages)("a registration, in %s", (language) => {
  let officer: Visitor;
  beforeAll(() => {
    officer = new Visitor(desk, "chen", language);
  });

  test("of usual values has no tick, and one look is enough", async () => {
    const check = await officer.fill("/register", { ...usual(), step: "check" });
    expect([check.status, ticksOf(check), check.text.includes(`>${asked[language]}<`)]).toEqual([200, [], false]);
    expect((await officer.post("/register", again(check, { step: "submit" }))).status).toBe(303);
  });

  test.each(unusual)("asks about %j", async (codes, odd, en, zh) => {
    const values: Values = { ...usual(), ...odd };
    await asksOnce(officer, language, values, codes, { en, zh }[language]);
  });

  test("asks about a title that is open already, with the number of the other", async () => {
    const first: Values = usual();
    const one = await officer.fill("/register", { ...first, step: "submit" });
    const number = /^\/incidents\/(\d+)/.exec(one.location ?? "")?.[1] ?? "none";
    const values: Values = { ...first, title: first.title.toUpperCase() };
    const words = {
      en: `An incident with this title was registered within the last 24 hours and is open: #${number}, `,
      zh: `24 小时内已经登记过同名事件，尚未办结：#${number}，`,
    };
    await asksOnce(officer, language, values, ["same-title"], words[language]);
  });

  test("with several of them wants every tick, and keeps those that were set", async () => {
    const first = usual();
    await officer.fill("/register", { ...first, step: "submit" });
    const check = await officer.fill("/register", { ...first, discoveredAt: "0026-11-22T20:00", step: "check" });
    const codes = ["discovered-long-ago", "year-before-2000", "same-title"];
    expect(ticksOf(check)).toEqual(codes.map((code) => [code, false]));
    const before = await recorded();
    const half = await officer.post("/register", again(check, { step: "submit", confirm: codes.slice(0, 2) }));
    expect([half.status, ticksOf(half)]).toEqual([
      409,
      [
        ["discovered-long-ago", true],
        ["year-before-2000", true],
        ["same-title", false],
      ],
    ]);
    expect(await recorded()).toBe(before);
    expect((await officer.post("/register", again(half, { step: "submit", confirm: codes }))).status).toBe(303);
    expect(await recorded()).toBe(before + 1);
  });

  test("that was ticked and then changed is asked about what the change brought", async () => {
    const values = { ...usual(), discoveredAt: "2026-11-01T20:00" };
    const check = await officer.fill("/register", { ...values, step: "check" });
    const before = await recorded();
    const sent = { step: "submit", confirm: "discovered-long-ago", occurredAt: "1926-11-01T20:00" };
    const changed = await officer.post("/register", again(check, sent));
    expect([changed.status, ticksOf(changed)]).toEqual([
      409,
      [
        ["discovered-long-ago", true],
        ["year-before-2000", false],
      ],
    ]);
    expect(await recorded()).toBe(before);
  });

  test("that goes back to be changed has everything that was typed, and asks again", async () => {
    const values = { ...usual(), discoveredAt: "2026-11-01T20:00", description: "First line\nsecond “line”" };
    const check = await officer.fill("/register", { ...values, step: "check" });
    const edit = await officer.post("/register", again(check, { step: "edit", confirm: "discovered-long-ago" }));
    expect(edit.status).toBe(200);
    expect(formFields(edit.text, "/register")).toMatchObject({
      title: [values.title],
      discoveredAt: [values.discoveredAt],
    });
    const once = await officer.post("/register", again(edit, { ...values, step: "check" }));
    expect(ticksOf(once)).toEqual([["discovered-long-ago", false]]);
  });

  test("sent twice by a double click is one, though its own title is open then", async () => {
    const check = await officer.fill("/register", { ...usual(), step: "check" });
    const before = await recorded();
    const sent = again(check, { step: "submit" });
    const [first, second] = [await officer.post("/register", sent), await officer.post("/register", sent)];
    expect([first.status, second.status, second.location]).toEqual([303, 303, `${first.location ?? ""}&again=yes`]);
    expect(await recorded()).toBe(before + 1);
  });

  test("is corrected to a day long ago: asked the same way, on the page of the event", async () => {
    const values = usual();
    const { location } = await officer.fill("/register", { ...values, step: "submit" });
    const number = /\d+/.exec(location ?? "")?.[0] ?? "";
    const path = `/incidents/${number}/events/FACT_CORRECTED`;
    const typed = { fact: "discoveredAt", instant: "2026-11-01T20:00", reason: "CCTV <b>" };
    const check = await officer.fill(path, typed);
    expect([check.status, ticksOf(check)]).toEqual([200, [["discovered-long-ago", false]]]);
    const refused = await officer.post(path, again(check, { step: "confirmed" }, path));
    expect([refused.status, missing(refused.text, asked.refused[language])]).toEqual([409, []]);
    expect(await desk.desk.history(number)).toHaveLength(1);
    expect(formFields(refused.text, path)).toMatchObject({ instant: [typed.instant], reason: [typed.reason] });
    const done = await officer.post(path, again(refused, { step: "confirmed", confirm: "discovered-long-ago" }, path));
    expect([done.status, (await desk.desk.history(number))?.length]).toEqual([303, 2]);
  });
});

async function asksOnce(
  officer: Visitor,
  language: "en" | "zh",
  values: Values,
  codes: readonly string[],
  words: string,
): Promise<void> {
  const before = await recorded();
  const check = await officer.fill("/register", { ...values, step: "check" });
  const unticked = codes.map((code) => [code, false]);
  expect([check.status, ticksOf(check)]).toEqual([200, unticked]);
  expect(missing(check.text, asked[language], words)).toEqual([]);
  // With no tick, with a tick of something else, and sent straight from the form without the check page.
  const straight = await officer.fill("/register", { ...values, step: "submit" });
  for (const sent of [
    await officer.post("/register", again(check, { step: "submit" })),
    await officer.post("/register", again(check, { step: "submit", confirm: ["", "other", "same_title"] })),
    straight,
  ]) {
    expect([sent.status, ticksOf(sent)]).toEqual([409, unticked]);
    expect(missing(sent.text, asked.refused[language], words)).toEqual([]);
    const kept = formFields(sent.text, "/register");
    for (const [name, value] of Object.entries(values)) expect([name, kept[name]]).toEqual([name, [value]]);
  }
  expect(await recorded()).toBe(before);
  const done = await officer.post("/register", again(straight, { step: "submit", confirm: [...codes] }));
  expect([done.status, await recorded()]).toEqual([303, before + 1]);
}
