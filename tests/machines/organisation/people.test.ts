import { afterEach, describe, expect, test } from "@jest/globals";
import { organisation as definition } from "../../../machines/organisation/index.ts";
import { objectionsTo } from "../../../src/engine/index.ts";
import { rolesAt } from "../../../src/directory/directory.ts";
import { fieldsOf } from "../../../src/playbook/fields.ts";
import { anOffice, dayMs, hourMs, iso, monday, settings, type Office } from "./organisation.ts";

let office: Office | undefined;
afterEach(async () => {
  await office?.engine.close();
  office = undefined;
});
const open = async (parts: Parameters<typeof anOffice>[0] = {}) => (office = await anOffice(parts));

const person = ({ organisation }: Office, id: string) => organisation.directory().people.find((one) => one.id === id);

describe("the stream", () => {
  test("is an admissible machine whose forms say in both languages what they are", () => {
    expect(objectionsTo(definition.machine)).toEqual([]);
    const handled: string[] = [...definition.machine.events];
    expect(new Set(definition.events.map((event) => event.type))).toEqual(new Set(handled));
    for (const event of definition.events) {
      expect(event.label.zh).not.toBe("");
      for (const field of fieldsOf(event)) {
        expect(["type", "at", "by"]).not.toContain(field.name);
        expect(field.label.zh).not.toBe(field.name);
      }
    }
  });

  test("has no field for an address, a number or a secret", () => {
    const names = definition.events.flatMap((event) => fieldsOf(event).map((field) => field.name));
    expect(names.filter((name) => /mail|phone|secret|password|hash|url|address/i.test(name))).toEqual([]);
  });

  test("is begun once, however often the program starts, and keeps what was changed since", async () => {
    const one = await open();
    await one.done("HOLIDAY_SET", { date: "2026-06-19", name: "Dragon Boat" }, "li");
    const other = { ...settings, people: settings.people.slice(0, 1) };
    const second = await one.again({ settings: other });
    expect(second.id).toBe(one.organisation.id);
    expect(second.directory()).toEqual(one.organisation.directory());
    expect(second.directory().people).toHaveLength(5);
    expect((await one.engine.history(second.id)).map((row) => row.kind)).toEqual(["start", "event", "event"]);
  });

  test("waits for a set-up when no settings file names people, and is set up once", async () => {
    const { organisation, act } = await open({ settings: null });
    expect(organisation.directory().established).toBe(false);
    const invite = { person: "wu", name: "Wu", language: "zh", roles: ["lead"] };
    expect(await act("PERSON_INVITED", invite, "system")).toMatchObject({
      outcome: "refused",
      sentence: { en: "The organisation has not been set up yet." },
    });
    const setUp = {
      nameZh: "清河",
      nameEn: "Qinghe",
      zone: "Asia/Shanghai",
      zoneLabelZh: "北京时间",
      zoneLabelEn: "GMT+8",
      languages: ["zh", "en"],
      people: [{ id: "ada", name: "Ada", language: "en", roles: ["administrator"] }],
    };
    expect(await act("ORGANISATION_SET_UP", setUp, "ada")).toMatchObject({ outcome: "forbidden" });
    expect(await act("ORGANISATION_SET_UP", { ...setUp, zone: "Mars/North" }, "system")).toMatchObject({
      outcome: "invalid",
      errors: { zone: [{ en: expect.stringContaining("Unknown time zone") }] },
    });
    const impostor = { ...setUp.people[0], id: "system" };
    expect(await act("ORGANISATION_SET_UP", { ...setUp, people: [impostor] }, "system")).toMatchObject({
      outcome: "refused",
    });
    expect(await act("ORGANISATION_SET_UP", setUp, "system")).toMatchObject({ outcome: "done" });
    expect(await act("ORGANISATION_SET_UP", setUp, "system")).toMatchObject({ outcome: "refused" });
    expect(organisation.directory()).toMatchObject({
      established: true,
      organisation: { zone: "Asia/Shanghai" },
      people: [{ id: "ada", active: true, since: monday }],
    });
  });

  test("replays to what it is, and any moment of it can be seen again", async () => {
    const { organisation, engine, done } = await open();
    await done("ROLES_CHANGED", { person: "zhao", roles: ["spokesperson"] }, "li");
    await done("PERSON_DEACTIVATED", { person: "ma" }, "li");
    const replay = await engine.replay(organisation.id);
    expect(replay.divergence).toBeNull();
    expect(replay.context).toEqual(organisation.directory());
    const before = await organisation.replay(1);
    expect(before.people.find((one) => one.id === "zhao")?.roles).toEqual(["unit-contact"]);
    const timeline = await organisation.history();
    expect(timeline.map((entry) => [entry.title.en, entry.by])).toEqual([
      ["Organisation log started", "system"],
      ["Organisation set up", "system"],
      ["Roles changed", "Li"],
      ["Person deactivated", "Li"],
    ]);
    expect(definition.facts(replay).map((sheet) => sheet.title.en)).toEqual([
      "Organisation",
      "People",
      "Units and posts",
    ]);
  });

  test("answers the same command with the same row, and another person's as another's", async () => {
    const { organisation } = await open();
    const values = { date: "2026-06-19", name: "Dragon Boat" };
    const send = (by: string) => organisation.act("HOLIDAY_SET", values, by, { commandId: "c" });
    expect(await send("li")).toEqual({ outcome: "done", seq: 2, again: false });
    expect(await send("li")).toEqual({ outcome: "done", seq: 2, again: true });
    expect(await send("system")).toEqual({ outcome: "done", seq: 3, again: false });
    expect(await organisation.act("HOLIDAY_REMOVED", { date: "2026-06-19" }, "li", { commandId: "c" })).toMatchObject({
      code: "command-id-reused",
    });
  });

  test("takes two changes at once one after the other, unless what the sender saw of the same has changed", async () => {
    const { organisation, act } = await open();
    const outcomes = await Promise.all(
      ["2026-06-19", "2026-06-20", "2026-06-21"].map((date) => act("HOLIDAY_SET", { date, name: "x" }, "li")),
    );
    expect(outcomes.map((one) => one.outcome)).toEqual(["done", "done", "done"]);
    expect(organisation.directory().holidays).toHaveLength(3);
    const stale = (commandId: string) => ({ commandId, expectedSeq: 1 });
    const again = { date: "2026-06-21", name: "y" };
    expect(await organisation.act("HOLIDAY_SET", again, "li", stale("same day"))).toMatchObject({
      outcome: "conflict",
      seq: 4,
    });
    const other = { date: "2026-06-22", name: "y" };
    expect(await organisation.act("HOLIDAY_SET", other, "li", stale("other day"))).toMatchObject({ outcome: "done" });
  });
});

