/** Given – when – then: limits, the ladder, and what moves a deadline. */
import { describe, expect, test } from "@jest/globals";
import { anIncident, iso } from "./support/incident.ts";
import { evening, hours, minutes, receivers } from "./support/night.ts";

describe("the fast report's clock", () => {
  test("given an incident discovered at registration, it is due 30 minutes later and warned at half", () => {
    const night = anIncident();
    expect(night.clock("fast-report")).toMatchObject({
      state: "running",
      dueAt: evening + minutes(30),
      warnAt: evening + minutes(15),
    });
    night.wind(minutes(15));
    expect(night.clock("fast-report").state).toBe("warned");
    expect(night.mail("clockWarning").map(receivers)).toEqual([["duty-officer"]]);
  });

  test("when it is sent in time, the clock is met and fires no more", () => {
    const night = anIncident();
    night.wind(minutes(20));
    night.report();
    expect(night.clock("fast-report")).toMatchObject({ state: "met", stoppedAt: evening + minutes(20) });
    night.wind(hours(2));
    expect(night.mail("clockEscalation")).toEqual([]);
  });

  test("when it is sent late, it is met late and the ladder stops", () => {
    const night = anIncident();
    night.wind(minutes(45));
    night.report();
    night.wind(hours(2));
    expect(night.clock("fast-report").state).toBe("met-late");
    expect(night.mail("clockEscalation").map((notification) => notification.at)).toEqual([
      evening + minutes(30),
      evening + minutes(40),
    ]);
  });

  test("given a late discovery, it is born overdue: missed at once, and level 1 is told at once", () => {
    const night = anIncident({ discoveredAt: evening - minutes(40) });
    expect(night.clock("fast-report")).toMatchObject({ state: "missed", level: 1 });
    expect(night.mail("clockEscalation").map(receivers)).toEqual([["duty-officer"]]);
    expect(night.mail("clockWarning")).toEqual([]);
  });
});

describe("the official reply's clock", () => {
  test("given a known time of occurrence, 12 hours run from it", () => {
    const night = anIncident({ occurredAt: evening - hours(2) });
    const clock = night.clock("reply");
    expect(clock).toMatchObject({ anchor: { at: evening - hours(2) }, limitMs: hours(12), dueAt: evening + hours(10) });
    expect(clock.anchor.what.en).toBe("occurred");
  });

  test("given an unknown time of occurrence, they run from discovery, and the page says so", () => {
    const clock = anIncident({ discoveredAt: evening - hours(1) }).clock("reply");
    expect(clock.anchor).toMatchObject({ at: evening - hours(1), what: { en: expect.stringContaining("unknown") } });
  });

  test("given an occurrence 13 hours ago, it is born overdue although the fast report is not", () => {
    const night = anIncident({ occurredAt: evening - hours(13) });
    expect(night.clock("reply").state).toBe("missed");
    expect(night.clock("fast-report").state).toBe("running");
  });

  test("it warns at three quarters", () => {
    const night = anIncident({ occurredAt: evening }).until("consulting");
    night.wind(hours(9));
    expect(night.clock("reply").state).toBe("warned");
  });

  test("it is met by the time at which the reply went out, and both times are kept", () => {
    const night = anIncident({ occurredAt: evening }).until("replying");
    night.wind(hours(12) + minutes(5));
    night.publish({ publishedAt: iso(evening + hours(12) - minutes(1)) });
    expect(night.clock("reply")).toMatchObject({ state: "met", stoppedAt: evening + hours(12) - minutes(1), level: 1 });
    expect(night.context.replies[0]).toMatchObject({ at: evening + hours(12) + minutes(5) });
  });
});

test("given it is done at the very instant at which it is due, it is on time; a stated time never lies ahead", () => {
  const night = anIncident({ occurredAt: evening }).until("replying");
  night.wind(hours(12));
  night.publish({ publishedAt: iso(evening + hours(13)) });
  expect(night.clock("reply")).toMatchObject({ state: "met", stoppedAt: evening + hours(12) });
});

