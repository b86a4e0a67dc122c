/** Nobody is given a duty that they cannot have, and nobody is told what they may not read: with what to do first. */
import { describe, expect, test } from "@jest/globals";
import { changeOf } from "../../../machines/organisation/changes.ts";
import { startOf } from "../../../src/organisation/form-start.ts";
import { onDutyNow } from "../../../src/roster/duty-now.ts";
import { gapsBetween, gapWords } from "../../../src/roster/gaps.ts";
import { recipientsAt } from "../../../src/roster/ladder.ts";
import { dutyAt } from "../../../src/roster/slots.ts";
import { anOffice, dayMs, hourMs, iso, monday, type Office } from "./organisation.ts";

const layer = "officer";
const daily = {
  layer,
  people: ["chen", "ma"],
  every: "1",
  unit: "days",
  handoverTime: "08:00",
  startDate: "2026-06-01",
};
const english = (outcome: Awaited<ReturnType<Office["act"]>>): string =>
  "sentence" in outcome ? outcome.sentence.en : outcome.outcome;

const absent = (office: Office, person: string, from: number, until?: number) =>
  office.done(
    "ABSENCE_RECORDED",
    { person, from: iso(from), ...(until === undefined ? {} : { until: iso(until) }) },
    "li",
  );

describe("somebody absent", () => {
  const away =
    "Ma is absent from 2026-06-01 08:00 until 2026-06-02 08:00: end that absence first, or choose another person.";

  test("is put on no shift and no override that falls into it, and on those that do not", async () => {
    const office = await anOffice();
    await absent(office, "ma", monday, monday + dayMs);
    for (const [type, more] of [
      ["SHIFT_ADDED", {}],
      ["OVERRIDE_ADDED", { reason: "ill" }],
    ] as const) {
      const turn = (from: number) => ({ layer, person: "ma", from: iso(from), until: iso(from + hourMs), ...more });
      expect(english(await office.act(type, turn(monday + 23 * hourMs), "li"))).toBe(away);
      expect(english(await office.act(type, turn(monday + 24 * hourMs), "li"))).toBe("done");
    }
  });

  test("takes nothing over and accepts no swap before they are back", async () => {
    const office = await anOffice();
    await office.done("ROTATION_SET", daily, "li");
    const offer = { layer, person: "chen", to: "ma", from: iso(monday + hourMs), until: iso(monday + 5 * hourMs) };
    await office.done("SWAP_OFFERED", offer, "chen");
    const { id } = office.organisation.directory().swaps[0]!;
    await absent(office, "ma", monday, monday + dayMs);
    const you = "You are absent from 2026-06-01 08:00 until 2026-06-02 08:00: end that absence first.";
    expect(english(await office.act("SWAP_ACCEPTED", { swap: id }, "ma"))).toBe(you);
    const take = { layer, until: iso(monday + 2 * hourMs) };
    expect(english(await office.act("DUTY_TAKEN_OVER", take, "ma"))).toBe(you);
    await office.done("ABSENCE_ENDED", { absence: office.organisation.directory().absences[0]!.id }, "ma");
    expect(english(await office.act("SWAP_ACCEPTED", { swap: id }, "ma"))).toBe("done");
  });

  test("is put into no rotation while they are away until further notice", async () => {
    const office = await anOffice();
    await absent(office, "ma", monday);
    expect(english(await office.act("ROTATION_SET", daily, "li"))).toBe(
      "Ma is absent from 2026-06-01 08:00 until further notice: end that absence first, or choose another person.",
    );
  });
});

test("turns that no roster can be worked out of are refused at their field", async () => {
  const office = await anOffice();
  const refused = async (parts: object) => {
    const outcome = await office.act("ROTATION_SET", { ...daily, ...parts }, "li");
    return outcome.outcome === "invalid" ? Object.keys(outcome.errors) : english(outcome);
  };
  expect(await refused({ every: "999", unit: "weeks" })).toEqual(["every"]);
  expect(await refused({ unit: "hours", weekdays: ["mon"] })).toEqual(["unit"]);
  expect(await refused({ dailyUntil: "08:00" })).toEqual(["dailyUntil"]);
  expect(await refused({ startDate: "2090-01-01" })).toBe("The first day has to be within 10 years of today.");
  expect(await refused({ unit: "months", every: "12", weekdays: ["mon", "fri"], dailyUntil: "19:00" })).toBe("done");
});

