/** Units and posts in the organisation's stream: registered, renamed, deactivated, given and taken, each on record. */
import { describe, expect, test } from "@jest/globals";
import { actingAs } from "../../../src/directory/directory.ts";
import { entitledBy, wordsOfActors } from "../../../src/directory/actors.ts";
import { consequencesOf } from "../../../src/desk/consequences.ts";
import { ladderAt } from "../../../src/roster/ladder.ts";
import { peopleNow } from "../../../src/organisation/now.ts";
import { anOffice, hourMs, iso, monday, settings, type Office } from "./organisation.ts";

const it = { unit: "it", zh: "信息中心", en: "IT services" };
const commander = { post: "commander", zh: "指挥长", en: "commander", role: "lead" };
const directory = ({ organisation }: Office) => organisation.directory();
const refused = (en: string) => ({ outcome: "refused", sentence: { en, zh: expect.stringMatching(/。$/) } });

describe("a unit", () => {
  test("is registered, renamed, deactivated and reactivated, and its ID stays", async () => {
    const office = await anOffice();
    await office.done("UNIT_DESCRIBED", it, "li");
    await office.done("UNIT_DESCRIBED", { ...it, en: "IT" }, "li");
    expect(directory(office).units).toEqual([{ id: "it", name: { zh: "信息中心", en: "IT" }, active: true }]);
    await office.done("UNIT_DEACTIVATED", { unit: "it" }, "li");
    expect(await office.act("UNIT_DEACTIVATED", { unit: "it" }, "li")).toMatchObject(
      refused("The unit “IT” has been deactivated. Reactivate it first, or choose another unit."),
    );
    expect(await office.act("POST_GIVEN", { person: "zhao", post: "contact", unit: "it" }, "li")).toMatchObject(
      refused("The unit “IT” has been deactivated. Reactivate it first, or choose another unit."),
    );
    await office.done("UNIT_REACTIVATED", { unit: "it" }, "li");
    expect(await office.act("UNIT_REACTIVATED", { unit: "it" }, "li")).toMatchObject(
      refused("This unit is already active."),
    );
    expect((await office.organisation.history()).slice(-4).map(({ title }) => title.en)).toEqual([
      "Unit registered",
      "Unit registered",
      "Unit deactivated",
      "Unit reactivated",
    ]);
  });

  test("is called like no other, in either language, and registered by administrators alone", async () => {
    const office = await anOffice();
    await office.done("UNIT_DESCRIBED", it, "li");
    expect(await office.act("UNIT_DESCRIBED", { unit: "two", zh: "其他", en: "it  SERVICES" }, "li")).toMatchObject(
      refused("“IT services” (ID it) has the same name. Choose another name."),
    );
    expect(await office.act("UNIT_DESCRIBED", { ...it, unit: "two" }, "chen")).toMatchObject({ outcome: "forbidden" });
    expect(await office.act("UNIT_DESCRIBED", { ...it, unit: "IT!" }, "li")).toMatchObject({ outcome: "invalid" });
  });

  test("has people who belong to several, also at an earlier moment", async () => {
    const office = await anOffice();
    await office.done("UNIT_DESCRIBED", it, "li");
    await office.done("UNIT_DESCRIBED", { unit: "press", zh: "新闻中心", en: "Press" }, "li");
    const zhao = { person: "zhao", name: "Zhao", language: "en" };
    await office.done("PERSON_CHANGED", { ...zhao, units: ["it", "press", "it"] }, "li");
    office.clock.wind(hourMs);
    await office.done("PERSON_CHANGED", zhao, "li");
    const unitsAt = (at: number, isPast: boolean) =>
      peopleNow(directory(office), at, isPast)
        .people.find(({ id }) => id === "zhao")!
        .units.map(({ unit }) => unit);
    expect([unitsAt(monday, true), unitsAt(office.clock.now(), false)]).toEqual([["it", "press"], []]);
  });
});

