/** Given – when – then: the seven steps, who may do what, and what each step asks for. */
import { describe, expect, test } from "@jest/globals";
import { anIncident, iso } from "./support/incident.ts";
import { evening, hours, minutes, receivers } from "./support/night.ts";

const refused = { refused: "not-acceptable" };
const why = (night: ReturnType<typeof anIncident>, type: string, by = "lead", typed: object = {}) =>
  night.playbook.whyNot(night.moment, type, by, typed)?.en ?? "";

describe("reporting", () => {
  test.each([
    ["ordinary", ["duty-officer"], ["lead"]],
    ["major", ["duty-officer", "lead"], ["lead"]],
    ["critical", ["duty-officer", "lead"], ["lead", "superior"]],
  ] as const)("an incident graded %s tells the right people", (grade, registered, reported) => {
    const night = anIncident({ grade });
    night.report();
    expect(receivers(night.mail("incidentRegistered")[0])).toEqual(registered);
    expect(receivers(night.mail("fastReport")[0])).toEqual(reported);
  });

  test("the fast report leads to the consultation and cannot be sent twice", () => {
    const night = anIncident();
    night.report();
    expect(night.phase).toBe("consulting");
    expect(night.report()).toEqual(refused);
    expect(why(night, "FAST_REPORT_SENT")).toContain("Fast report due");
  });
});

describe("consulting", () => {
  test("a decision needs the consultation first", () => {
    const night = anIncident().until("consulting");
    expect(night.decide()).toEqual(refused);
    expect(why(night, "DECISION_MADE")).toContain("consultation");
    night.confer();
    expect(night.decide()).toBe("accepted");
  });

  test.each(["major", "critical"] as const)(
    "graded %s, it needs the superior's view too, and the superior is asked",
    (grade) => {
      const night = anIncident({ grade }).until("consulting");
      expect(receivers(night.mail("superiorViewAsked")[0])).toEqual(["superior"]);
      night.send("CONSULTATION_OPENED", "lead", { participants: "带班领导" });
      expect(night.decide()).toEqual(refused);
      expect(why(night, "DECISION_MADE")).toContain("higher authority");
      night.send("SUPERIOR_VIEW_RECORDED", "officer", { office: "校办", view: "同意" });
      expect(night.decide()).toBe("accepted");
    },
  );

  test("graded ordinary, the superior is not asked", () => {
    expect(anIncident().until("drafting").mail("superiorViewAsked")).toEqual([]);
  });

  test.each([
    ["at-fault", {}, ["measures", "owner", "dueAt"]],
    ["cannot-be-fixed-yet", {}, ["reason", "timetable", "dueAt"]],
    ["not-so", { evidence: undefined }, ["evidence"]],
    ["not-ours", {}, ["whose"]],
  ])("the finding %s asks for what it needs", (finding, values, asked) => {
    const form = anIncident().playbook.events.find((event) => event.type === "DECISION_MADE");
    const checked = form?.form.safeParse({ finding, summary: "说明", drafter: "spokesperson", ...values });
    expect(checked?.error?.issues.map((issue) => issue.path[0])).toEqual(asked);
  });

  test("measures become a promise with owner, date and clock; a dissent is kept", () => {
    const night = anIncident().until("consulting");
    night.confer();
    night.decide({
      finding: "at-fault",
      measures: ["检修", "补偿"],
      owner: "后勤处",
      dueAt: iso(evening + hours(48)),
      dissent: "应当更快",
    });
    expect(night.context.promises[0]).toMatchObject({
      kind: "measures",
      wording: "检修\n补偿",
      owner: "后勤处",
      dueAt: evening + hours(48),
    });
    expect(night.clock("promise-1").dueAt).toBe(evening + hours(48));
    expect(night.context.decisions[0]?.dissent).toBe("应当更快");
  });

  test("a timetable becomes a promise with its own clock", () => {
    const night = anIncident().until("consulting");
    night.confer();
    night.decide({
      finding: "cannot-be-fixed-yet",
      reason: "缺配件",
      timetable: "周五换新",
      dueAt: iso(evening + hours(96)),
    });
    expect(night.context.promises[0]).toMatchObject({ kind: "timetable", wording: "周五换新" });
  });

  test("the drafter that was named is asked to draft", () => {
    const night = anIncident().until("consulting");
    night.confer();
    night.decide({ drafter: "unit-contact" });
    expect(receivers(night.mail("decisionMade")[0])).toEqual(["unit-contact", "lead"]);
    expect(night.playbook.duty(night.moment)).toMatchObject({ event: "STATEMENT_SAVED", by: ["unit-contact"] });
  });
});