describe("the ladder", () => {
  test("takes nobody who cannot see incidents, whichever way they are named", async () => {
    const office = await anOffice();
    await office.done("PERSON_INVITED", { person: "kim", name: "Kim", language: "en", roles: ["administrator"] }, "li");
    await office.done("LAYER_DESCRIBED", { layer: "office", zh: "管理", en: "office", role: "administrator" }, "li");
    const set = async (level: string) =>
      english(await office.act("LADDER_SET", { levels: ["role:lead", level] }, "li"));
    expect(await set("person:kim")).toMatch(/^Level 2: Kim cannot see incidents: give them a role that may first/);
    expect(await set("role:administrator")).toMatch(/^Level 2: “administrator” cannot see incidents/);
    expect(await set("layer:office")).toMatch(/^Level 2: “office” cannot see incidents/);
    expect(await set("person:sun")).toBe("done");
  });

  test("passes over whoever may not read them any more, and tells who stands behind at once", async () => {
    const office = await anOffice();
    await office.done("ROTATION_SET", { ...daily, people: ["chen"] }, "li");
    const told = (role: "duty-officer") => {
      const found = recipientsAt(office.organisation.directory(), [{ role }], office.clock.now());
      return [found.people.map(({ person }) => person), found.skipped.map(({ why }) => why.en)];
    };
    expect(told("duty-officer")).toEqual([["chen"], []]);
    office.clock.wind(hourMs);
    await office.done("ROLES_CHANGED", { person: "chen", roles: ["administrator"] }, "li");
    expect(told("duty-officer")).toEqual([["ma"], ["Chen does not have the role duty officer"]]);
    const slot = (at: number) => dutyAt(office.organisation.directory(), layer, at);
    expect(slot(monday + hourMs)).toMatchObject({ person: "chen", onDuty: null, missing: "without-role" });
    expect(slot(monday + hourMs - 1)).toMatchObject({ onDuty: "chen", missing: null });
  });
});

