/** Two people of one name are told apart wherever a name is shown or chosen, and their names are recorded as they were written. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { ownText, ownWords } from "../../machines/kit/text-ref.ts";
import type { OrganisationContext } from "../../machines/organisation/context.ts";
import { newPerson } from "../../machines/organisation/parts/people.ts";
import { nobody } from "../../machines/organisation/parts/settings.ts";
import { asRecorded, toldApart } from "../../machines/organisation/told-apart.ts";
import { aDesk, Browser, type DeskWorld } from "../support/desk-world.ts";

const units = [
  { id: "press", name: ownText({ zh: "新闻中心", en: "Press office" }), active: true },
  { id: "labs", name: ownText({ zh: "实验室", en: "Laboratories" }), active: true },
];
const of = (...people: readonly (readonly [id: string, name: string, ...units: string[]])[]): OrganisationContext => ({
  ...nobody,
  established: true,
  organisation: { ...nobody.organisation, languages: ["en", "zh"] },
  units,
  people: people.map(([id, name, ...units]) =>
    newPerson({ id, name: ownWords(name), units, language: "en", roles: [], at: 0 }),
  ),
});
const names = (context: OrganisationContext) => toldApart(context).people.map(({ name }) => name);

test.each([
  [
    "by their units",
    of(["a", "Li Na", "press"], ["b", "Li Na", "labs"]),
    ["Li Na (Press office)", "Li Na (Laboratories)"],
  ],
  [
    "by their ids, where the unit is one",
    of(["a", "Li Na", "labs"], ["b", "Li Na", "labs"]),
    ["Li Na (a)", "Li Na (b)"],
  ],
  [
    "one by the unit and one by the id",
    of(["a", "Li Na", "labs"], ["b", "Li Na"]),
    ["Li Na (Laboratories)", "Li Na (b)"],
  ],
  ["written in two ways", of(["a", "Zoë  Li"], ["b", "zoe\u0308 LI"]), ["Zoë  Li (a)", "zoe\u0308 LI (b)"]],
  [
    "also from somebody who is called what another is shown as",
    of(["a", "Li Na"], ["b", "Li Na"], ["c", "Li Na (a)"]),
    ["Li Na (a)", "Li Na (b)", "Li Na (a) (c)"],
  ],
  ["and nobody else", of(["a", "Li Na"], ["b", "Li Wen"]), ["Li Na", "Li Wen"]],
])("%s", (_case, context, expected) => {
  expect(names(context)).toEqual(expected);
  expect(names(toldApart(context))).toEqual(expected);
  expect(asRecorded(toldApart(context))).toEqual(context);
});

let desk: DeskWorld;
beforeEach(async () => {
  desk = await aDesk();
});
afterEach(() => desk.shut());

test("on the pages and in the forms of the desk; the form that changes the name has it as it was written", async () => {
  const { members } = desk.accounts;
  for (const id of ["na1", "na2"])
    await members.add({ id, name: "Li Na", language: "en", roles: ["duty-officer", "lead"], active: true }, "system");
  const browser = new Browser(desk);
  await browser.signIn("li@example.test");
  for (const page of ["/administration/people", "/administration/ABSENCE_RECORDED", "/administration/SHIFT_ADDED"]) {
    const { text } = await browser.get(page);
    for (const name of ["Li Na (na1)", "Li Na (na2)"])
      expect([page, name, text.includes(name)]).toEqual([page, name, true]);
  }
  expect((await browser.get("/administration/PERSON_CHANGED?person=na1")).text).toContain('value="Li Na"');
});