describe("a post", () => {
  test("is given to whoever has its base role, of one unit or of all, and taken away", async () => {
    const office = await anOffice();
    await office.done("UNIT_DESCRIBED", it, "li");
    await office.done("POST_DESCRIBED", commander, "li");
    expect(await office.act("POST_GIVEN", { person: "chen", post: "commander" }, "li")).toMatchObject(
      refused(
        "Chen does not have the role “duty lead”, which the post “commander” requires. Give them the role first, or choose another person.",
      ),
    );
    expect(await office.act("POST_GIVEN", { person: "li", post: "captain" }, "li")).toMatchObject(
      refused("There is no post with the ID captain. Register it first."),
    );
    expect(await office.act("POST_GIVEN", { person: "zhao", post: "contact", unit: "ghost" }, "li")).toMatchObject(
      refused("There is no unit with the ID ghost. Register it first."),
    );
    await office.done("POST_GIVEN", { person: "li", post: "commander" }, "li");
    await office.done("POST_GIVEN", { person: "zhao", post: "contact", unit: "it" }, "li");
    expect(await office.act("POST_GIVEN", { person: "li", post: "commander" }, "li")).toMatchObject(
      refused("They already hold this post."),
    );
    expect(await office.act("POST_TAKEN", { person: "zhao", post: "contact" }, "li")).toMatchObject(
      refused("They do not hold this post."),
    );
    const names = (post: string, unit?: string) =>
      actingAs(directory(office), { post, ...(unit !== undefined && { unit }) }, monday).map(({ id }) => id);
    expect([names("commander"), names("contact"), names("contact", "it"), names("head")]).toEqual([
      ["li"],
      ["zhao"],
      ["zhao"],
      [],
    ]);
    office.clock.wind(hourMs);
    await office.done("POST_TAKEN", { person: "zhao", post: "contact", unit: "it" }, "li");
    expect(names("contact", "it")).toEqual([]);
    const then = peopleNow(directory(office), monday, true).people.find(({ id }) => id === "zhao");
    expect(then!.posts).toEqual([
      { post: "contact", unit: "it", name: { zh: "信息中心联络员", en: "contact of IT services" } },
    ]);
    expect((await office.organisation.replay((await office.organisation.history()).at(-1)!.seq)).holdings).toEqual(
      directory(office).holdings,
    );
  });

  test("passes to the deputy of an absent holder, unless its role stays with the person", async () => {
    const office = await anOffice();
    await office.done("POST_DESCRIBED", commander, "li");
    await office.done("POST_DESCRIBED", { post: "keeper", zh: "档案员", en: "keeper", role: "auditor" }, "li");
    await office.done("POST_GIVEN", { person: "li", post: "commander" }, "li");
    await office.done("POST_GIVEN", { person: "sun", post: "keeper" }, "li");
    for (const person of ["li", "sun"])
      await office.done("ABSENCE_RECORDED", { person, deputy: "ma", from: iso(monday) }, person);
    const acting = (post: string) => actingAs(directory(office), { post }, monday).map(({ id }) => id);
    expect([acting("commander"), acting("keeper")]).toEqual([["ma", "li"], ["sun"]]);
    const entitled = entitledBy(directory(office), [{ post: "keeper", orElse: "lead" }], monday);
    expect(entitled.map(({ role, among }) => [role, among === null])).toEqual([
      ["auditor", false],
      ["lead", true],
    ]);
  });

  test("is deactivated and reactivated: meanwhile nobody is given it, acts in it or counts as holding it", async () => {
    const office = await anOffice();
    await office.done("POST_DESCRIBED", commander, "li");
    await office.done("POST_GIVEN", { person: "li", post: "commander" }, "li");
    await office.done("LADDER_SET", { levels: ["post:commander, role:superior", "role:lead"] }, "li");
    office.clock.wind(hourMs);
    expect(await office.act("POST_DEACTIVATED", { post: "commander" }, "chen")).toMatchObject({ outcome: "forbidden" });
    await office.done("POST_DEACTIVATED", { post: "commander", reason: "Merged" }, "li");
    const deactivated = refused(
      "The post “commander” has been deactivated. Reactivate it first, or choose another post.",
    );
    expect(await office.act("POST_DEACTIVATED", { post: "commander" }, "li")).toMatchObject(deactivated);
    expect(await office.act("POST_GIVEN", { person: "ma", post: "commander" }, "li")).toMatchObject(deactivated);
    expect(await office.act("LADDER_SET", { levels: ["post:commander"] }, "li")).toMatchObject(deactivated);
    const actors = () => actingAs(directory(office), { post: "commander" }, office.clock.now()).map(({ id }) => id);
    const heldAt = (at: number, isPast: boolean) =>
      peopleNow(directory(office), at, isPast)
        .people.find(({ id }) => id === "li")!
        .posts.map(({ post }) => post);
    expect([actors(), heldAt(office.clock.now(), false), heldAt(monday, true)]).toEqual([[], [], ["commander"]]);
    expect(ladderAt(directory(office), 1, office.clock.now())!.skipped).toContainEqual({
      person: null,
      why: { zh: "职务“指挥长”已停用", en: "the post “commander” has been deactivated" },
    });
    const by = [{ post: "commander", orElse: "superior" as const }];
    expect(wordsOfActors(directory(office), by, office.clock.now())[0]!.en).toBe(
      "commander (deactivated, so higher authority acts)",
    );
    await office.done("POST_DESCRIBED", { ...commander, en: "chief" }, "li");
    expect(actors()).toEqual([]);
    const off = office.clock.now();
    office.clock.wind(hourMs);
    await office.done("POST_REACTIVATED", { post: "commander" }, "li");
    expect(await office.act("POST_REACTIVATED", { post: "commander" }, "li")).toMatchObject(
      refused("This post is already active."),
    );
    expect([actors(), heldAt(office.clock.now(), false), heldAt(off, true)]).toEqual([["li"], ["commander"], []]);
  });

  test("of a deactivated unit is held by no one, and the deactivation shows before it is saved", async () => {
    const office = await anOffice();
    await office.done("UNIT_DESCRIBED", it, "li");
    await office.done("POST_GIVEN", { person: "zhao", post: "contact", unit: "it" }, "li");
    await office.done("LADDER_SET", { levels: ["role:lead", "post:contact@it"] }, "li");
    const before = directory(office);
    await office.done("UNIT_DEACTIVATED", { unit: "it" }, "li");
    const after = directory(office);
    for (const asked of [{ post: "contact", unit: "it" }, { post: "contact" }])
      expect(actingAs(after, asked, office.clock.now())).toEqual([]);
    expect(ladderAt(after, 2, office.clock.now())).toMatchObject({
      people: [],
      skipped: [{ why: { en: "the unit “IT services” has been deactivated" } }],
    });
    expect(consequencesOf(before, after, office.clock.now()).closing).toEqual({
      held: [{ person: "Zhao", post: { zh: "信息中心联络员", en: "contact of IT services" } }],
      levels: [2],
    });
    expect(consequencesOf(after, before, office.clock.now()).closing).toBeNull();
    await office.done("UNIT_REACTIVATED", { unit: "it" }, "li");
    expect(actingAs(directory(office), { post: "contact", unit: "it" }, monday).map(({ id }) => id)).toEqual(["zhao"]);
  });

  test("is a level of the ladder like a role: known, and of a role that may read incidents", async () => {
    const office = await anOffice();
    await office.done("UNIT_DESCRIBED", it, "li");
    await office.done("POST_DESCRIBED", commander, "li");
    await office.done("POST_DESCRIBED", { post: "clerk", zh: "文员", en: "clerk", role: "administrator" }, "li");
    const set = (level: string) => office.act("LADDER_SET", { levels: ["role:lead", level] }, "li");
    expect(await set("post:clerk")).toMatchObject(
      refused("Level 2: “clerk” cannot see incidents, so they cannot be notified of them: choose another recipient."),
    );
    expect(await set("post:captain")).toMatchObject(
      refused("There is no post with the ID captain. Register it first."),
    );
    expect(await set("post:contact@ghost")).toMatchObject(
      refused("There is no unit with the ID ghost. Register it first."),
    );
    expect(await set("post:commander, post:contact@it")).toMatchObject({ outcome: "done" });
    expect(directory(office).ladder[1]).toEqual({
      recipients: [{ post: "commander" }, { post: "contact", unit: "it" }],
    });
  });
});

test("come with the people of the settings file", async () => {
  const [first, ...others] = settings.people;
  const office = await anOffice({
    settings: {
      ...settings,
      units: [{ id: "it", name: { zh: "信息中心", en: "IT services" } }],
      posts: [{ id: "contact", name: { zh: "联系人", en: "liaison" }, role: "duty-officer" }],
      people: [{ ...first!, units: ["it"], posts: [{ post: "contact", unit: "it" }] }, ...others],
    },
  });
  const { people, units, posts, holdings } = directory(office);
  expect(people[0]).toMatchObject({ id: "chen", units: ["it"] });
  expect(units).toEqual([{ id: "it", name: { zh: "信息中心", en: "IT services" }, active: true }]);
  expect(posts.map(({ id, role }) => [id, role])).toEqual([
    ["contact", "duty-officer"],
    ["head", "unit-contact"],
  ]);
  expect(holdings).toEqual([{ post: "contact", unit: "it", person: "chen", since: monday, until: null }]);
});