describe("people", () => {
  test("are invited, changed, deactivated and made active again, each with its time", async () => {
    const one = await open();
    const { done, act, clock } = one;
    await done("UNIT_DESCRIBED", { unit: "press", zh: "新闻中心", en: "Press" }, "li");
    const wu = { person: "wu", name: "Wu", language: "zh", roles: ["spokesperson"], units: ["press"] };
    await done("PERSON_INVITED", wu, "li");
    expect(await act("PERSON_INVITED", wu, "li")).toMatchObject({
      sentence: { en: "The ID wu is already in use." },
    });
    expect(await act("PERSON_INVITED", { ...wu, person: "system" }, "li")).toMatchObject({
      sentence: { en: "The ID system is reserved for the system." },
    });
    expect(await act("PERSON_INVITED", { ...wu, person: "wei", units: ["ghost"] }, "li")).toMatchObject({
      sentence: { en: "There is no unit with the ID ghost. Register it first." },
    });
    await done("PERSON_CHANGED", { person: "wu", name: "Wu Min", language: "en" }, "li");
    clock.wind(hourMs);
    await done("PERSON_DEACTIVATED", { person: "wu", reason: "left" }, "li");
    expect(person(one, "wu")).toMatchObject({ name: "Wu Min", units: [], active: false, until: monday + hourMs });
    expect(await act("PERSON_DEACTIVATED", { person: "wu" }, "li")).toMatchObject({
      sentence: { en: "Wu Min has been deactivated." },
    });
    await done("PERSON_REACTIVATED", { person: "wu" }, "li");
    expect(person(one, "wu")).toMatchObject({ active: true, until: null, roles: ["spokesperson"] });
  });

  test("one active administrator always remains", async () => {
    const { done, act, organisation } = await open();
    const last = { outcome: "refused", sentence: { en: "This is the last administrator. Appoint another one first." } };
    expect(await act("PERSON_DEACTIVATED", { person: "li" }, "li")).toMatchObject(last);
    expect(await act("ROLES_CHANGED", { person: "li", roles: ["lead"] }, "system")).toMatchObject(last);
    expect(organisation.whyNot("PERSON_DEACTIVATED", "li", { person: "li" })?.zh).toBe(
      "这是最后一名系统管理员，请先指定另一名。",
    );
    await done("ROLES_CHANGED", { person: "chen", roles: ["duty-officer", "administrator"] }, "li");
    await done("PERSON_DEACTIVATED", { person: "li" }, "chen");
    expect(await act("PERSON_DEACTIVATED", { person: "chen" }, "chen")).toMatchObject(last);
  });

  test("only an administrator changes them; who is deactivated does nothing at all", async () => {
    const { act, done, organisation, engine } = await open();
    expect(await act("PERSON_DEACTIVATED", { person: "ma" }, "chen")).toMatchObject({
      outcome: "forbidden",
      who: [{ id: "li" }],
    });
    expect(await act("PERSON_DEACTIVATED", { person: "ma" }, "nobody")).toMatchObject({ outcome: "forbidden" });
    await done("PERSON_DEACTIVATED", { person: "ma" }, "li");
    const channels = { person: "ma", first: "mail" };
    expect(await act("CHANNELS_CHANGED", channels, "ma")).toMatchObject({ outcome: "forbidden" });
    // The machine itself refuses too, whichever door somebody finds.
    const event = { type: "ROLES_CHANGED", person: "chen", roles: ["administrator"] };
    const sent = await engine.send(organisation.id, event, { by: "chen", commandId: "behind" });
    expect(sent).toMatchObject({ outcome: "refused", reason: { code: "not-acceptable" } });
  });

  test("change their own channels, not those of others; quiet hours have two ends", async () => {
    const one = await open();
    const quiet = { person: "chen", first: "webhook", second: "mail", quietFrom: "22:00", quietUntil: "07:00" };
    await one.done("CHANNELS_CHANGED", quiet, "chen");
    expect(person(one, "chen")).toMatchObject({
      channels: [
        { kind: "webhook", on: true },
        { kind: "mail", on: true },
      ],
      quietHours: { from: "22:00", until: "07:00" },
    });
    await one.done("CHANNELS_CHANGED", { person: "chen", first: "mail" }, "li");
    expect(person(one, "chen")?.channels).toEqual([
      { kind: "mail", on: true },
      { kind: "webhook", on: false },
    ]);
    expect(await one.act("CHANNELS_CHANGED", quiet, "ma")).toMatchObject({ outcome: "refused" });
    expect(await one.act("CHANNELS_CHANGED", { ...quiet, quietUntil: undefined }, "chen")).toMatchObject({
      outcome: "invalid",
      errors: { quietUntil: [{ en: "Enter both times." }] },
    });
  });

  test("a token is issued by its owner only; that a contact changed is recorded without it", async () => {
    const { act, done, organisation } = await open();
    const token = { person: "chen", token: "laptop", scopes: ["read"], expires: iso(monday + 90 * dayMs) };
    expect(await act("TOKEN_ISSUED", token, "li")).toMatchObject({ outcome: "refused" });
    await done("TOKEN_ISSUED", token, "chen");
    await done("TOKEN_REVOKED", { person: "chen", token: "laptop" }, "li");
    await done("CONTACT_CHANGED", { person: "chen", part: "phone" }, "chen");
    expect((await organisation.history({ after: 1 })).map((entry) => entry.title.en)).toEqual([
      "Token issued",
      "Token revoked",
      "Contact details changed",
    ]);
  });
});

