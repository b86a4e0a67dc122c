/** What notifications say, in both languages, at the moments where a wrong word would cost most. */
import { describe, expect, test } from "@jest/globals";
import type { NotificationText, Role } from "../../machines/playbook.ts";
import { anIncident, iso, type IncidentNight } from "./support/incident.ts";
import { evening, hours, minutes } from "./support/night.ts";
import { writeOut } from "./support/promises.ts";

type More = Parameters<typeof writeOut>[2];

function last(night: IncidentNight, type: string, more: More = {}): NotificationText {
  const notification = night.mail(type).at(-1);
  if (!notification) throw new Error(`no ${type} was written`);
  return writeOut(night, notification, more);
}

const as = (...roles: readonly Role[]): More => ({ reader: { id: "li", roles } });

describe("a fast report that is overdue", () => {
  const late = () => anIncident({ grade: "critical", discoveredAt: evening - minutes(40) });

  test("level 1: what was due, what to do first, and when the next level hears of it", () => {
    const { subject, happened, about, asked, next, dueAt, calculation } = last(late(), "clockEscalation");
    expect(subject).toEqual({
      zh: "#7 特别重大：快报已超时，请于 22:10 前确认",
      en: "#7 Critical: fast report overdue – acknowledge by 22:10",
    });
    expect(happened).toEqual({
      zh: "7 号事件的快报应于 21:50 前报送，至今未报。",
      en: "The fast report for incident #7 was due at 21:50 and has not been sent.",
    });
    expect(about?.en).toBe("热水中断，三栋宿舍楼受影响 · Critical");
    expect(asked).toEqual({ zh: "先确认收到，再报送快报。", en: "acknowledge, then send the fast report." });
    expect(next).toEqual({
      zh: "22:10 前无人确认的，将报第 2 级（带班领导）。",
      en: "If no one acknowledges by 22:10, level 2 (duty lead) is notified.",
    });
    expect(dueAt).toBe(evening - minutes(10));
    expect(calculation?.zh).toContain(
      "发现时间 21:20 起，加 30 分钟，截止 21:50。依据：本预案的快报时限（未另行注明依据）",
    );
  });

  test("level 2 and the highest one are for other readers, and name who was told before", () => {
    const night = late();
    night.wind(minutes(20));
    const [first, second, third] = night.mail("clockEscalation");
    const told = (person: string, params: unknown) => ({ person, params });
    const level2 = writeOut(night, second!, { earlier: [told("chen", first!.params)] });
    expect(level2.subject.en).toBe("#7 Critical: fast report overdue (level 2) – act by 22:20");
    expect(level2.happened).toEqual({
      zh: "7 号事件的快报已超时 20 分钟。第 1 级（值班员«chen»）已于 22:00 通知，至今未确认。",
      en: "The fast report for incident #7 is 20 minutes overdue. Level 1 («chen», duty officer) was notified at 22:00 and has not acknowledged.",
    });
    expect(level2.asked.zh).toBe("确认收到，并督促报送快报。");
    const earlier = [told("chen", first!.params), told("li", second!.params)];
    const level3 = writeOut(night, third!, { earlier });
    expect(level3.subject.en).toBe("#7 Critical: fast report 30 min overdue (level 3)");
    expect(level3.happened.zh).toBe("7 号事件的快报已超时 30 分钟。第 1、2 级（«chen»、«li»）均已通知，至今未确认。");
    expect(level3.asked.en).toBe("acknowledge and get in touch with the duty lead.");
    expect(level3.next).toEqual({
      zh: "本级为最高一级；无人确认的，每 10 分钟再次提醒（最多 6 次）。",
      en: "This is the highest level. The notice is repeated every 10 minutes until someone acknowledges (at most 6 times).",
    });
  });

  test("numbers and roles are those of the settings", () => {
    const ladder = {
      interval: "4 min",
      repeatMax: 1,
      levels: [{ recipients: [{ role: "spokesperson" }] }, { recipients: [{ person: "chief" }] }],
      top: { fastReport: 2 },
    };
    const night = anIncident({ policy: { ladder } });
    night.wind(minutes(60));
    const [first, second, repeated] = night.mail("clockEscalation").map((one) => writeOut(night, one));
    expect(first?.next?.en).toBe("If no one acknowledges by 22:34, level 2 («chief») is notified.");
    expect(second?.asked.zh).toBe("确认收到，并与新闻发言人联系。");
    expect(second?.next?.zh).toBe("本级为最高一级；无人确认的，每 4 分钟再次提醒（最多 1 次）。");
    expect(repeated?.next?.en).toBe("This is the highest level. There are no further reminders.");
  });

  test("a single level is the first and the highest", () => {
    const ladder = { levels: [{ recipients: [{ role: "lead" }] }], top: { fastReport: 1 } };
    const night = anIncident({ policy: { ladder } });
    night.wind(minutes(30));
    expect(last(night, "clockEscalation")).toMatchObject({
      asked: { en: "acknowledge, then send the fast report." },
      next: { en: expect.stringContaining("This is the highest level.") },
    });
  });

  test("after an acknowledgement without progress it says who and when", () => {
    const night = late();
    night.send("ESCALATION_ACKNOWLEDGED", "lead-1");
    night.wind(minutes(30));
    expect(last(night, "clockEscalation")).toMatchObject({
      subject: {
        zh: "#7 特别重大：快报仍未报送，请再次确认",
        en: "#7 Critical: still no fast report – acknowledge again",
      },
      happened: {
        zh: "«lead-1»于 22:00 确认收到，快报至今仍未报送。",
        en: "«lead-1» acknowledged at 22:00; the fast report has still not been sent.",
      },
    });
  });

  test("an acknowledgement says which level hears of it again, and when", () => {
    const night = late();
    night.send("ESCALATION_ACKNOWLEDGED", "lead-1", { intention: "马上报" });
    expect(last(night, "escalationAcknowledged")).toMatchObject({
      subject: { en: "#7 Fast report: acknowledged by «lead-1» – 22:00" },
      details: { zh: "打算：马上报" },
      asked: {
        zh: "无需处理。22:30 前仍无进展的，将再次提醒第 1 级。",
        en: "No action needed. If there is no progress by 22:30, level 1 is notified again.",
      },
      isAsked: false,
    });
  });

  test("an acknowledgement by somebody with a long name still says when, in one line", () => {
    const night = late();
    night.send("ESCALATION_ACKNOWLEDGED", "somebody-with-a-name-that-is-rather-long");
    const { subject } = last(night, "escalationAcknowledged");
    expect(subject.en).toMatch(/^#7 Fast report: acknowledged by «somebody-with.*… – 22:00$/);
    expect(subject.zh).toMatch(/^#7 快报：.*，22:00$/);
    expect(subject.en.length).toBe(60);
  });
});

describe("a warning", () => {
  test("says how much time is left when it leaves, not when it was asked for", () => {
    const night = anIncident({ grade: "critical" });
    night.wind(minutes(15));
    expect(last(night, "clockWarning").subject.zh).toBe("#7 特别重大：快报 22:30 截止，剩 15 分钟");
    const later = (ms: number) => last(night, "clockWarning", { now: evening + minutes(15) + ms });
    expect(later(minutes(9)).happened.en).toBe("The fast report for incident #7 is due at 22:30, in 6 minutes.");
    expect(later(minutes(20)).subject.en).toBe("#7 Critical: fast report due 22:30 – now overdue");
    expect(later(minutes(20)).happened.en).toContain("was due at 22:30 and has not been sent.");
    // The day on which it leaves decides whether the time needs a date.
    expect(later(hours(24)).subject.zh).toContain("快报 11月22日 22:30 截止");
    expect(later(hours(24)).subject.en).toContain("due 22 Nov, 22:30");
  });

  test("of a question says who asked and quotes it", () => {
    const night = anIncident().until("followingUp");
    night.question("赔偿吗？");
    night.wind(hours(9));
    expect(last(night, "clockWarning")).toMatchObject({
      subject: { zh: "#7 追问 1：10:00 前答复，剩 3 小时", en: "#7 Question 1: answer due 10:00 – 3 h left" },
      happened: {
        zh: "追问 1（晚报）须于 10:00 前答复，还剩 3 小时。",
        en: "Question 1 (晚报) is due to be answered at 10:00, in 3 hours.",
      },
      details: { en: "赔偿吗？" },
    });
  });
});

describe("whoever need not act is told so", () => {
  test("a new incident: the duty officer reports, the lead waits for the report", () => {
    const night = anIncident({ grade: "critical" });
    const officer = last(night, "incidentRegistered", as("duty-officer"));
    expect(officer).toMatchObject({
      subject: { en: "#7 Critical: new incident – fast report by 22:30" },
      happened: { en: "Incident #7 was registered by «officer» at 22:00." },
      asked: { en: "send the fast report. Facts only, no causes." },
      dueAt: evening + minutes(30),
    });
    const lead = last(night, "incidentRegistered", as("lead"));
    expect(lead).toMatchObject({
      asked: { zh: "暂无需办理，快报报出后将另行通知。", en: "No action yet. You will receive the fast report." },
      isAsked: false,
      dueAt: null,
    });
    expect(last(night, "incidentRegistered", as("auditor")).asked.en).toBe("No action yet.");
    // In two roles, or in others' place, somebody has to act.
    expect(last(night, "incidentRegistered", as("lead", "duty-officer")).dueAt).not.toBeNull();
    expect(last(night, "incidentRegistered").dueAt).not.toBeNull();
  });

  test("a decision: the drafter drafts, the lead hears when to approve", () => {
    const night = anIncident().until("drafting");
    expect(last(night, "decisionMade", as("spokesperson")).asked.en).toContain("draft the statement.");
    expect(last(night, "decisionMade", as("lead")).asked.en).toBe(
      "No action yet. You will be notified when the statement needs your approval.",
    );
  });

  test("an officer in charge: the one before has it no longer", () => {
    const night = anIncident();
    night.send("OFFICER_ASSIGNED", "officer", { person: "officer" });
    night.send("OFFICER_ASSIGNED", "lead-1", { person: "other" });
    expect(last(night, "officerAssigned", { reader: { id: "officer", roles: ["duty-officer"] } }).isAsked).toBe(false);
    expect(last(night, "officerAssigned", { reader: { id: "other", roles: ["duty-officer"] } }).asked.en).toBe(
      "handle the incident. Notifications for the duty officer now go to «other».",
    );
  });
});

describe("a notification of a round", () => {
  test("speaks of the official reply as long as it is owed", () => {
    const night = anIncident({ grade: "critical" }).until("approving");
    expect(last(night, "approvalAsked")).toMatchObject({
      subject: {
        zh: "#7 特别重大：请审批通稿第 1 版，11月23日 10:00 前须发布",
        en: "#7 Critical: approve statement v1 – reply due 23 Nov, 10:00",
      },
      happened: { en: "«writer» submitted version 1 of the statement for approval." },
      dueNote: { en: "when the official reply is due" },
      next: { en: "Still needed: duty lead, higher authority. Each approval must come from a different person." },
      attached: { zh: expect.stringMatching(/^—— 第 1 版，校验码 [0-9a-f]{12} ——\n关于热水的说明\n/) },
    });
  });

  test("speaks of the referred question afterwards", () => {
    const night = anIncident().until("followingUp");
    night.question();
    night.send("QUESTION_REFERRED", "speaker", { question: "1", reason: "超出口径" });
    night.until("approving");
    for (const type of ["consultationOpened", "decisionMade", "approvalAsked"]) {
      const { subject, dueAt, dueNote } = last(night, type);
      expect(subject.en).toContain("answer due 23 Nov, 10:00");
      expect(dueNote?.zh).toBe("届时须发布追问 1 的答复");
      expect(dueAt).toBe(night.clock("question-1").dueAt);
    }
    night.until("followingUp");
    expect(last(night, "replyPublished").subject.en).toBe("#7 Answer to question 1 published");
  });
});

describe("a notification about what went out", () => {
  test.each([
    [hours(1), "（按时）", "(on time)"],
    [hours(13), "（超时）", "(late)"],
  ])("says whether the reply was on time: after %d ms", (after, zh, en) => {
    const night = anIncident().until("replying");
    night.wind(after);
    night.publish();
    expect(last(night, "replyPublished").happened.zh).toContain(zh);
    expect(last(night, "replyPublished").happened.en).toContain(en);
  });

  test("says that a holding reply stops no clock, and what it promised", () => {
    const night = anIncident();
    const holding = { wording: "正在核实", channels: ["website"], addresses: ["https://example.test/h"] };
    night.send("HOLDING_REPLY_PUBLISHED", "speaker", { ...holding, nextUpdateAt: iso(evening + hours(2)) });
    expect(last(night, "holdingReplyPublished").next?.zh).toBe(
      "已承诺 2026-11-23 00:00（北京时间）前再次通报。\n时限照常计算：正式回复须于 2026-11-23 10:00（北京时间）前发布。",
    );
    const answered = anIncident().until("followingUp");
    answered.send("HOLDING_REPLY_PUBLISHED", "speaker", holding);
    expect(last(answered, "holdingReplyPublished")).toMatchObject({
      asked: { en: "No action needed." },
      next: { en: "" },
    });
  });
});

test("a correction says what was, what is, and which deadlines moved", () => {
  const night = anIncident({ occurredAt: evening - hours(1) });
  night.send("FACT_CORRECTED", "officer", { fact: "occurredAt", unknown: true, reason: "说法不一" });
  const { happened, details } = last(night, "factCorrected");
  expect(happened.zh).toBe("«officer»于 22:00 更正了 7 号事件的发生时间。");
  expect(details?.zh).toBe(
    "原为：2026-11-22 21:00（北京时间）\n更正为：不明\n理由：说法不一\n" +
      "正式回复：原截止时间 2026-11-23 09:00（北京时间），现为 2026-11-23 10:00（北京时间）",
  );
  expect(details?.en).toContain("Corrected to: unknown");
});

describe("a closing says how, by whom, and what became of the deadlines", () => {
  test("handled", () => {
    const night = anIncident();
    night.wind(minutes(47));
    night.until("closed");
    const { subject, details } = last(night, "incidentClosed");
    expect(subject).toEqual({ zh: "#7 已办结（«lead»，22:47）", en: "#7 Closed by «lead», 22:47" });
    expect(details?.en).toContain("Fast report: met late (17 min). Official reply: met.");
  });

  test("as a duplicate, as unfounded", () => {
    const twice = anIncident();
    twice.send("CLOSED_AS_DUPLICATE", "lead", { duplicateOf: "5", reason: "同一件事" });
    expect(last(twice, "incidentClosed").subject).toEqual({
      zh: "#7 按 #5 的重复事件办结",
      en: "#7 Closed as duplicate of #5",
    });
    const nothing = anIncident();
    nothing.send("CLOSED_AS_UNFOUNDED", "lead", { reason: "查无此事" });
    expect(last(nothing, "incidentClosed").subject.en).toBe("#7 Closed as unfounded by «lead»");
  });
});