describe("the ladder", () => {
  test("given nobody acknowledges, the next level is told every 10 minutes, the top again up to the set number", () => {
    const night = anIncident();
    night.wind(hours(3));
    const told = night.mail("clockEscalation");
    expect(told.map(receivers).slice(0, 4)).toEqual([["duty-officer"], ["lead"], ["superior"], ["superior"]]);
    expect(told.slice(0, 3).map((notification) => notification.at - evening)).toEqual([
      minutes(30),
      minutes(40),
      minutes(50),
    ]);
    expect(told).toHaveLength(3 + 6);
    expect(night.region("fastReportClock")).toEqual({ missed: "everybodyTold" });
  });

  test("when somebody acknowledges, it stops, who it was is recorded, and those told are told", () => {
    const night = anIncident();
    night.wind(minutes(45));
    expect(night.send("ESCALATION_ACKNOWLEDGED", "lead-1", { intention: "马上报" })).toBe("accepted");
    expect(night.clock("fast-report")).toMatchObject({ acknowledgedBy: "lead-1", level: 2 });
    expect(receivers(night.mail("escalationAcknowledged")[0])).toEqual(["duty-officer", "lead"]);
    night.wind(minutes(29));
    expect(night.mail("clockEscalation")).toHaveLength(2);
  });

  test("when nothing moves for 30 minutes after that, the same level is told again, then the next", () => {
    const night = anIncident();
    night.wind(minutes(45));
    night.send("ESCALATION_ACKNOWLEDGED", "lead-1");
    night.wind(minutes(31));
    expect(night.mail("clockEscalation").at(-1)).toMatchObject({
      at: evening + minutes(75),
      params: { level: 2, again: true, lastAcknowledgedBy: "lead-1" },
    });
    expect(night.clock("fast-report").acknowledgedBy).toBeNull();
    night.wind(minutes(10));
    expect(receivers(night.mail("clockEscalation").at(-1))).toEqual(["superior"]);
  });

  test("when the response moves after an acknowledgement, the 30 minutes run from there", () => {
    const night = anIncident({ occurredAt: evening - hours(13) });
    night.send("ESCALATION_ACKNOWLEDGED", "officer");
    night.wind(minutes(20));
    night.report();
    night.wind(minutes(29));
    expect(night.mail("clockEscalation")).toHaveLength(1);
    night.wind(minutes(2));
    expect(night.mail("clockEscalation")).toHaveLength(2);
  });

  test("given nothing is missed, there is nothing to acknowledge", () => {
    const night = anIncident();
    expect(night.send("ESCALATION_ACKNOWLEDGED", "lead-1")).toEqual({ refused: "not-acceptable" });
    expect(night.playbook.whyNot(night.moment, "ESCALATION_ACKNOWLEDGED", "lead-1")?.en).toContain(
      "nothing to acknowledge",
    );
  });

  test("when the server slept through warning and due time, one notification says missed, and the ladder goes on from then", () => {
    const night = anIncident();
    night.windAsleep(hours(26));
    expect(night.clock("fast-report")).toMatchObject({ state: "missed", level: 1 });
    expect(
      night.notifications.filter(({ params }) => (params as { clock?: { id: string } }).clock?.id === "fast-report"),
    ).toHaveLength(1);
    night.wind(minutes(10));
    expect(night.clock("fast-report").level).toBe(2);
  });
});

describe("what moves a deadline", () => {
  test("when occurrence is corrected, the reply's due time moves and the old one stays with the reason", () => {
    const night = anIncident({ occurredAt: evening - hours(1) });
    night.wind(minutes(5));
    night.send("FACT_CORRECTED", "officer", {
      fact: "occurredAt",
      instant: iso(evening - hours(4)),
      reason: "值班记录",
    });
    expect(night.clock("reply")).toMatchObject({
      dueAt: evening + hours(8),
      earlier: [{ dueAt: evening + hours(11), changedAt: evening + minutes(5), reason: "值班记录" }],
    });
    expect(night.context.corrections[0]).toMatchObject({ was: evening - hours(1), is: evening - hours(4) });
    expect(night.mail("factCorrected")[0]?.params).toMatchObject({
      moved: [{ was: evening + hours(11), is: evening + hours(8) }],
    });
  });

  test("when a correction puts the due time into the past, the clock is missed at once", () => {
    const night = anIncident({ occurredAt: evening });
    night.send("FACT_CORRECTED", "officer", { fact: "occurredAt", instant: iso(evening - hours(20)), reason: "监控" });
    expect(night.clock("reply")).toMatchObject({ state: "missed", level: 1 });
  });

  test("when a correction gives a missed clock time again, it runs again and the ladder is forgotten", () => {
    const night = anIncident({ occurredAt: evening - hours(13) });
    night.send("FACT_CORRECTED", "officer", { fact: "occurredAt", unknown: true, reason: "无法确认" });
    expect(night.clock("reply")).toMatchObject({ state: "running", level: 0, dueAt: evening + hours(12) });
    night.wind(hours(1));
    expect(
      night.mail("clockEscalation").filter(({ params }) => (params as { clock: { id: string } }).clock.id === "reply"),
    ).toHaveLength(1);
  });

  test("when a missed clock moves and stays missed, nobody is told twice and the ladder goes on", () => {
    const night = anIncident({ occurredAt: evening - hours(13) });
    night.wind(minutes(5));
    night.send("FACT_CORRECTED", "officer", { fact: "occurredAt", instant: iso(evening - hours(14)), reason: "监控" });
    const told = () =>
      night.mail("clockEscalation").filter(({ params }) => (params as { clock: { id: string } }).clock.id === "reply");
    expect(told()).toHaveLength(1);
    night.wind(minutes(5));
    expect(told()).toHaveLength(2);
  });

  test("when a fact is corrected after the reply, only the judgement changes: on time or late", () => {
    const night = anIncident({ occurredAt: evening - hours(11) }).until("replying");
    night.wind(minutes(30));
    night.publish();
    expect(night.clock("reply").state).toBe("met");
    night.send("FACT_CORRECTED", "officer", { fact: "occurredAt", instant: iso(evening - hours(13)), reason: "监控" });
    expect(night.clock("reply").state).toBe("met-late");
  });

  test("when the grade changes, each limit is the new grade's", () => {
    const policy = {
      grades: { critical: { limits: { officialReply: { within: "5 h" }, question: { within: "2 h" } } } },
    };
    const night = anIncident({ occurredAt: evening, policy });
    night.question();
    night.send("GRADE_CHANGED", "lead", { grade: "critical", reason: "有人受伤" });
    expect(night.clock("reply").dueAt).toBe(evening + hours(5));
    expect(night.clock("question-1").dueAt).toBe(evening + hours(2));
    expect(night.clock("question-1").earlier).toHaveLength(1);
  });

  test("every due time is anchor plus limit", () => {
    const night = anIncident().until("followingUp");
    night.question();
    for (const clock of night.playbook.clocks(night.moment)) expect(clock.dueAt).toBe(clock.anchor.at + clock.limitMs);
  });
});

