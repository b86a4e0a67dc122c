/** Units and posts through the real desk: who is told, who may act, who stands in, and what the pages and the API say. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { actorText } from "../../machines/playbook.ts";
import { anOutbreakDesk, type OutbreakDesk } from "../support/outbreak-desk.ts";

let story: OutbreakDesk;
beforeEach(async () => {
  story = await anOutbreakDesk();
});
afterEach(() => story.shut());

const incident = { title: "Records exported", grade: "ordinary", discoveredAt: "2026-11-22T20:50:00+08:00" };
const aPublicIncident = () => {
  const source = { sourceKind: "page", sourceName: "A page", link: "https://www.example.test/1" };
  return story.open("public-incident", { ...incident, ...source, summary: "Grades were exported." });
};

describe("a fact-check request", () => {
  const send = (id: string, unit: string) => story.act(id, "LIAISON_SLIP_SENT", { unit, request: "How many?" }, "chen");

  test("goes to the contacts of its unit only, and so does the warning", async () => {
    await story.administer("POST_GIVEN", { person: "bao", post: "contact", unit: "facilities" });
    const id = await aPublicIncident();
    expect(await send(id, "it-services")).toMatchObject({ outcome: "done" });
    expect(await story.notified(id, "liaisonSlipSent")).toEqual({ to: ["zhao"], skipped: [] });
    expect(await send(id, "Facilities")).toMatchObject({ outcome: "done" });
    expect(await story.notified(id, "liaisonSlipSent")).toEqual({ to: ["bao"], skipped: [] });
    await story.night.wind(18 * 60 + 1);
    expect((await story.notified(id, "clockWarning")).to).toEqual(expect.arrayContaining(["bao"]));
    expect((await story.notified(id, "clockWarning")).to).not.toContain("zhao");
  });

  test("goes to all contacts when the unit has none who can act, and says who was skipped and why", async () => {
    const id = await aPublicIncident();
    await send(id, "facilities");
    expect(await story.notified(id, "liaisonSlipSent")).toEqual({
      to: ["bao", "cui", "zhao"],
      skipped: ["no one holds the post contact of Facilities"],
    });
    await story.administer("ABSENCE_RECORDED", { person: "zhao", from: "2026-11-22T21:00:00+08:00" });
    await send(id, "it-services");
    const { to, skipped } = await story.notified(id, "liaisonSlipSent");
    expect([to, skipped]).toEqual([["bao", "cui"], [expect.stringContaining("is absent")]]);
  });

  test("goes to all contacts while the post or the unit is deactivated, and says so", async () => {
    const id = await aPublicIncident();
    await send(id, "it-services");
    expect((await story.notified(id, "liaisonSlipSent")).to).toEqual(["zhao"]);
    await story.administer("POST_DEACTIVATED", { post: "contact" });
    await send(id, "it-services");
    expect(await story.notified(id, "liaisonSlipSent")).toEqual({
      to: ["bao", "cui", "zhao"],
      skipped: ["the post “contact” has been deactivated"],
    });
    const page = await fetch(`${story.night.origin}/administration/units`, {
      headers: { cookie: "answerable_person=li; answerable_language=en" },
    });
    const shown = await page.text();
    expect(shown).toContain("deactivated, so held by no one");
    expect(shown).toContain("/administration/POST_REACTIVATED?post=contact");
    await story.administer("POST_REACTIVATED", { post: "contact" });
    await story.administer("UNIT_DEACTIVATED", { unit: "it-services" });
    await story.night.wind(18 * 60 + 1);
    expect((await story.notified(id, "clockWarning")).to).toEqual(expect.arrayContaining(["bao", "cui", "zhao"]));
  });

  test("goes to the deputy of an absent contact", async () => {
    const absence = { person: "zhao", deputy: "bao", from: "2026-11-22T21:00:00+08:00" };
    await story.administer("ABSENCE_RECORDED", absence);
    const id = await aPublicIncident();
    await send(id, "it-services");
    expect((await story.notified(id, "liaisonSlipSent")).to).toEqual(["bao"]);
  });

  test("passes over a contact who has lost the role", async () => {
    await story.administer("ROLES_CHANGED", { person: "zhao", roles: ["spokesperson"] });
    const id = await aPublicIncident();
    await send(id, "it-services");
    const { to, skipped } = await story.notified(id, "liaisonSlipSent");
    expect([to, skipped]).toEqual([["bao", "cui"], [expect.stringContaining("does not have the role unit contact")]]);
  });

  test("offers the registered units by name, refuses others, and shows the unit under its name", async () => {
    const id = await aPublicIncident();
    const offer = await story.night.desk.offer(id, "LIAISON_SLIP_SENT", story.person("chen"));
    expect(offer!.offered.options["unit"]!.map(({ value }) => value)).toEqual(["it-services", "facilities"]);
    expect(await send(id, "Press office")).toMatchObject({
      outcome: "invalid",
      errors: { unit: [{ en: "Choose a registered unit: IT services, Facilities." }] },
    });
    await send(id, "it-services");
    const view = await story.night.desk.incident(id, story.person("chen"));
    const shown = JSON.stringify([view!.facts, view!.timeline.map(({ fields }) => fields)]);
    expect(shown).toContain("Fact-check request 1 (IT services)");
    expect(shown).toContain("联系单 1（信息中心）");
    expect(shown).not.toContain("it-services");
    await story.administer("UNIT_DEACTIVATED", { unit: "it-services" });
    expect(await send(id, "it-services")).toMatchObject({ outcome: "invalid" });
  });

  test("is filled in freely, and goes to all contacts, while no unit is registered", async () => {
    for (const unit of ["it-services", "facilities"]) await story.administer("UNIT_DEACTIVATED", { unit });
    const id = await aPublicIncident();
    await send(id, "The waterworks");
    expect(await story.notified(id, "liaisonSlipSent")).toEqual({ to: ["bao", "cui", "zhao"], skipped: [] });
  });
});

describe("a playbook by posts", () => {
  const start = () => story.open("outbreak", { title: "Fever at a school", school: "facilities" });
  const offered = async (id: string, type: string, by: string) =>
    (await story.night.desk.offer(id, type, story.person(by)))!.offered;
  const waiting = async (by: string) => (await story.night.desk.counts(story.person(by))).waiting;

  test("falls back to its roles while nobody holds the posts, and says so", async () => {
    const id = await start();
    const { to, skipped } = await story.notified(id, "reported");
    expect([...to].sort()).toEqual(["bao", "cui", "li", "zhao"]);
    expect(skipped).toEqual(["there is no post “commander”", "there is no post “school doctor of Facilities”"]);
    expect(await offered(id, "LIFTED", "cui")).toMatchObject({ permitted: true });
    expect(await story.act(id, "LIFTED", {}, "chen")).toMatchObject({
      outcome: "forbidden",
      sentence: {
        en: "Only these roles or posts can do this: commander (no one is available, so duty lead acts) (Li, Cui).",
      },
    });
  });

  test("is for the holders of the posts alone, on forms, in lists, refusals, notifications and the API", async () => {
    await story.administer("POST_DESCRIBED", {
      post: "commander",
      zh: "总指挥",
      en: "incident commander",
      role: "lead",
    });
    await story.administer("POST_DESCRIBED", { post: "school-doctor", zh: "校医", en: "doctor", role: "unit-contact" });
    await story.administer("POST_GIVEN", { person: "cui", post: "commander" });
    await story.administer("POST_GIVEN", { person: "bao", post: "school-doctor", unit: "facilities" });
    await story.administer("POST_GIVEN", { person: "zhao", post: "school-doctor", unit: "it-services" });
    const id = await start();
    expect(await story.notified(id, "reported")).toEqual({ to: ["bao", "cui"], skipped: [] });
    expect([await waiting("bao"), await waiting("zhao"), await waiting("cui")]).toEqual([1, 0, 0]);
    expect(await story.act(id, "EXAMINED", { findings: "Measles" }, "bao")).toMatchObject({ outcome: "done" });
    expect([await waiting("bao"), await waiting("li"), await waiting("cui")]).toEqual([0, 0, 1]);
    expect(await offered(id, "LIFTED", "li")).toMatchObject({
      permitted: false,
      who: [{ id: "cui" }],
      whyNot: {
        en: "Only these roles or posts can do this: incident commander (Cui).",
        zh: expect.stringContaining("总指挥"),
      },
    });
    expect(await story.act(id, "LIFTED", {}, "li")).toMatchObject({ outcome: "forbidden", who: [{ id: "cui" }] });
    const page = async (path: string, by = "li") =>
      (
        await fetch(`${story.night.origin}${path}`, {
          headers: { cookie: `answerable_person=${by}; answerable_language=en` },
        })
      ).text();
    expect(await page("/playbooks/outbreak@1")).toContain("incident commander");
    const api = await fetch(`${story.night.origin}/api/v1/incidents/${id}`, { headers: { "answerable-person": "li" } });
    expect(await api.json()).toMatchObject({ duty: { by: [actorText({ post: "commander" })] } });
    expect(await story.act(id, "LIFTED", {}, "cui")).toMatchObject({ outcome: "done" });
  });

  test("lets the deputy of an absent holder act, and the fallback role beside one who left none", async () => {
    await story.administer("POST_DESCRIBED", { post: "commander", zh: "总指挥", en: "commander", role: "lead" });
    await story.administer("POST_GIVEN", { person: "cui", post: "commander" });
    const id = await start();
    expect(await offered(id, "LIFTED", "li")).toMatchObject({ permitted: false });
    const absence = { person: "cui", deputy: "chen", from: "2026-11-22T21:00:00+08:00" };
    await story.administer("ABSENCE_RECORDED", absence);
    expect((await story.notified(await start(), "reported")).to).toContain("chen");
    expect(await story.act(id, "LIFTED", {}, "chen")).toMatchObject({ outcome: "done" });
    const { directory } = await story.night.desk.organisationView(story.person("li"));
    await story.administer("ABSENCE_ENDED", { absence: directory.absences[0]!.id });
    await story.administer("ABSENCE_RECORDED", { person: "cui", from: "2026-11-22T21:00:00+08:00" });
    const other = await start();
    expect(await story.act(other, "LIFTED", {}, "li")).toMatchObject({ outcome: "done" });
  });

  test("is shut to a holder who has lost the base role", async () => {
    await story.administer("POST_DESCRIBED", { post: "commander", zh: "总指挥", en: "commander", role: "lead" });
    await story.administer("POST_GIVEN", { person: "cui", post: "commander" });
    await story.administer("ROLES_CHANGED", { person: "cui", roles: ["unit-contact"] });
    const id = await start();
    expect(await story.act(id, "LIFTED", {}, "cui")).toMatchObject({ outcome: "forbidden" });
    expect(await story.act(id, "LIFTED", {}, "li")).toMatchObject({ outcome: "done" });
  });
});