describe("absence", () => {
  test("lends the deputy the roles of the response for its time, and not the administration", async () => {
    const { done, act, organisation, clock } = await open();
    const absence = { person: "li", deputy: "chen", from: iso(monday + hourMs), until: iso(monday + dayMs) };
    await done("ABSENCE_RECORDED", absence, "li");
    const roles = (at: number) => rolesAt(organisation.directory(), "chen", at);
    expect(roles(monday)).toEqual(["duty-officer"]);
    expect(roles(monday + hourMs)).toEqual(["duty-officer", "lead"]);
    expect(roles(monday + dayMs)).toEqual(["duty-officer"]);
    clock.wind(2 * hourMs);
    await done("HOLIDAY_SET", { date: "2026-06-19", name: "x" }, "chen");
    expect(await act("ROLES_CHANGED", { person: "ma", roles: ["lead"] }, "chen")).toMatchObject({
      outcome: "forbidden",
    });
    await done("ABSENCE_ENDED", { absence: organisation.directory().absences[0]!.id }, "li");
    expect(roles(clock.now())).toEqual(["duty-officer"]);
    expect(await act("ABSENCE_ENDED", { absence: organisation.directory().absences[0]!.id }, "li")).toMatchObject({
      sentence: { en: "It has already ended." },
    });
  });

  test("nobody makes themselves a deputy, or records another's absence without the right to", async () => {
    const { act } = await open();
    const from = iso(monday);
    expect(await act("ABSENCE_RECORDED", { person: "chen", deputy: "li", from }, "li")).toMatchObject({
      sentence: { en: "You cannot name yourself as deputy; someone else has to record it." },
    });
    expect(await act("ABSENCE_RECORDED", { person: "li", deputy: "chen", from }, "ma")).toMatchObject({
      sentence: { en: "To do this for someone else you need one of these roles: duty lead, administrator." },
    });
    expect(await act("ABSENCE_RECORDED", { person: "ma", deputy: "ma", from }, "ma")).toMatchObject({
      sentence: { en: "Choose another person as deputy." },
    });
    const past = { person: "ma", from: iso(monday - dayMs), until: iso(monday) };
    expect(await act("ABSENCE_RECORDED", past, "ma")).toMatchObject({
      sentence: { en: "That period is in the past and cannot be changed." },
    });
  });
});

