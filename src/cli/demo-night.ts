/** The night that `answerable demo` plays, as data: who does what, when, in both languages. Times are the organisation's. */
import { answered } from "./demo-night-answers.ts";
import type { NightStep } from "./demo-step.ts";
import { evening, nextDay, page, text } from "./demo-step.ts";

export const nightPlaybook = "public-incident";

const registered: readonly NightStep[] = [
  {
    when: evening("20:33"),
    by: "duty-officer",
    type: null,
    values: {
      title: text("成绩导出页面显示了他人的记录", "The grade export shows other people's records"),
      sourceKind: "media",
      sourceName: text("城市新闻热线", "City news desk"),
      discoveredAt: evening("20:05"),
      occurredAt: evening("19:50"),
      grade: "critical",
      place: text("教务系统", "Student records system"),
      summary: text(
        "媒体来电询问：登录后导出成绩，文件里有其他学生的姓名和成绩。已在测试账号上重现。",
        "An outlet called: an export made after signing in contains names and grades of other students. Reproduced with a test account.",
      ),
    },
  },
  {
    when: evening("20:48"),
    by: "lead",
    type: "ESCALATION_ACKNOWLEDGED",
    values: {
      intention: text("我来协调，五分钟内报出快报", "I take it; the fast report goes out within five minutes"),
    },
  },
  {
    when: evening("20:52"),
    by: "duty-officer",
    type: "FAST_REPORT_SENT",
    values: {
      what: text(
        "19:50 起，成绩导出文件混有他人记录，涉及全体在校生可见的导出功能。影响人数正在核实。",
        "Since 19:50 grade exports contain other people's records. The export is open to all students; how many are affected is being checked.",
      ),
      where: text("教务系统", "Student records system"),
      firstMeasures: text(
        "20:41 已关闭导出功能，日志已封存。",
        "The export was switched off at 20:41; the logs are secured.",
      ),
    },
  },
];

const consulted: readonly NightStep[] = [
  {
    when: evening("21:02"),
    by: "lead",
    type: "CONSULTATION_OPENED",
    values: {
      participants: text("带班领导、值班员、发言人、信息中心", "Lead, duty officer, spokesperson, IT services"),
    },
  },
  {
    when: evening("21:08"),
    by: "duty-officer",
    type: "LIAISON_SLIP_SENT",
    values: {
      unit: text("信息中心", "IT services"),
      request: text(
        "请核实：多少人的记录被导出、被谁下载、原因是什么。",
        "Please check how many people's records were exported, by how many accounts, and why.",
      ),
    },
  },
  {
    when: evening("21:20"),
    by: "spokesperson",
    type: "HOLDING_REPLY_PUBLISHED",
    values: {
      wording: text(
        "我校成绩导出功能今晚出现故障，已于 20:41 关闭。我们正在核实影响范围，今晚零点前再次通报。",
        "Our grade export was faulty this evening and was switched off at 20:41. We are checking who is affected and will say more before midnight.",
      ),
      channels: ["website"],
      addresses: [page],
      nextUpdateAt: nextDay("00:00"),
    },
  },
  {
    when: evening("21:34"),
    by: "duty-officer",
    type: "SITUATION_NOTED",
    values: {
      trend: "wider",
      wording: text(
        "又有两家媒体来电；确认 212 人的记录被导出。",
        "Two more outlets called; 212 people's records are confirmed to have been exported.",
      ),
    },
  },
  {
    when: evening("21:41"),
    by: "lead",
    type: "GRADE_CHANGED",
    values: { grade: "critical", reason: text("已重新确认：维持特别重大", "Looked at again: it stays critical") },
  },
  {
    when: evening("22:06"),
    by: "unit-contact",
    type: "LIAISON_SLIP_RETURNED",
    values: {
      findings: text(
        "212 人的姓名、学号、成绩被 37 个账号导出；原因是今天 19:50 上线的缓存改动。没有密码和证件号。",
        "Names, numbers and grades of 212 people were exported by 37 accounts. The cause is a cache change released at 19:50 today. No passwords or identity numbers.",
      ),
      measures: text("改动已回退。", "The change has been rolled back."),
    },
  },
  {
    when: evening("22:18"),
    by: "superior",
    type: "SUPERIOR_VIEW_RECORDED",
    values: {
      office: text("上级主管部门值班室", "Duty office of the supervising authority"),
      view: text(
        "同意如实公布人数和原因，逐一通知受影响的人。",
        "Publish number and cause as they are, and tell each person affected.",
      ),
    },
  },
  {
    when: evening("22:31"),
    by: "lead",
    type: "DECISION_MADE",
    values: {
      finding: "at-fault",
      summary: text(
        "我校改动上线前没有测试多人同时导出，负有责任。",
        "Our change was released without a test of simultaneous exports. We are at fault.",
      ),
      measures: [
        text("逐一书面通知 212 名受影响的人", "Write to each of the 212 people affected"),
        text("导出功能经独立测试后才重新开放", "Open the export again only after an independent test"),
      ],
      owner: text("信息中心", "IT services"),
      dueAt: nextDay("14:00"),
      drafter: "spokesperson",
    },
  },
];

export const night: readonly NightStep[] = [...registered, ...consulted, ...answered];
