/** The second playbook: that it needs nothing but itself, and every path through it. */
import { describe, expect, test } from "@jest/globals";
import { equipmentFaultMachine } from "../../machines/equipment-fault/v1.machine.ts";
import { Coverage } from "./support/coverage.ts";
import { evening, minutes, Night, receivers } from "./support/night.ts";
import { expectPromisesKept } from "./support/promises.ts";

const coverage = new Coverage(equipmentFaultMachine);

function aFault(policy?: unknown): Night {
  const values = { equipment: "三号电梯", place: "教学楼", fault: "停在二层不动" };
  return new Night("equipment-fault@1", { at: evening, by: "officer", values, policy });
}

describe("equipment-fault@1", () => {
  test("given it is acknowledged in time, nobody is escalated to", () => {
    const night = aFault();
    expectPromisesKept(night);
    expect(receivers(night.mail("faultReported")[0])).toEqual(["unit-contact"]);
    night.wind(minutes(14));
    expect(night.send("FAULT_ACKNOWLEDGED", "contact")).toBe("accepted");
    night.wind(minutes(60));
    expect(night.mail("faultEscalated")).toEqual([]);
    expect(night.clock("acknowledgement")).toMatchObject({ state: "met", level: 0 });
  });

  test("given nobody acknowledges within 15 minutes, it is escalated once", () => {
    const night = aFault();
    night.wind(minutes(60));
    expect(night.mail("faultEscalated")).toMatchObject([{ at: evening + minutes(15) }]);
    expectPromisesKept(night);
    night.send("FAULT_ACKNOWLEDGED", "contact");
    expect(night.clock("acknowledgement")).toMatchObject({ state: "met-late", acknowledgedBy: "contact" });
  });

  test("the limit is a setting", () => {
    const night = aFault({ acknowledgeWithin: "5 min", escalateTo: [{ person: "chief" }] });
    night.wind(minutes(5));
    expect(night.mail("faultEscalated").map(receivers)).toEqual([["chief"]]);
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
