/** A field that names a person or a unit: whom the desk offers by role, post or unit's post, and whom it refuses. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { anOutbreakDesk, type OutbreakDesk } from "../support/outbreak-desk.ts";
import { outbreakPlaybook } from "../support/outbreak-playbook.ts";

let story: OutbreakDesk;
beforeEach(async () => {
  story = await anOutbreakDesk();
});
afterEach(() => story.shut());

async function notified(id: string, effect: string) {
  const { to, skipped } = await story.notified(id, effect);
  return [to, skipped];
}

describe("a field that names a person", () => {
  const hand = (id: string, to: string) => story.act(id, "HANDED", { person: to }, "chen");
  const offered = async (id: string) =>
    (await story.night.desk.offer(id, "HANDED", story.person("chen")))!.offered.options["person"]!.map(
      ({ value }) => value,
    );
  const start = (school = "facilities") => story.open("outbreak", { title: "Fever at a school", school });

  test("offers the holders of a unit's post and of a role, and refuses others in words", async () => {
    await story.administer("POST_DESCRIBED", { post: "school-doctor", zh: "校医", en: "doctor", role: "unit-contact" });
    await story.administer("POST_GIVEN", { person: "bao", post: "school-doctor", unit: "facilities" });
    await story.administer("POST_GIVEN", { person: "zhao", post: "school-doctor", unit: "it-services" });
    await story.administer("ROLES_CHANGED", { person: "li", roles: ["lead", "administrator", "superior"] });
    const id = await start();
    expect(await offered(id)).toEqual(["li", "bao"]);
    expect(await hand(id, "zhao")).toMatchObject({
      outcome: "invalid",
      errors: {
        person: [
          {
            en: "Choose a person with the post “doctor of Facilities” or the role “higher authority”: Li (li), Bao (bao).",
            zh: "请选择担任“后勤处校医”职务或具备“上级”角色的人员：Li (li)、Bao (bao)。",
          },
        ],
      },
    });
    expect(await hand(id, "bao")).toMatchObject({ outcome: "done" });
    await story.administer("ABSENCE_RECORDED", { person: "bao", deputy: "cui", from: "2026-11-22T21:00:00+08:00" });
    expect(await offered(id)).toEqual(["li", "cui"]);
    await story.administer("POST_DEACTIVATED", { post: "school-doctor" });
    expect(await offered(id)).toEqual(["li", "zhao", "cui"]);
  });

  test("and a unit are offered and checked at a registration too", async () => {
    await story.administer("POST_DESCRIBED", { post: "school-doctor", zh: "校医", en: "doctor", role: "unit-contact" });
    await story.administer("POST_GIVEN", { person: "bao", post: "school-doctor" });
    const values = (options: Readonly<Record<string, readonly { readonly value: string }[]>>) =>
      Object.fromEntries(Object.entries(options).map(([name, offers]) => [name, offers.map(({ value }) => value)]));
    expect(values(story.night.desk.openingOptions(outbreakPlaybook, story.person("chen")))).toEqual({
      school: ["it-services", "facilities"],
      reporter: ["bao"],
    });
    const opened = (more: object) =>
      story.night.desk.open(
        "outbreak",
        { title: "Fever", school: "Facilities", ...more },
        story.person("chen"),
        story.command(),
      );
    expect(await opened({ school: "The waterworks" })).toMatchObject({
      outcome: "invalid",
      errors: { school: [{ en: "Choose a registered unit: IT services, Facilities." }] },
    });
    expect(await opened({ reporter: "zhao" })).toMatchObject({
      outcome: "invalid",
      errors: { reporter: [{ en: "Choose a person with the post “doctor”: Bao (bao)." }] },
    });
    const done = await opened({ reporter: "bao" });
    if (done.outcome !== "done") throw new Error(JSON.stringify(done));
    const [begun] = (await story.night.desk.incident(done.id, story.person("chen")))!.timeline.filter(
      ({ row }) => row.kind === "start",
    );
    expect(begun!.fields.map(({ value }) => value)).toEqual(["Fever", { zh: "后勤处", en: "Facilities" }, "Bao"]);
  });
});

describe("an equipment fault", () => {
  const fault = { equipment: "Lift 3", place: "Main building", fault: "Stuck on the second floor" };
  const report = (more: object) =>
    story.night.desk.open("equipment-fault", { ...fault, ...more }, story.person("chen"), story.command());
  const waiting = async (by: string) => (await story.night.desk.counts(story.person(by))).waiting;
  const formFields = async () => {
    const headers = { cookie: "answerable_person=chen; answerable_language=en" };
    return (await fetch(`${story.night.origin}/register?playbook=equipment-fault`, { headers })).text();
  };

  test("is for the contact of its unit only: slip, warning, turn and right", async () => {
    await story.administer("POST_GIVEN", { person: "bao", post: "contact", unit: "facilities" });
    expect(await formFields()).toContain('name="unit" value="it-services"');
    expect(await report({ unit: "The waterworks" })).toMatchObject({
      outcome: "invalid",
      errors: { unit: [{ en: "Choose a registered unit: IT services, Facilities." }] },
    });
    const id = await story.open("equipment-fault", { ...fault, unit: "信息中心" });
    expect(await notified(id, "faultReported")).toEqual([["zhao"], []]);
    expect([await waiting("zhao"), await waiting("bao")]).toEqual([1, 0]);
    await story.night.wind(8);
    expect(await notified(id, "clockWarning")).toEqual([["zhao"], []]);
    expect(await story.act(id, "FAULT_ACKNOWLEDGED", {}, "bao")).toMatchObject({
      outcome: "forbidden",
      sentence: { en: "Only these roles or posts can do this: contact of IT services, duty lead (Li, Zhao, Cui)." },
    });
    expect(await story.act(id, "FAULT_ACKNOWLEDGED", {}, "zhao")).toMatchObject({ outcome: "done" });
    expect(await notified(id, "faultTaken")).toEqual([["zhao"], []]);
    const view = await story.night.desk.incident(id, story.person("chen"));
    expect(JSON.stringify([view!.facts, view!.timeline.map(({ fields }) => fields)])).not.toContain("it-services");
    expect(JSON.stringify(view!.facts)).toContain("IT services");
  });

  test("goes to every unit contact, with the reason, when its unit has none, and is theirs to repair", async () => {
    const id = await story.open("equipment-fault", { ...fault, unit: "facilities" });
    expect(await notified(id, "faultReported")).toEqual([
      ["bao", "cui", "zhao"],
      ["no one holds the post contact of Facilities"],
    ]);
    expect(await story.act(id, "FAULT_ACKNOWLEDGED", {}, "bao")).toMatchObject({ outcome: "done" });
    expect(await story.act(id, "FAULT_REPAIRED", { done: "Belt replaced" }, "bao")).toMatchObject({ outcome: "done" });
  });

  test("without a unit goes to every unit contact, and asks for none while none is registered", async () => {
    expect(await notified(await story.open("equipment-fault", fault), "faultReported")).toEqual([
      ["bao", "cui", "zhao"],
      [],
    ]);
    for (const unit of ["it-services", "facilities"]) await story.administer("UNIT_DEACTIVATED", { unit });
    expect(await formFields()).not.toContain('name="unit"');
    const id = await story.open("equipment-fault", fault);
    expect(await notified(id, "faultReported")).toEqual([["bao", "cui", "zhao"], []]);
    expect(await story.act(id, "FAULT_ACKNOWLEDGED", {}, "bao")).toMatchObject({ outcome: "done" });
  });
});
