/** A field that names a person or a unit: whom the desk offers by role, post or unit's post, and whom it refuses. */
import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { playbooks } from "../../machines/registry.ts";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";
import { aTemporaryFolder } from "../support/temporary-folder.ts";
import { outbreakPlaybook } from "../support/outbreak-playbook.ts";

const settings = `
organisation:
  name: { zh: 清河大学, en: Qinghe University }
  zone: Asia/Shanghai
  zoneLabel: { zh: 北京时间, en: GMT+8 }
units:
  - { id: it-services, name: { zh: 信息中心, en: IT services } }
  - { id: facilities, name: { zh: 后勤处, en: Facilities } }
people:
  - { id: chen, name: Chen, email: chen@example.test, roles: [duty-officer], language: en }
  - { id: li, name: Li, email: li@example.test, roles: [lead, administrator], language: en }
  - { id: zhao, name: Zhao, email: zhao@example.test, roles: [unit-contact], units: [it-services], posts: [contact@it-services] }
  - { id: bao, name: Bao, email: bao@example.test, roles: [unit-contact] }
  - { id: cui, name: Cui, email: cui@example.test, roles: [unit-contact, lead] }
`;

let desk: NightDesk;
let folder: ReturnType<typeof aTemporaryFolder>;
let count: number;
beforeEach(async () => {
  count = 0;
  folder = aTemporaryFolder();
  writeFileSync(folder.file("answerable.yaml"), settings);
  const environment = { ANSWERABLE_SETTINGS: folder.file("answerable.yaml") };
  desk = await aNightDesk((same) => same, [...Object.values(playbooks), outbreakPlaybook], { environment });
});
afterEach(async () => {
  await desk.shut();
  folder.remove();
});

const command = () => ({ commandId: `story-${(count += 1)}` });
const person = (id: string) => desk.desk.person(id)!;

async function administer(type: string, values: object, by = "li") {
  const outcome = await desk.desk.administer(type, values, person(by), command());
  if (outcome.outcome !== "done") throw new Error(`${type}: ${JSON.stringify(outcome)}`);
}

const act = (id: string, type: string, values: object, by: string) =>
  desk.desk.act(id, type, values, person(by), command());

async function open(playbook: string, values: object): Promise<string> {
  const outcome = await desk.desk.open(playbook, values, person("chen"), {
    ...command(),
    confirmed: ["same-title"],
  });
  if (outcome.outcome !== "done") throw new Error(JSON.stringify(outcome));
  await desk.engine.runDue();
  return outcome.id;
}

/** Who got the newest notification of a kind. */
async function told(id: string, effect: string) {
  await desk.engine.runDue();
  const view = await desk.desk.incident(id, person("chen"));
  const { deliveries } = view!.messages.findLast(({ message }) => message.type === effect)!;
  const reached = deliveries.filter(({ state }) => state !== "skipped");
  return [reached.map(({ recipient }) => recipient).sort(), deliveries.flatMap(({ why }) => why?.en ?? [])];
}

describe("a field that names a person", () => {
  const hand = (id: string, to: string) => act(id, "HANDED", { person: to }, "chen");
  const offered = async (id: string) =>
    (await desk.desk.offer(id, "HANDED", person("chen")))!.offered.options["person"]!.map(({ value }) => value);
  const start = (school = "facilities") => open("outbreak", { title: "Fever at a school", school });

  test("offers the holders of a unit's post and of a role, and refuses others in words", async () => {
    await administer("POST_DESCRIBED", { post: "school-doctor", zh: "校医", en: "doctor", role: "unit-contact" });
    await administer("POST_GIVEN", { person: "bao", post: "school-doctor", unit: "facilities" });
    await administer("POST_GIVEN", { person: "zhao", post: "school-doctor", unit: "it-services" });
    await administer("ROLES_CHANGED", { person: "li", roles: ["lead", "administrator", "superior"] });
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
    await administer("ABSENCE_RECORDED", { person: "bao", deputy: "cui", from: "2026-11-22T21:00:00+08:00" });
    expect(await offered(id)).toEqual(["li", "cui"]);
    await administer("POST_DEACTIVATED", { post: "school-doctor" });
    expect(await offered(id)).toEqual(["li", "zhao", "cui"]);
  });

  test("and a unit are offered and checked at a registration too", async () => {
    await administer("POST_DESCRIBED", { post: "school-doctor", zh: "校医", en: "doctor", role: "unit-contact" });
    await administer("POST_GIVEN", { person: "bao", post: "school-doctor" });
    const values = (options: Readonly<Record<string, readonly { readonly value: string }[]>>) =>
      Object.fromEntries(Object.entries(options).map(([name, offers]) => [name, offers.map(({ value }) => value)]));
    expect(values(desk.desk.openingOptions(outbreakPlaybook, person("chen")))).toEqual({
      school: ["it-services", "facilities"],
      reporter: ["bao"],
    });
    const opened = (more: object) =>
      desk.desk.open("outbreak", { title: "Fever", school: "Facilities", ...more }, person("chen"), command());
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
    const [begun] = (await desk.desk.incident(done.id, person("chen")))!.timeline.filter(
      ({ row }) => row.kind === "start",
    );
    expect(begun!.fields.map(({ value }) => value)).toEqual(["Fever", { zh: "后勤处", en: "Facilities" }, "Bao"]);
  });
});

