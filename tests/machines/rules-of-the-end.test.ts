/** Given – when – then: monitoring, grades, review, closing and reopening. */
import { describe, expect, test } from "@jest/globals";
import { anIncident, iso } from "./support/incident.ts";
import { evening, hours, minutes, receivers } from "./support/night.ts";

const refused = { refused: "not-acceptable" };

describe("monitoring", () => {
  test.each(["steady", "better"])("a note that it is %s asks for nothing", (trend) => {
    const night = anIncident();
    night.send("SITUATION_NOTED", "officer", { trend, wording: "平稳" });
    expect(night.mail("situationWorsened")).toEqual([]);
    expect(night.playbook.duty(night.moment).event).toBe("FAST_REPORT_SENT");
  });

  test.each(["worse", "wider"])("a note that it is %s tells the lead group and asks for a new grade", (trend) => {
    const night = anIncident();
    night.send("SITUATION_NOTED", "officer", { trend, wording: "又有两栋楼" });
    expect(receivers(night.mail("situationWorsened")[0])).toEqual(["lead", "duty-officer", "spokesperson"]);
    expect(night.playbook.duty(night.moment)).toMatchObject({ event: "GRADE_CHANGED", by: ["lead"] });
    night.send("GRADE_CHANGED", "lead", { grade: "ordinary", reason: "仍可自行处理" });
    expect(night.playbook.duty(night.moment).event).toBe("FAST_REPORT_SENT");
  });

  test("it runs throughout, ends when calm is declared, and begins again with the next note", () => {
    const night = anIncident().until("followingUp");
    expect(night.region("monitoring")).toBe("watching");
    expect(night.context.calm).toBeNull();
    night.send("CALM_DECLARED", "lead", { reason: "已恢复" });
    expect(night.region("monitoring")).toBe("ended");
    expect(night.can("lead")).not.toContain("CALM_DECLARED");
    expect(night.playbook.whyNot(night.moment, "CALM_DECLARED", "lead")?.en).toContain("already ended");
    expect(night.can("lead")).not.toContain("REOPENED");
    night.send("SITUATION_NOTED", "officer", { trend: "worse", wording: "再次停机" });
    expect(night.region("monitoring")).toBe("watching");
    expect(night.context.calm).toBeNull();
    night.send("CALM_DECLARED", "lead", { reason: "已恢复" });
    night.send("SITUATION_NOTED", "officer", { trend: "steady", wording: "平稳" });
    expect(night.region("monitoring")).toBe("watching");
  });
});

describe("grades", () => {
  test("equal due times are ordered critical, major, ordinary", () => {
    const ranks = (["critical", "major", "ordinary"] as const).map((grade) => {
      const night = anIncident({ grade });
      return night.playbook.headline(night.moment).gradeRank;
    });
    expect(ranks).toEqual([0, 1, 2]);
  });

  test("a change is told with its reason; from major upwards the superior hears of it", () => {
    const night = anIncident();
    night.send("GRADE_CHANGED", "lead", { grade: "major", reason: "影响扩大" });
    expect(receivers(night.mail("gradeChanged")[0])).toEqual(["lead", "duty-officer", "spokesperson", "superior"]);
    expect(night.context.gradeChanges[0]).toMatchObject({ was: "ordinary", is: "major", reason: "影响扩大" });
  });
});

describe("corrections", () => {
  test.each([
    ["title", "热水中断，五栋楼"],
    ["place", "西区"],
    ["source", "校报"],
  ] as const)("the %s is corrected by a new event and the old one stays", (fact, wording) => {
    const night = anIncident();
    night.send("FACT_CORRECTED", "officer", { fact, wording, reason: "核实" });
    const { title, place, source } = night.context;
    expect({ title, place, source: source.name }[fact]).toBe(wording);
    expect(night.context.corrections[0]).toMatchObject({ fact, is: wording, reason: "核实" });
    expect(night.clock("reply").earlier).toEqual([]);
  });

  test("discovery moves the fast report's clock", () => {
    const night = anIncident();
    night.send("FACT_CORRECTED", "officer", {
      fact: "discoveredAt",
      instant: iso(evening - minutes(10)),
      reason: "通话记录",
    });
    expect(night.clock("fast-report").dueAt).toBe(evening + minutes(20));
  });

  test.each([
    [{ fact: "occurredAt" }, "instant"],
    [{ fact: "discoveredAt", unknown: true }, "instant"],
    [{ fact: "place" }, "wording"],
  ])("the form asks for the value that the fact needs: %j", (values, field) => {
    const form = anIncident().playbook.events.find((event) => event.type === "FACT_CORRECTED");
    expect(form?.form.safeParse({ reason: "核实", ...values }).error?.issues[0]?.path).toEqual([field]);
  });

  test("a fact can be corrected and a note added after the closing", () => {
    const night = anIncident().until("closed");
    expect(night.send("FACT_CORRECTED", "officer", { fact: "place", wording: "西区", reason: "核实" })).toBe(
      "accepted",
    );
    expect(night.send("NOTE_ADDED", "officer", { wording: "归档" })).toBe("accepted");
    expect(night.phase).toBe("closed");
  });
});