describe("a duty position that needs a post", () => {
  const duty = (office: Office, at = office.clock.now()) => {
    const { onDuty, missing } = dutyAt(office.organisation.directory(), "medic", at)!;
    return [onDuty, missing];
  };

  async function aMedic(): Promise<Office> {
    const office = await anOffice();
    await office.done("UNIT_DESCRIBED", { unit: "it", zh: "信息中心", en: "IT services" }, "li");
    const doctor = { post: "doctor", zh: "校医", en: "school doctor", role: "duty-officer" };
    await office.done("POST_DESCRIBED", doctor, "li");
    await office.done("POST_GIVEN", { person: "chen", post: "doctor", unit: "it" }, "li");
    await office.done("LAYER_DESCRIBED", { layer: "medic", zh: "值班校医", en: "Medic", post: "doctor" }, "li");
    return office;
  }
  const shift = (office: Office, person: string, length = hourMs) => {
    const from = office.clock.now();
    return office.act("SHIFT_ADDED", { layer: "medic", person, from: iso(from), until: iso(from + length) }, "li");
  };

  test("asks for a role or a post, and for no unit without a post", async () => {
    const office = await anOffice();
    const described = { layer: "medic", zh: "值班校医", en: "Medic" };
    const set = async (more: object) => english(await office.act("LAYER_DESCRIBED", { ...described, ...more }, "li"));
    expect(await set({})).toBe("Choose the role or the post that the position requires.");
    expect(await set({ role: "lead", post: "contact" })).toBe(
      "Choose a role or a post, not both: a post includes its base role.",
    );
    expect(await set({ unit: "it" })).toBe("You chose a unit: choose its post too.");
    expect(await set({ post: "captain" })).toBe("There is no post with the ID captain. Register it first.");
    await office.done("POST_DEACTIVATED", { post: "contact" }, "li");
    expect(await set({ post: "contact" })).toContain("has been deactivated");
    expect(await set({ post: "head" })).toBe("done");
    expect(office.organisation.directory().layers.at(-1)).toMatchObject({
      role: "unit-contact",
      post: { post: "head" },
    });
    expect(await set({ role: "lead" })).toBe("done");
    expect(office.organisation.directory().layers.at(-1)).toMatchObject({
      role: "lead",
      earlier: [{ role: "unit-contact", post: { post: "head" } }],
    });
    expect(office.organisation.directory().layers.at(-1)).not.toHaveProperty("post");
  });

  test("takes its holders alone, of the unit where it names one, and offers no others", async () => {
    const office = await aMedic();
    expect(english(await shift(office, "ma"))).toBe(
      "Ma does not hold the post “school doctor”, which this position requires. Ask an administrator to give it, or choose another person.",
    );
    const directory = office.organisation.directory();
    const form = changeOf("SHIFT_ADDED")!;
    const opened = { directory, asked: { layer: "medic" }, viewer: "li", now: monday, policy: () => "{}" };
    expect(startOf(form, opened).options["person"]!.map(({ value }) => value)).toEqual(["chen"]);
    expect(english(await shift(office, "chen"))).toBe("done");
    expect(onDutyNow(directory, monday).at(-1)!.requires).toEqual({
      role: "duty-officer",
      post: "doctor",
      unit: null,
      name: { zh: "校医", en: "school doctor" },
    });
    const of = (unit: string) => ({ layer: "medic", zh: "值班校医", en: "Medic", post: "doctor", unit });
    await office.done("UNIT_DESCRIBED", { unit: "press", zh: "新闻中心", en: "Press" }, "li");
    await office.done("LAYER_DESCRIBED", of("press"), "li");
    expect(english(await shift(office, "chen"))).toContain("does not hold the post “school doctor of Press”");
    await office.done("LAYER_DESCRIBED", of("it"), "li");
    expect(english(await shift(office, "chen"))).toBe("done");
  });

  test("passes over a holder who has lost it, and everybody while it is deactivated, with the reason", async () => {
    const office = await aMedic();
    await shift(office, "chen", 10 * hourMs);
    const told = (at = office.clock.now()) =>
      recipientsAt(office.organisation.directory(), [{ layer: "medic" }], at).skipped.map(({ why }) => why.en);
    expect([duty(office), told()]).toEqual([["chen", null], []]);
    office.clock.wind(hourMs);
    await office.done("POST_DEACTIVATED", { post: "doctor" }, "li");
    expect([duty(office), told()]).toEqual([
      [null, "inactive-post"],
      ["the required post “school doctor” has been deactivated"],
    ]);
    expect(english(await shift(office, "chen"))).toBe(
      "No one can have this position: the post “school doctor” has been deactivated. Ask an administrator to reactivate it, or to change what the position requires.",
    );
    const [gap] = gapsBetween(office.organisation.directory(), "medic", office.clock.now(), monday + 10 * hourMs);
    expect(gapWords(office.organisation.directory(), gap!, String).en).toContain("has been deactivated");
    office.clock.wind(hourMs);
    await office.done("POST_REACTIVATED", { post: "doctor" }, "li");
    expect(duty(office)).toEqual(["chen", null]);
    await office.done("POST_TAKEN", { person: "chen", post: "doctor", unit: "it" }, "li");
    expect([duty(office), told()]).toEqual([
      [null, "without-post"],
      ["Chen does not hold the required post “school doctor”"],
    ]);
    expect([duty(office, monday), duty(office, monday + hourMs)]).toEqual([
      ["chen", null],
      [null, "inactive-post"],
    ]);
  });

  test("goes to the deputy of an absent holder, and follows the base role of its post", async () => {
    const office = await aMedic();
    await shift(office, "chen", 10 * hourMs);
    await office.done("ABSENCE_RECORDED", { person: "chen", deputy: "zhao", from: iso(monday) }, "chen");
    expect(duty(office)).toEqual(["zhao", "absent"]);
    expect(recipientsAt(office.organisation.directory(), [{ layer: "medic" }], monday).people).toMatchObject([
      { person: "zhao", insteadOf: "chen" },
    ]);
    office.clock.wind(hourMs);
    await office.done("POST_DESCRIBED", { post: "doctor", zh: "校医", en: "school doctor", role: "lead" }, "li");
    expect([duty(office), duty(office, monday)]).toEqual([
      [null, "without-role"],
      ["zhao", "absent"],
    ]);
  });

  test("notifies the holders while nobody was ever rostered there", async () => {
    const office = await aMedic();
    const people = () =>
      recipientsAt(office.organisation.directory(), [{ layer: "medic" }], monday).people.map(({ person }) => person);
    expect(people()).toEqual(["chen"]);
    await office.done("POST_DEACTIVATED", { post: "doctor" }, "li");
    expect(people()).toEqual([]);
  });
});