describe("drafting and approving", () => {
  test("only a saved version can be submitted", () => {
    const night = anIncident().until("drafting");
    expect(night.send("STATEMENT_SUBMITTED", "writer", { version: "1", digest: "x" })).toEqual(refused);
    expect(why(night, "STATEMENT_SUBMITTED")).toContain("Save a new version");
  });

  test("a version that is not the latest cannot be submitted", () => {
    const night = anIncident().until("drafting");
    night.send("STATEMENT_SAVED", "writer", { title: "一", body: "甲" });
    const old = night.exact(night.context.versions[0]);
    night.send("STATEMENT_SAVED", "writer", { title: "一", body: "乙" });
    expect(night.send("STATEMENT_SUBMITTED", "writer", old)).toEqual(refused);
    expect(why(night, "STATEMENT_SUBMITTED", "writer", old)).toContain("version 2 is the latest");
  });

  test("an incident holds a hundred versions, and one more when it could not go on without it", () => {
    const night = anIncident().until("drafting");
    const save = () => night.send("STATEMENT_SAVED", "writer", { title: "一", body: "甲" });
    for (let version = 1; version <= 100; version += 1) save();
    expect(save()).toEqual(refused);
    expect(why(night, "STATEMENT_SAVED")).toContain("reached the limit for this kind of entry");
    const latest = night.exact(night.context.versions.at(-1));
    night.send("STATEMENT_SUBMITTED", "writer", latest);
    night.send("STATEMENT_RETURNED", "lead", { reason: "缺时间", ...latest });
    expect(save()).toBe("accepted");
  });

  test("nobody approves their own draft", () => {
    const night = anIncident().until("drafting");
    night.draft("lead");
    expect(night.can("lead")).not.toContain("STATEMENT_APPROVED");
    expect(night.can("deputy")).toContain("STATEMENT_APPROVED");
    expect(night.approve("lead")).toEqual(refused);
    expect(why(night, "STATEMENT_APPROVED", "lead")).toContain("You drafted this version");
    expect(night.approve("deputy")).toBe("accepted");
    expect(night.phase).toBe("replying");
  });

  test("graded critical, two people approve, as lead and as superior", () => {
    const night = anIncident({ grade: "critical" }).until("approving");
    expect(receivers(night.mail("approvalAsked")[0])).toEqual(["lead", "superior"]);
    expect(night.approve("lead", "lead")).toBe("accepted");
    expect(night.phase).toBe("approving");
    expect(night.approve("lead", "superior")).toEqual(refused);
    expect(night.approve("deputy", "lead")).toEqual(refused);
    expect(night.playbook.whyNot(night.moment, "STATEMENT_APPROVED", "deputy", { role: "lead" })?.en).toContain(
      "Higher authority",
    );
    expect(night.playbook.duty(night.moment).by).toEqual(["superior"]);
    expect(night.approve("chief", "superior")).toBe("accepted");
    expect(night.phase).toBe("replying");
  });

  test.each([
    ["ordinary", 0],
    ["major", 1],
    ["critical", 1],
  ] as const)("graded %s, the superior is told of the approval %s times", (grade, times) => {
    expect(anIncident({ grade }).until("replying").mail("approvalReported")).toHaveLength(times);
  });

  test("an approval of another wording than the submitted one is refused", () => {
    const night = anIncident().until("approving");
    const first = night.exact(night.context.submitted);
    night.send("STATEMENT_RETURNED", "lead", { reason: "口径不一", ...first });
    night.draft("writer", "改过的正文");
    expect(night.send("STATEMENT_APPROVED", "lead", { role: "lead", ...first })).toEqual(refused);
    expect(night.send("STATEMENT_APPROVED", "lead", { role: "lead", ...first, version: "2" })).toEqual(refused);
    expect(why(night, "STATEMENT_APPROVED", "lead", first)).toContain("Version 2 is now submitted");
    expect(night.approve()).toBe("accepted");
  });

  test("a returned statement goes back to its author with the reason, and needs a new version", () => {
    const night = anIncident().until("approving");
    night.send("STATEMENT_RETURNED", "lead", { reason: "缺时间", ...night.exact(night.context.submitted) });
    expect(night.phase).toBe("drafting");
    expect(receivers(night.mail("statementReturned")[0])).toEqual(["writer"]);
    expect(night.send("STATEMENT_SUBMITTED", "writer", night.exact(night.context.versions[0]))).toEqual(refused);
    expect(night.playbook.duty(night.moment).what.en).toContain("returned");
  });

  test("when the grade falls while one approval is missing, what is there is enough", () => {
    const night = anIncident({ grade: "critical" }).until("approving");
    night.approve();
    night.send("GRADE_CHANGED", "lead", { grade: "major", reason: "已控制" });
    expect(night.phase).toBe("replying");
  });

  test("when the grade rises after the approval, the missing one is asked for before anything goes out", () => {
    const night = anIncident().until("replying");
    night.send("GRADE_CHANGED", "lead", { grade: "critical", reason: "有人受伤" });
    expect(night.phase).toBe("approving");
    expect(receivers(night.mail("approvalAsked").at(-1))).toEqual(["superior"]);
    night.approve("chief", "superior");
    expect(night.phase).toBe("replying");
  });
});