describe("ladder and limits", () => {
  test("a ladder is written in lines and refused where it names nobody", async () => {
    const { act, done, organisation } = await open();
    await done("LADDER_SET", { levels: ["layer:officer", "layer:leader, person:zhao", "role:superior"] }, "li");
    expect(organisation.directory().ladder).toEqual([
      { recipients: [{ layer: "officer" }] },
      { recipients: [{ layer: "leader" }, { person: "zhao" }] },
      { recipients: [{ role: "superior" }] },
    ]);
    for (const line of ["person:ghost", "layer:roof", "role:king", "officer", ""])
      expect((await act("LADDER_SET", { levels: ["role:lead", line] }, "li")).outcome).not.toBe("done");
  });

  test("limits are a JSON object that the playbook's own schema takes", async () => {
    const { act, done, organisation } = await open({
      policyProblem: (playbook) => (playbook === "leak" ? null : { zh: "没有", en: `no playbook ${playbook}` }),
    });
    const change = { playbook: "leak", section: '{"within":"20 min"}', reason: "agreed in May" };
    await done("POLICY_CHANGED", change, "li");
    expect(organisation.directory().policies).toEqual({ leak: { within: "20 min" } });
    expect(await act("POLICY_CHANGED", { ...change, section: "[1]" }, "li")).toMatchObject({
      sentence: { en: "The settings must be a JSON object." },
    });
    expect(await act("POLICY_CHANGED", { ...change, playbook: "flood" }, "li")).toMatchObject({
      sentence: { en: "no playbook flood" },
    });
  });
});