describe("further clocks", () => {
  test("an unanswered question is due 12 hours after it was received, and climbs two levels", () => {
    const night = anIncident().until("followingUp");
    night.wind(minutes(30));
    night.send("QUESTION_RECEIVED", "speaker", { wording: "赔偿吗？", askedThrough: "晚报", receivedAt: iso(evening) });
    expect(night.clock("question-1").dueAt).toBe(evening + hours(12));
    night.wind(hours(12));
    expect(night.mail("clockWarning").at(-1)?.params).toMatchObject({ about: "赔偿吗？" });
    expect(night.clock("question-1")).toMatchObject({ state: "missed", level: 2 });
  });

  test("a liaison slip is due 24 hours after it was sent; its return stops it", () => {
    const night = anIncident();
    night.send("LIAISON_SLIP_SENT", "officer", { unit: "后勤处", request: "停机时间" });
    expect(night.clock("slip-1")).toMatchObject({ dueAt: evening + hours(24), state: "running" });
    night.wind(hours(18));
    expect(receivers(night.mail("clockWarning").at(-1))).toContain("unit-contact");
    night.send("LIAISON_SLIP_RETURNED", "contact", { slip: "1", findings: "21:40 停机" });
    expect(night.clock("slip-1").state).toBe("met");
  });

  test("a promised next update is a clock, kept by whatever is published next", () => {
    const night = anIncident();
    const holding = { wording: "正在核实", channels: ["website"], addresses: ["https://example.test/h"] };
    night.send("HOLDING_REPLY_PUBLISHED", "speaker", { ...holding, nextUpdateAt: iso(evening + hours(2)) });
    expect(night.clock("promise-1")).toMatchObject({ dueAt: evening + hours(2), state: "running" });
    expect(night.clock("reply").state).toBe("running");
    night.wind(hours(1));
    night.send("HOLDING_REPLY_PUBLISHED", "speaker", { ...holding, nextUpdateAt: iso(evening + hours(4)) });
    expect(night.clock("promise-1").state).toBe("met");
    night.wind(hours(3));
    expect(night.clock("promise-2")).toMatchObject({ state: "missed", level: 1 });
  });

  test("a date further away than a timer may wait is kept all the same", () => {
    const night = anIncident().until("consulting");
    night.confer();
    const dueAt = evening + hours(24) * 900;
    night.decide({ finding: "cannot-be-fixed-yet", reason: "缺配件", timetable: "后年换新", dueAt: iso(dueAt) });
    night.wind(hours(24) * 901);
    expect(night.clock("promise-1").state).toBe("missed");
    expect(
      night.mail("clockEscalation").find(({ params }) => (params as { clock: { id: string } }).clock.id === "promise-1")
        ?.at,
    ).toBe(dueAt);
  });

  test("a promise may get another date; the old one stays with the reason", () => {
    const night = anIncident().until("consulting");
    night.confer();
    night.decide({ finding: "at-fault", measures: ["换锅炉"], owner: "后勤处", dueAt: iso(evening + hours(48)) });
    expect(
      night.send("PROMISE_MOVED", "lead", { promise: "1", dueAt: iso(evening + hours(72)), reason: "配件未到" }),
    ).toBe("accepted");
    expect(night.clock("promise-1")).toMatchObject({
      dueAt: evening + hours(72),
      earlier: [{ dueAt: evening + hours(48), reason: "配件未到" }],
    });
    night.send("PROMISE_KEPT", "officer", { promise: "1", wording: "已换", address: "https://example.test/done" });
    expect(night.clock("promise-1").state).toBe("met");
  });
});