describe("an equipment fault", () => {
  const fault = { equipment: "Lift 3", place: "Main building", fault: "Stuck on the second floor" };
  const report = (more: object) => desk.desk.open("equipment-fault", { ...fault, ...more }, person("chen"), command());
  const waiting = async (by: string) => (await desk.desk.counts(person(by))).waiting;
  const formFields = async () => {
    const headers = { cookie: "answerable_person=chen; answerable_language=en" };
    return (await fetch(`${desk.origin}/register?playbook=equipment-fault`, { headers })).text();
  };

  test("is for the contact of its unit only: slip, warning, turn and right", async () => {
    await administer("POST_GIVEN", { person: "bao", post: "contact", unit: "facilities" });
    expect(await formFields()).toContain('name="unit" value="it-services"');
    expect(await report({ unit: "The waterworks" })).toMatchObject({
      outcome: "invalid",
      errors: { unit: [{ en: "Choose a registered unit: IT services, Facilities." }] },
    });
    const id = await open("equipment-fault", { ...fault, unit: "信息中心" });
    expect(await told(id, "faultReported")).toEqual([["zhao"], []]);
    expect([await waiting("zhao"), await waiting("bao")]).toEqual([1, 0]);
    await desk.wind(8);
    expect(await told(id, "clockWarning")).toEqual([["zhao"], []]);
    expect(await act(id, "FAULT_ACKNOWLEDGED", {}, "bao")).toMatchObject({
      outcome: "forbidden",
      sentence: { en: "Only these roles or posts can do this: contact of IT services, duty lead (Li, Zhao, Cui)." },
    });
    expect(await act(id, "FAULT_ACKNOWLEDGED", {}, "zhao")).toMatchObject({ outcome: "done" });
    expect(await told(id, "faultTaken")).toEqual([["zhao"], []]);
    const view = await desk.desk.incident(id, person("chen"));
    expect(JSON.stringify([view!.facts, view!.timeline.map(({ fields }) => fields)])).not.toContain("it-services");
    expect(JSON.stringify(view!.facts)).toContain("IT services");
  });

  test("goes to every unit contact, with the reason, when its unit has none, and is theirs to repair", async () => {
    const id = await open("equipment-fault", { ...fault, unit: "facilities" });
    expect(await told(id, "faultReported")).toEqual([
      ["bao", "cui", "zhao"],
      ["no one holds the post contact of Facilities"],
    ]);
    expect(await act(id, "FAULT_ACKNOWLEDGED", {}, "bao")).toMatchObject({ outcome: "done" });
    expect(await act(id, "FAULT_REPAIRED", { done: "Belt replaced" }, "bao")).toMatchObject({ outcome: "done" });
  });

  test("without a unit goes to every unit contact, and asks for none while none is registered", async () => {
    expect(await told(await open("equipment-fault", fault), "faultReported")).toEqual([["bao", "cui", "zhao"], []]);
    for (const unit of ["it-services", "facilities"]) await administer("UNIT_DEACTIVATED", { unit });
    expect(await formFields()).not.toContain('name="unit"');
    const id = await open("equipment-fault", fault);
    expect(await told(id, "faultReported")).toEqual([["bao", "cui", "zhao"], []]);
    expect(await act(id, "FAULT_ACKNOWLEDGED", {}, "bao")).toMatchObject({ outcome: "done" });
  });
});