describe("replying", () => {
  test("publishing needs the approved wording, a channel and an address, and stops the clock", () => {
    const night = anIncident().until("replying");
    expect(night.publish({ version: "7" })).toEqual(refused);
    expect(() => night.publish({ channels: [] })).toThrow();
    expect(() => night.publish({ addresses: [] })).toThrow();
    expect(night.publish()).toBe("accepted");
    expect(night.phase).toBe("followingUp");
    expect(night.clock("reply").state).toBe("met");
    expect(night.context.replies[0]).toMatchObject({
      version: 1,
      digest: night.context.versions[0]?.digest,
      channels: ["website"],
    });
  });

  test("a holding reply stops nothing and is shown", () => {
    const night = anIncident();
    night.wind(minutes(1));
    night.send("HOLDING_REPLY_PUBLISHED", "speaker", {
      wording: "正在核实",
      channels: ["website"],
      addresses: ["https://example.test/h"],
    });
    expect(night.phase).toBe("reporting");
    expect(night.clock("reply").state).toBe("running");
    expect(night.clock("fast-report").state).toBe("running");
    expect(JSON.stringify(night.playbook.facts(night.moment))).toContain("https://example.test/h");
  });
});

describe("following up", () => {
  test("a question is answered within the approved wording", () => {
    const night = anIncident().until("followingUp");
    night.question();
    expect(receivers(night.mail("questionReceived")[0])).toEqual(["spokesperson"]);
    expect(night.send("QUESTION_ANSWERED", "speaker", { question: "2", wording: "…" })).toEqual(refused);
    expect(why(night, "QUESTION_ANSWERED", "speaker", { question: "2" })).toContain("Open questions: 1");
    expect(night.send("QUESTION_ANSWERED", "speaker", { question: "1", wording: "今晚恢复" })).toBe("accepted");
    expect(night.clock("question-1").state).toBe("met");
  });

  test("a referred question goes through consultation, draft and approval to an answer of its own", () => {
    const night = anIncident({ grade: "major" }).until("followingUp");
    night.question("赔偿吗？");
    night.send("QUESTION_REFERRED", "speaker", { question: "1", reason: "超出口径" });
    expect(night.phase).toBe("consulting");
    expect(night.decide()).toEqual(refused);
    night.confer();
    night.decide({ finding: "not-ours", whose: "供热公司" });
    expect(night.send("STATEMENT_SUBMITTED", "writer", night.exact(night.context.versions[0]))).toEqual(refused);
    night.draft("writer", "赔偿办法如下。");
    night.approve();
    night.wind(minutes(10));
    expect(night.playbook.duty(night.moment)).toMatchObject({ event: "STATEMENT_RELEASED", clock: "question-1" });
    night.publish();
    expect(night.phase).toBe("followingUp");
    expect(night.context.questions[0]).toMatchObject({ state: "answered" });
    expect(night.context.replies[1]).toMatchObject({ version: 2, questions: [1] });
    expect(night.clock("question-1").state).toBe("met");
    expect(night.clock("reply").stoppedAt).toBe(evening);
  });

  test("a question already referred is not referred twice", () => {
    const night = anIncident().until("followingUp");
    night.question();
    night.send("QUESTION_REFERRED", "speaker", { question: "1", reason: "超出口径" });
    night.until("followingUp");
    expect(night.can("speaker")).not.toContain("QUESTION_REFERRED");
    expect(why(night, "QUESTION_REFERRED")).toContain("No question is open");
  });

  test("the follow-up cannot end with an unanswered question", () => {
    const night = anIncident().until("followingUp");
    night.question();
    expect(night.send("FOLLOW_UP_ENDED", "lead", { reason: "无" })).toEqual(refused);
    expect(why(night, "FOLLOW_UP_ENDED")).toContain("Unanswered questions: 1");
  });

  test("a question that comes during the review takes it back to the follow-up", () => {
    const night = anIncident().until("reviewing");
    night.question();
    expect(night.phase).toBe("followingUp");
  });
});
