/** The second playbook: that it needs nothing but itself, and every path through it. */
import { describe, expect, test } from "@jest/globals";
import { equipmentFaultMachine } from "../../machines/equipment-fault/v1.machine.ts";
import { Coverage } from "./support/coverage.ts";
import { evening, minutes, Night, receivers } from "./support/night.ts";
import { expectPromisesKept, writeOut } from "./support/promises.ts";

const coverage = new Coverage(equipmentFaultMachine);

function aFault(policy?: unknown): Night {
  const values = { equipment: "三号电梯", place: "教学楼", fault: "停在二层不动" };
  return new Night("equipment-fault@1", { at: evening, by: "officer", values, policy });
}

describe("equipment-fault@1", () => {
  test("given it is taken on in time, nobody is escalated to", () => {
    const night = aFault();
    expectPromisesKept(night);
    expect(receivers(night.mail("faultReported")[0])).toEqual(["unit-contact"]);
    night.wind(minutes(7));
    expect(night.mail("clockWarning")).toEqual([]);
    night.wind(minutes(1));
    expect(night.mail("clockWarning").map(receivers)).toEqual([["unit-contact"]]);
    expect(night.send("FAULT_ACKNOWLEDGED", "contact")).toBe("accepted");
    expect(night.mail("faultTaken").map(receivers)).toEqual([["unit-contact"]]);
    night.wind(minutes(60));
    expect(night.mail("clockEscalation")).toEqual([]);
    expect(night.clock("acknowledgement")).toMatchObject({ state: "met", level: 0 });
  });

  test("given nobody takes it on within 15 minutes, it climbs the ladder, and whoever was called hears the end", () => {
    const night = aFault({ ladder: { repeatMax: 1 } });
    night.wind(minutes(60));
    expect(night.mail("clockEscalation").map(({ at, ...one }) => [at - evening, receivers({ at, ...one })])).toEqual([
      [minutes(15), ["duty-officer", "unit-contact"]],
      [minutes(25), ["lead"]],
      [minutes(35), ["lead"]],
    ]);
    expectPromisesKept(night);
    night.send("FAULT_ACKNOWLEDGED", "contact");
    expect(night.mail("faultTaken")).toEqual([]);
    expect(night.mail("escalationEnded").map(receivers)).toEqual([["duty-officer", "unit-contact", "lead"]]);
    expect(night.clock("acknowledgement")).toMatchObject({ state: "met-late", level: 2 });
  });

  test("an acknowledged escalation comes again when nothing moves", () => {
    const night = aFault();
    night.wind(minutes(16));
    expect(night.send("ESCALATION_ACKNOWLEDGED", "lead-1", { intention: "找人" })).toBe("accepted");
    expect(night.mail("escalationAcknowledged").map(receivers)).toEqual([["duty-officer", "unit-contact"]]);
    expect(night.send("ESCALATION_ACKNOWLEDGED", "lead-1")).toEqual({ refused: "not-acceptable" });
    expectPromisesKept(night);
    night.wind(minutes(29));
    expect(night.mail("clockEscalation")).toHaveLength(1);
    night.wind(minutes(1));
    expect(night.mail("clockEscalation")).toHaveLength(2);
    expect(writeOut(night, night.mail("clockEscalation")[1]!).happened.en).toContain(
      "«lead-1» acknowledged at 22:16; the fault has still not been taken on.",
    );
  });

  test("limit and recipients are settings; the organisation's ladder takes the place of the shipped one", () => {
    const night = aFault({ acknowledgeWithin: "5 min", escalateTo: [{ person: "chief" }] });
    night.wind(minutes(5));
    expect(night.mail("clockEscalation").map(receivers)).toEqual([["chief", "unit-contact"]]);
    const { policy, withLadder } = night.playbook;
    const own = withLadder?.(policy.parse({}), [{ recipients: [{ layer: "officer" }] }]);
    expect(own).toMatchObject({ ladder: { levels: [{ recipients: [{ layer: "officer" }] }] } });
  });

  test("a repair is confirmed by somebody else, or rejected and done again", () => {
    const night = aFault();
    night.send("FAULT_ACKNOWLEDGED", "contact");
    expectPromisesKept(night);
    night.send("FAULT_REPAIRED", "contact", { done: "换了门机" });
    expect(night.send("REPAIR_CONFIRMED", "contact")).toEqual({ refused: "not-acceptable" });
    expect(night.playbook.whyNot(night.moment, "REPAIR_CONFIRMED", "contact")?.en).toContain("own repair");
    night.send("REPAIR_REJECTED", "officer", { reason: "还是不动" });
    night.send("FAULT_REPAIRED", "contact", { done: "换了主板" });
    expectPromisesKept(night);
    expect(night.send("REPAIR_CONFIRMED", "officer")).toBe("accepted");
    expect(night.state.status).toBe("done");
    expectPromisesKept(night);
  });

  test("every state, every transition, every guard both ways", () => {
    expect(coverage.statesMissed()).toEqual([]);
    expect(coverage.transitionsMissed()).toEqual([]);
    expect(coverage.answersMissed()).toEqual([]);
  });
});
