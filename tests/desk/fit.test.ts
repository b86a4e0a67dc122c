/** Good values that do not fit: the incident as it stands, the others beside it, and what is usual. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { publicIncident } from "../../machines/public-incident/index.ts";
import { equipmentFault } from "../../machines/equipment-fault/index.ts";
import type { DeskOutcome } from "../../src/desk/outcome.ts";
import type { Person } from "../../src/directory/person.ts";
import { aDutyDesk, type DutyDesk } from "../support/duty-desk.ts";
import { everybody, lead, nightFalls, officer } from "../support/night.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const spokesperson = everybody.find(({ id }) => id === "spokesperson")!;
const iso = (at: number) => new Date(at).toISOString();
const opening = {
  title: "Hot water is off",
  sourceKind: "call",
  grade: "ordinary",
  discoveredAt: iso(nightFalls - hourMs),
};

let night: DutyDesk;
let commands = 0;
beforeEach(async () => {
  night = await aDutyDesk([publicIncident, equipmentFault]);
});
afterEach(() => night.engine.close());

const next = () => `fit-${String((commands += 1))}`;
const open = (values: object = {}, more: { commandId?: string; confirmed?: string[] } = {}) =>
  night.desk.open("public-incident", { ...opening, ...values }, officer, { commandId: next(), ...more });
const act = (id: string, type: string, values: object, actor: Person = officer, more: object = {}) =>
  night.desk.act(id, type, values, actor, { commandId: next(), ...more });
const codes = (outcome: DeskOutcome) =>
  outcome.outcome === "doubtful" ? outcome.doubts.map(({ code }) => code) : outcome.outcome;
const fault = (outcome: DeskOutcome, name: string) =>
  outcome.outcome === "invalid" ? outcome.errors[name]?.[0]?.en : outcome.outcome;

describe("two times that contradict each other", () => {
  test("are refused at the field when something is registered", async () => {
    expect(fault(await open({ occurredAt: iso(nightFalls) }), "occurredAt")).toContain(
      "later than the time of discovery",
    );
    expect(await open({ occurredAt: opening.discoveredAt })).toMatchObject({ outcome: "done" });
  });

  test("are refused when one of them is corrected, whichever it is, and the deadline stays", async () => {
    await open({ occurredAt: iso(nightFalls - 2 * hourMs) });
    const correct = (fact: string, at: number) =>
      act("1", "FACT_CORRECTED", { fact, instant: iso(at), reason: "CCTV" }, officer);
    const before = (await night.desk.incident("1", officer))?.clocks;
    expect(fault(await correct("occurredAt", nightFalls), "instant")).toContain("later than the time of discovery");
    expect(fault(await correct("discoveredAt", nightFalls - 3 * hourMs), "instant")).toContain(
      "earlier than the time of occurrence",
    );
    expect((await night.desk.incident("1", officer))?.clocks).toEqual(before);
    expect(await night.desk.history("1")).toHaveLength(1);
    night.clock.wind(hourMs);
    expect(fault(await correct("discoveredAt", nightFalls + 30 * minuteMs), "instant")).toContain(
      "later than the registration",
    );
    expect(await correct("occurredAt", nightFalls - hourMs)).toMatchObject({ outcome: "done" });
    expect(
      await act("1", "FACT_CORRECTED", { fact: "occurredAt", unknown: true, reason: "Nobody knows" }),
    ).toMatchObject({ outcome: "done" });
  });

  test("are looked at again when somebody corrects the other in between", async () => {
    await open();
    const outcomes = await Promise.all([
      act("1", "FACT_CORRECTED", { fact: "occurredAt", instant: iso(nightFalls - 90 * minuteMs), reason: "A" }),
      act("1", "FACT_CORRECTED", { fact: "discoveredAt", instant: iso(nightFalls - 2 * hourMs), reason: "B" }, lead),
    ]);
    const facts = (await night.engine.read((await night.desk.find("1"))!.id)).context as {
      occurredAt: number | null;
      discoveredAt: number;
    };
    expect(facts.occurredAt ?? -Infinity).toBeLessThanOrEqual(facts.discoveredAt);
    expect(outcomes.filter(({ outcome }) => outcome === "done")).toHaveLength(1);
  });
});

describe("what is unusual is asked once", () => {
  test.each([
    [{ discoveredAt: iso(nightFalls - 7 * dayMs - minuteMs) }, ["discovered-long-ago"]],
    [{ discoveredAt: iso(nightFalls - 7 * dayMs) }, "done"],
    [{ occurredAt: "1926-11-22T20:00+08:00" }, ["year-before-2000"]],
    [{ discoveredAt: "0026-11-22T20:00+08:00" }, ["discovered-long-ago", "year-before-2000"]],
  ])("%j", async (values, asked) => {
    const first = await open(values);
    expect(codes(first)).toEqual(asked);
    if (first.outcome !== "doubtful") return;
    expect(await night.desk.find("1")).toBeNull();
    for (const { text } of first.doubts)
      expect([text.zh.endsWith("？") || text.zh.endsWith("吗？"), text.en.endsWith("?")]).toEqual([true, true]);
    expect(codes(await open(values, { confirmed: ["something-else"] }))).toEqual(asked);
    expect(codes(await open(values, { confirmed: (asked as string[]).slice() }))).toBe("done");
  });

  test.each([
    ["HOT  WATER is off", ["same-title"]],
    ["Ｈｏｔ water is óff", ["same-title"]],
    ["Hot water is off again", "done"],
  ])("a title that is open already: %s", async (title, asked) => {
    await open();
    expect(codes(await open({ title }))).toEqual(asked);
  });

  test("of many who register one title at the same instant one is taken, and every other one is asked", async () => {
    const titles = ["Hot water is off", "HOT  WATER is off", "Ｈｏｔ water is óff", "Hot water is off"];
    const outcomes = await Promise.all([...titles.map(async (title) => open({ title })), open({ title: "Another" })]);
    const taken = outcomes.map(codes).filter((one) => one === "done");
    expect([taken.length, codes(outcomes[4]!)]).toEqual([2, "done"]);
    const asked = outcomes.map(codes).filter((one) => one !== "done");
    expect(asked).toEqual([["same-title"], ["same-title"], ["same-title"]]);
    expect((await night.desk.counts()).open).toBe(2);
    const more = await Promise.all([open({}, { confirmed: ["same-title"] }), open({ title: "hot water is off" })]);
    expect(more.map(codes)).toEqual(["done", ["same-title"]]);
  });

  test("the same command twice at the same instant is one incident, and nobody is asked", async () => {
    const commandId = next();
    const outcomes = await Promise.all([open({}, { commandId }), open({}, { commandId })]);
    expect(outcomes.map(codes)).toEqual(["done", "done"]);
    expect((await night.desk.counts()).open).toBe(1);
  });

  test("a title is asked about within 24 hours and while it is open; in any playbook", async () => {
    await open();
    const said = await open();
    expect(said.outcome === "doubtful" && said.doubts[0]?.text.en).toContain("#1, 22 Nov 2026, 22:56");
    expect(codes(await open({}, { confirmed: ["same-title"] }))).toBe("done");
    for (const id of ["1", "2"])
      expect(await act(id, "CLOSED_AS_UNFOUNDED", { reason: "Nothing" }, lead)).toMatchObject({ outcome: "done" });
    expect(codes(await open())).toBe("done");
    night.clock.wind(dayMs + minuteMs);
    expect(codes(await open({ discoveredAt: iso(nightFalls + dayMs) }))).toBe("done");
    const lift = { equipment: "Lift 2", place: "Library", fault: "Stuck" };
    const report = (values: object) => night.desk.open("equipment-fault", values, officer, { commandId: next() });
    expect(codes(await report(lift))).toBe("done");
    expect(codes(await report({ ...lift, equipment: "LIFT 2" }))).toEqual(["same-title"]);
  });

  test("a command that was recorded before is answered, and asked nothing", async () => {
    expect(await open({}, { commandId: "once" })).toMatchObject({ outcome: "done", again: false });
    expect(await open({}, { commandId: "once" })).toMatchObject({ outcome: "done", again: true });
  });

  test("a correction that would start clocks long ago is asked about too", async () => {
    await open();
    const corrected = { fact: "discoveredAt", instant: iso(nightFalls - 8 * dayMs), reason: "An old notification" };
    expect(codes(await act("1", "FACT_CORRECTED", corrected))).toEqual(["discovered-long-ago"]);
    expect(codes(await act("1", "FACT_CORRECTED", corrected, officer, { confirmed: ["discovered-long-ago"] }))).toBe(
      "done",
    );
    const early = { fact: "occurredAt", instant: "1999-12-31T23:59Z", reason: "An old notification" };
    expect(codes(await act("1", "FACT_CORRECTED", early))).toEqual(["year-before-2000"]);
  });
});

describe("a reference to another incident", () => {
  const close = (id: string, duplicateOf: string) =>
    act(id, "CLOSED_AS_DUPLICATE", { duplicateOf, reason: "Same matter" }, lead);

  test.each(["1", "#1", "99999", "abc", "0", "-1", "１", "1e0", "__proto__"])(
    "%s is refused at its field",
    async (other) => {
      await open();
      const said = fault(await close("1", other), "duplicateOf");
      expect(said).toMatch(/That is this incident itself|There is no incident/);
      expect(await night.desk.history("1")).toHaveLength(1);
    },
  );

  test("is taken by number, with or without its sign, and by id; the number stands on record", async () => {
    await open();
    for (const [index, write] of [(id: string) => id, (_: string, number: string) => `#${number}`].entries()) {
      const outcome = await open({ title: `Another ${String(index)}` });
      if (outcome.outcome !== "done") throw new Error(outcome.outcome);
      const first = await night.desk.find("1");
      expect(await close(String(outcome.number), write(first!.id, "1"))).toMatchObject({ outcome: "done" });
      expect((await night.desk.history(String(outcome.number)))?.at(-1)?.row.event["duplicateOf"]).toBe("1");
    }
  });

  test("of two incidents cannot go both ways", async () => {
    await open();
    await open({ title: "Another" });
    expect(await close("1", "2")).toMatchObject({ outcome: "done" });
    expect(fault(await close("2", "1"), "duplicateOf")).toContain("Incident 1 refers to this one already");
  });

  test("of two incidents that are sent at the same instant goes one way", async () => {
    for (const title of ["First", "Second"]) await open({ title });
    const outcomes = await Promise.all([close("1", "2"), close("2", "1")]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["done", "invalid"]);
  });

  test("of several incidents does not go in a circle, and may go on to an incident that is open", async () => {
    for (const title of ["First", "Second", "Third", "Fourth"]) await open({ title });
    expect(await close("1", "2")).toMatchObject({ outcome: "done" });
    expect(await close("2", "3")).toMatchObject({ outcome: "done" });
    expect(fault(await close("3", "1"), "duplicateOf")).toContain("Incident 1 refers to this one already");
    expect(await close("3", "4")).toMatchObject({ outcome: "done" });
    expect(fault(await close("4", "1"), "duplicateOf")).toContain("Incident 1 refers to this one already");
  });

  test("is refused for whoever cannot see incidents", async () => {
    await open();
    await open({ title: "Another" });
    const administrator: Person = { ...lead, roles: ["administrator"] };
    expect((await act("2", "CLOSED_AS_DUPLICATE", { duplicateOf: "1", reason: "Same" }, administrator)).outcome).toBe(
      "forbidden",
    );
  });
});

describe("a reply that is out nowhere", () => {
  const exact = { version: "1", digest: "d" };
  const said = async (channels: readonly string[], addresses: readonly string[]) => {
    const outcome = await act("1", "REPLY_PUBLISHED", { channels, addresses, ...exact }, spokesperson);
    const holding = await act(
      "1",
      "HOLDING_REPLY_PUBLISHED",
      { channels, addresses, wording: "We look into it" },
      spokesperson,
    );
    expect(outcome.outcome === "invalid").toBe(holding.outcome === "invalid");
    return outcome.outcome === "invalid" ? Object.keys(outcome.errors) : [];
  };

  test.each([
    [[], ["https://www.example.org/1"], ["channels"]],
    [["website"], [], ["addresses"]],
    [["website"], ["x"], ["addresses"]],
    [["website"], ["our website"], ["addresses"]],
    [["website"], ["http://"], ["addresses"]],
    [["website"], ["/notice"], ["addresses"]],
    [["website"], ["javascript:alert(1)"], ["addresses"]],
    [["official-account"], ["https://localhost/1"], ["addresses"]],
    [["website", "press"], ["https://exa mple.org"], ["addresses"]],
    [["hotline"], ["the hotline"], ["addresses"]],
    [["hotline"], ["https://www.example.org/1"], ["addresses"]],
    [["notice"], ["-"], ["addresses"]],
    [["press"], ["…"], ["addresses"]],
    [["website"], [`https://www.example.org/${"x".repeat(400)}`], []],
    [["hotline"], ["0431-8888 1234"], []],
    [["notice"], ["Main gate"], []],
    [["website", "hotline"], ["https://www.example.org/1", "12345"], []],
    [["press"], ["Briefing, hall 2"], []],
  ])("%j at %j: %j", async (channels, addresses, wrong) => {
    await open();
    expect(await said(channels, addresses)).toEqual(wrong);
  });
});
