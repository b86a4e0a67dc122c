/** One whole critical night, from a late registration to the closing and once more beyond it. */
import { iso, type IncidentNight } from "../support/incident.ts";
import { hours, minutes } from "../support/night.ts";

const published = { channels: ["website", "official-account"], addresses: ["https://example.test/statements/1"] };

export function tellTheNight(night: IncidentNight): void {
  reportLate(night);
  conferAndDecide(night);
  draftAndApprove(night);
  publishAndFollowUp(night);
  answerTheReferredQuestion(night);
  reviewAndClose(night);
  reopenOnce(night);
}

function reportLate(night: IncidentNight): void {
  night.wind(minutes(12));
  night.send("ESCALATION_ACKNOWLEDGED", "lead-1", { intention: "马上报快报" });
  night.send("NOTE_ADDED", "officer", { wording: "值班电话打通了。" });
  night.send("OFFICER_ASSIGNED", "officer", { person: "officer" });
  night.wind(minutes(33));
  night.report();
  night.send("LIAISON_SLIP_SENT", "officer", { unit: "后勤处", request: "停机时间和原因" });
  night.wind(minutes(10));
}

function conferAndDecide(night: IncidentNight): void {
  night.send("CONSULTATION_OPENED", "lead-1", { participants: "带班领导、值班员、后勤处", subject: "热水中断" });
  night.send("DECISION_MADE", "lead-1", {
    finding: "not-so",
    summary: "过早",
    evidence: "无",
    drafter: "spokesperson",
  });
  night.wind(minutes(5));
  night.send("SUPERIOR_VIEW_RECORDED", "officer", { office: "主管部门值班室", view: "先安置老人和病人。" });
  night.send("HOLDING_REPLY_PUBLISHED", "speaker-1", {
    ...published,
    wording: "东区热水中断，正在抢修。",
    nextUpdateAt: iso(night.at + hours(2)),
  });
  night.send("SITUATION_NOTED", "officer", { trend: "wider", wording: "又有两栋楼停热水。" });
  night.send("GRADE_CHANGED", "lead-1", { grade: "critical", reason: "已是最高级别，维持。" });
  night.wind(hours(1) + minutes(40));
  night.send("LIAISON_SLIP_RETURNED", "contact-1", {
    slip: "1",
    findings: "20:10 停机，阀门损坏。",
    measures: "更换阀门",
  });
  night.send("FACT_CORRECTED", "officer", {
    fact: "occurredAt",
    instant: iso(Date.parse("2026-11-22T12:10:00Z")),
    reason: "后勤处反馈",
  });
  const measures = { measures: ["更换阀门", "补偿受影响住户"], owner: "后勤处", dueAt: iso(night.at + hours(72)) };
  night.send("DECISION_MADE", "lead-1", {
    finding: "at-fault",
    summary: "维护不到位",
    ...measures,
    drafter: "spokesperson",
    dissent: "应先说明原因",
  });
}

function draftAndApprove(night: IncidentNight): void {
  night.wind(minutes(30));
  night.draft("speaker-1", "东区热水中断，我们正在抢修。");
  night.send("STATEMENT_APPROVED", "speaker-1", { role: "lead", ...night.exact(night.context.submitted) });
  night.send("STATEMENT_RETURNED", "lead-1", { reason: "没有写明完成时间", ...night.exact(night.context.submitted) });
  night.draft("speaker-1", "东区热水中断，三天内更换阀门，并补偿受影响住户。");
  night.approve("lead-1", "lead");
  night.wind(minutes(15));
  night.approve("chief-1", "superior");
}

function publishAndFollowUp(night: IncidentNight): void {
  night.wind(hours(5) + minutes(40));
  night.send("OFFICER_ASSIGNED", "lead-1", { person: "officer-2", note: "交班：回复待发布。" });
  night.publish(published);
  night.question("补偿多少？");
  night.question("以后怎样预防？");
  night.send("QUESTION_ANSWERED", "speaker-1", {
    question: "2",
    wording: "每季度检修一次。",
    address: "https://example.test/statements/1#2",
  });
  night.wind(hours(10));
  night.send("QUESTION_REFERRED", "speaker-1", { question: "1", reason: "通稿没有写金额" });
}

function answerTheReferredQuestion(night: IncidentNight): void {
  night.confer();
  night.send("DECISION_MADE", "lead-1", {
    finding: "not-ours",
    summary: "按合同由供热公司补偿",
    whose: "供热公司",
    drafter: "duty-officer",
  });
  night.draft("officer", "补偿由供热公司按合同支付，每户五十元。");
  night.wind(hours(3));
  night.send("ESCALATION_ACKNOWLEDGED", "speaker-1");
  night.approve("lead-1", "lead");
  night.approve("chief-1", "superior");
  night.publish({ channels: ["website"], addresses: ["https://example.test/statements/2"] });
}

function reviewAndClose(night: IncidentNight): void {
  night.send("SITUATION_NOTED", "officer", { trend: "better", wording: "热水恢复。" });
  night.send("CALM_DECLARED", "lead-1", { reason: "热水恢复，无新追问" });
  night.send("FOLLOW_UP_ENDED", "lead-1", { reason: "追问都已答复" });
  night.send("INCIDENT_CLOSED", "lead-1", { reason: "过早" });
  night.send("REVIEW_RECORDED", "lead-1", {
    summary: "登记晚了三十五分钟。",
    lessons: "先登记，后核实。",
    improvements: "夜间电话直达值班员。",
  });
  night.wind(hours(60));
  night.send("PROMISE_MOVED", "lead-1", { promise: "2", dueAt: iso(night.at + hours(24)), reason: "阀门晚到一天" });
  night.wind(hours(20));
  night.send("PROMISE_KEPT", "officer", {
    promise: "2",
    wording: "阀门已换。",
    address: "https://example.test/statements/3",
  });
  night.send("INCIDENT_CLOSED", "lead-1", { reason: "已办结" });
}

function reopenOnce(night: IncidentNight): void {
  night.wind(hours(24));
  night.send("REOPENED", "lead-1", { reason: "又有追问" });
  night.question("春节期间有人值守吗？");
  night.send("QUESTION_ANSWERED", "speaker-1", { question: "3", wording: "有，二十四小时。" });
  night.send("FOLLOW_UP_ENDED", "lead-1", { reason: "已答复" });
  night.review();
  night.send("INCIDENT_CLOSED", "lead-1", { reason: "已办结" });
}
