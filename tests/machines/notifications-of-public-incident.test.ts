/** What notifications say, in both languages, at the moments where a wrong word would cost most. */
import { describe, expect, test } from "@jest/globals";
import type { NotificationText } from "../../machines/playbook.ts";
import { anIncident, iso, type IncidentNight } from "./support/incident.ts";
import { evening, hours, minutes } from "./support/night.ts";
import { writeOut } from "./support/promises.ts";

function last(night: IncidentNight, type: string): NotificationText {
  const notification = night.mail(type).at(-1);
  if (!notification) throw new Error(`no ${type} was written`);
  return writeOut(night, notification);
}

describe("a notification about a deadline", () => {
  test("prints the sum and the rule, and asks for an acknowledgement", () => {
    const night = anIncident({ grade: "critical", discoveredAt: evening - minutes(40) });
    const { subject, happened, asked, dueAt } = last(night, "clockEscalation");
    expect(subject.zh).toBe("【特别重大】快报已超时（第 1 级）：热水中断，三栋宿舍楼受影响");
    expect(subject.en).toMatch(/^\[Critical\] Fast report overdue \(level 1\): /);
    expect(happened.zh).toContain("快报已超时 10 分钟");
    expect(happened.zh).toContain("加 30 分钟，截止 <zh 2026-11-22T13:50:00.000Z>。依据：快报：发现后");
    expect(happened.en).toContain("overdue by 10 minutes");
    expect(asked.zh).toContain("确认收到");
    expect(dueAt).toBe(evening - minutes(10));
  });

  test("says who acknowledged when nothing has moved since", () => {
    const night = anIncident({ discoveredAt: evening - minutes(40) });
    night.send("ESCALATION_ACKNOWLEDGED", "lead-1");
    night.wind(minutes(30));
    expect(last(night, "clockEscalation").happened.zh).toContain("«lead-1»确认收到后尚无进展");
    expect(last(night, "clockEscalation").happened.en).toContain("No progress since «lead-1» acknowledged.");
  });

  test("says so when the top of the ladder was told before", () => {
    const night = anIncident();
    night.wind(hours(1));
    expect(last(night, "clockEscalation").happened.en).toContain("Level 3 was notified before");
  });

  test("quotes the question that is due", () => {
    const night = anIncident().until("followingUp");
    night.question("赔偿吗？");
    night.wind(hours(9));
    const { subject, happened } = last(night, "clockWarning");
    expect(subject.zh).toContain("追问 1 即将到期");
    expect(happened.en).toContain("赔偿吗？");
  });
});

describe("a notification of a round", () => {
  test("speaks of the official reply as long as it is owed", () => {
    const night = anIncident().until("approving");
    expect(last(night, "approvalAsked").asked.zh).toContain("正式回复须于");
    expect(last(night, "approvalAsked").asked.en).toContain(
      "The official reply is due by <en 2026-11-23T02:00:00.000Z>.",
    );
  });

  test("speaks of the referred question afterwards", () => {
    const night = anIncident().until("followingUp");
    night.question();
    night.send("QUESTION_REFERRED", "speaker", { question: "1", reason: "超出口径" });
    night.until("approving");
    for (const type of ["consultationOpened", "decisionMade", "approvalAsked"]) {
      expect(last(night, type).asked.zh).toContain("追问 1 的答复须于");
      expect(last(night, type).asked.en).toContain("The answer to question 1 is due by");
      expect(last(night, type).dueAt).toBe(night.clock("question-1").dueAt);
    }
    night.until("followingUp");
    expect(last(night, "replyPublished").subject.en).toBe("Answer to question 1 published: 热水中断，三栋宿舍楼受影响");
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
    expect(last(night, "holdingReplyPublished").asked.zh).toMatch(
      /已承诺 .* 前再次通报。\n正式回复的时限照常计算。正式回复须于/,
    );
    const answered = anIncident().until("followingUp");
    answered.send("HOLDING_REPLY_PUBLISHED", "speaker", holding);
    expect(last(answered, "holdingReplyPublished").asked.en).toBe("For information. No action needed.");
  });
});

test("a correction says what was, what is, and which deadlines moved", () => {
  const night = anIncident({ occurredAt: evening - hours(1) });
  night.send("FACT_CORRECTED", "officer", { fact: "occurredAt", unknown: true, reason: "说法不一" });
  const { happened } = last(night, "factCorrected");
  expect(happened.zh).toBe(
    "发生时间：原为 <zh 2026-11-22T13:00:00.000Z>，更正为 不明。\n理由：说法不一\n" +
      "正式回复：原截止时间 <zh 2026-11-23T01:00:00.000Z>，现为 <zh 2026-11-23T02:00:00.000Z>",
  );
  expect(happened.en).toContain("corrected to unknown.");
});
