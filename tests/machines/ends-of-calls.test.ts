/** Whoever the ladder called hears when it is over: done, no longer needed, or due later. */
import { expect, test } from "@jest/globals";
import type { EscalationEnded } from "../../machines/kit/clocks/ended.ts";
import { anIncident, iso, type IncidentNight } from "./support/incident.ts";
import { evening, hours, minutes, Night, receivers } from "./support/night.ts";
import { writeOut } from "./support/promises.ts";

const ends = (night: IncidentNight) => night.mail("escalationEnded");
const howOf = (night: IncidentNight) =>
  ends(night).flatMap(({ params }) =>
    (params as unknown as EscalationEnded).clocks.map(({ id, how }) => `${id} ${how}`),
  );

test("whoever has to act hears of an acknowledgement too, of a slip, a question and the reply", () => {
  const night = anIncident().until("followingUp");
  night.question();
  night.send("LIAISON_SLIP_SENT", "officer", { unit: "后勤处", request: "核实" });
  night.wind(hours(24));
  night.send("ESCALATION_ACKNOWLEDGED", "lead-1");
  const told = receivers(night.mail("escalationAcknowledged").at(-1));
  expect(told).toEqual(expect.arrayContaining(["duty-officer", "spokesperson", "unit-contact"]));
  const reply = anIncident();
  reply.report();
  reply.wind(hours(12));
  reply.send("ESCALATION_ACKNOWLEDGED", "lead-1");
  expect(receivers(reply.mail("escalationAcknowledged").at(-1))).toContain("spokesperson");
});

test("a report that comes late ends the call of every level that was told", () => {
  const night = anIncident();
  night.wind(minutes(45));
  night.report();
  expect(howOf(night)).toEqual(["fast-report met-late"]);
  expect(receivers(ends(night)[0])).toEqual(["duty-officer", "lead"]);
  const { subject, happened, details, asked } = writeOut(night, ends(night)[0]!);
  expect(subject.zh).toBe("#7 快报：超时提醒已解除");
  expect(happened.en).toBe("Fast report was completed at 22:45, 15 minutes late.");
  expect(details?.en).toBe("Recorded by «officer» on 22 Nov 2026, 22:45 (GMT+8).");
  expect(asked.en).toBe("No action needed.");
});

test("what is done in time has called nobody, and nobody hears of an end", () => {
  const night = anIncident().until("followingUp");
  night.question();
  night.wind(hours(1));
  night.send("QUESTION_ANSWERED", "speaker", { question: "1", wording: "明天恢复。" });
  expect(ends(night)).toEqual([]);
});

test("an acknowledged call ends too, for those who have to act as well", () => {
  const night = anIncident().until("consulting");
  night.send("LIAISON_SLIP_SENT", "officer", { unit: "后勤处", request: "核实" });
  night.wind(hours(24) + minutes(5));
  night.send("ESCALATION_ACKNOWLEDGED", "lead-1");
  night.send("LIAISON_SLIP_RETURNED", "contact", { slip: "1", findings: "锅炉停机" });
  expect(howOf(night)).toEqual(["slip-1 met-late"]);
  expect(receivers(ends(night)[0])).toEqual(expect.arrayContaining(["unit-contact", "duty-officer"]));
});

test("closing ends what is still overdue, in one notification for each kind", () => {
  const night = anIncident();
  night.send("LIAISON_SLIP_SENT", "officer", { unit: "后勤处", request: "核实" });
  night.wind(hours(25));
  night.send("CLOSED_AS_UNFOUNDED", "lead", { reason: "查无此事" });
  expect(howOf(night).toSorted()).toEqual(["fast-report cancelled", "reply cancelled", "slip-1 cancelled"]);
  expect(writeOut(night, ends(night)[0]!).happened.en).toContain("is no longer needed.");
});

test("a later deadline ends the call as well; one that is past already does not", () => {
  const night = anIncident({ at: evening, discoveredAt: evening - minutes(50) });
  night.wind(minutes(5));
  const corrected = { fact: "discoveredAt", unknown: false, reason: "看错了" };
  night.send("FACT_CORRECTED", "officer", { ...corrected, instant: iso(evening - minutes(40)) });
  expect(ends(night)).toEqual([]);
  night.send("FACT_CORRECTED", "officer", { ...corrected, instant: iso(evening) });
  expect(howOf(night)).toEqual(["fast-report moved"]);
  expect(writeOut(night, ends(night)[0]!).happened.en).toContain("so it is no longer overdue.");
});

test("what is overdue again after a reopening ends again", () => {
  const night = anIncident();
  night.wind(minutes(31));
  night.send("CLOSED_AS_UNFOUNDED", "lead", { reason: "查无此事" });
  night.send("REOPENED", "lead", { reason: "确有此事" });
  night.wind(minutes(1));
  night.report();
  expect(howOf(night)).toEqual(["fast-report cancelled", "fast-report met-late"]);
});

test("a fault: whoever was called hears that it was taken on, and that it is over", () => {
  const fault = new Night("equipment-fault@1", {
    at: evening,
    by: "officer",
    values: { equipment: "锅炉", place: "东区", fault: "停机" },
  });
  fault.wind(minutes(20));
  fault.send("FAULT_ACKNOWLEDGED", "contact");
  expect(receivers(fault.mail("escalationEnded")[0])).toEqual(["duty-officer", "unit-contact"]);
  fault.send("FAULT_REPAIRED", "contact", { done: "换了水泵" });
  fault.send("REPAIR_CONFIRMED", "officer");
  expect(receivers(fault.mail("faultOver")[0])).toEqual(["unit-contact", "duty-officer"]);
});