describe("review and closing", () => {
  test("graded ordinary, the review may be left out", () => {
    const night = anIncident().until("reviewing");
    expect(night.send("INCIDENT_CLOSED", "lead", { reason: "已办结" })).toBe("accepted");
    expect(night.playbook.headline(night.moment)).toMatchObject({ open: false, phase: "response.closed" });
    expect(night.playbook.duty(night.moment).event).toBeNull();
    expect(night.state.timers).toEqual([]);
  });

  test.each(["major", "critical"] as const)("graded %s, the review is required", (grade) => {
    const night = anIncident({ grade }).until("reviewing");
    expect(night.send("INCIDENT_CLOSED", "lead", { reason: "已办结" })).toEqual(refused);
    expect(night.playbook.whyNot(night.moment, "INCIDENT_CLOSED", "lead")?.en).toContain("review");
    expect(night.playbook.duty(night.moment).event).toBe("REVIEW_RECORDED");
    night.review();
    expect(night.send("INCIDENT_CLOSED", "lead", { reason: "已办结" })).toBe("accepted");
  });

  test("an open promise keeps the incident open", () => {
    const night = anIncident().until("consulting");
    night.confer();
    night.decide({ finding: "at-fault", measures: ["检修"], owner: "后勤处", dueAt: iso(evening + hours(48)) });
    night.until("reviewing");
    expect(night.send("INCIDENT_CLOSED", "lead", { reason: "已办结" })).toEqual(refused);
    expect(night.playbook.duty(night.moment)).toMatchObject({ event: "PROMISE_KEPT", clock: "promise-1" });
    expect(night.send("PROMISE_KEPT", "officer", { promise: "9", wording: "…" })).toEqual(refused);
    night.send("PROMISE_KEPT", "officer", { promise: "1", wording: "已检修", address: "https://example.test/d" });
    expect(night.send("INCIDENT_CLOSED", "lead", { reason: "已办结" })).toBe("accepted");
  });

  test.each([
    ["CLOSED_AS_DUPLICATE", { duplicateOf: "12", reason: "同一件事" }, "duplicate"],
    ["CLOSED_AS_UNFOUNDED", { reason: "查无此事" }, "unfounded"],
  ] as const)("%s closes it at any step before anything is published, and cancels the clocks", (type, values, as) => {
    for (const phase of ["consulting", "drafting", "approving", "replying"] as const) {
      const night = anIncident().until(phase);
      expect(night.send(type, "lead", values)).toBe("accepted");
      expect(night.context.closing).toMatchObject({ as });
      expect(night.clock("reply").state).toBe("cancelled");
      expect(night.region("monitoring")).toBe("ended");
      expect(night.state.timers).toEqual([]);
    }
    const published = anIncident().until("followingUp");
    expect(published.send(type, "lead", values)).toEqual(refused);
    expect(published.playbook.whyNot(published.moment, type, "lead")?.en).toContain("has been published");
  });
});

test("what was said in a holding reply is public, too: the incident is ended in public", () => {
  const night = anIncident();
  const holding = { wording: "正在核实", channels: ["website"], addresses: ["https://example.test/h"] };
  night.send("HOLDING_REPLY_PUBLISHED", "speaker", holding);
  expect(night.send("CLOSED_AS_UNFOUNDED", "lead", { reason: "查无此事" })).toEqual(refused);
});

describe("reopening", () => {
  const reopen = (night: ReturnType<typeof anIncident>) => night.send("REOPENED", "lead", { reason: "有新情况" });

  test("nothing but notes, corrections and the reopening is taken while it is closed", () => {
    const night = anIncident().until("closed");
    expect(night.can("lead").toSorted()).toEqual(["FACT_CORRECTED", "NOTE_ADDED", "REOPENED"]);
    expect(night.playbook.whyNot(night.moment, "QUESTION_RECEIVED", "lead")?.en).toContain("Reopen");
    expect(night.playbook.whyNot(night.moment, "CLOSED_AS_UNFOUNDED", "lead")?.en).toContain("Reopen");
  });

  test("before the fast report it goes back to reporting, and the clocks run from their old anchors", () => {
    const night = anIncident();
    night.send("CLOSED_AS_UNFOUNDED", "lead", { reason: "查无此事" });
    night.wind(hours(1));
    expect(reopen(night)).toBe("accepted");
    expect(night.phase).toBe("reporting");
    expect(night.clock("fast-report")).toMatchObject({ state: "missed", level: 1, dueAt: evening + minutes(30) });
    expect(night.clock("reply").state).toBe("running");
    expect(night.region("monitoring")).toBe("watching");
  });

  test("before the reply it goes back to the consultation", () => {
    const night = anIncident().until("approving");
    night.send("CLOSED_AS_UNFOUNDED", "lead", { reason: "查无此事" });
    reopen(night);
    expect(night.phase).toBe("consulting");
    expect(night.clock("fast-report").state).toBe("met");
  });

  test("a wording from before the new decision cannot be submitted", () => {
    const night = anIncident().until("drafting");
    night.send("STATEMENT_SAVED", "writer", { title: "说明", body: "旧稿" });
    night.send("CLOSED_AS_UNFOUNDED", "lead", { reason: "查无此事" });
    night.wind(minutes(5));
    reopen(night);
    night.until("drafting");
    expect(night.can("writer")).not.toContain("STATEMENT_SUBMITTED");
  });

  test("after the reply it goes back to the follow-up, and a required review is required again", () => {
    const night = anIncident({ grade: "major" }).until("closed");
    night.wind(minutes(5));
    reopen(night);
    expect(night.phase).toBe("followingUp");
    night.until("reviewing");
    expect(night.send("INCIDENT_CLOSED", "lead", { reason: "已办结" })).toEqual(refused);
  });
});
