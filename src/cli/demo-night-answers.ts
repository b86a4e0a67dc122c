/** The second half of the night: the statement, the reply, the question that follows, the end. */
import type { NightStep } from "./demo-step.ts";
import { evening, nextDay, page, text } from "./demo-step.ts";

const firstBody = text(
  "今晚 19:50 至 20:41，成绩导出功能出现故障，少数同学的记录被他人导出。我们已关闭该功能，并致歉。",
  "Between 19:50 and 20:41 this evening our grade export was faulty and some students' records were exported by others. It is switched off. We apologise.",
);
const secondBody = text(
  "今晚 19:50 至 20:41，我校一项未经充分测试的改动，使 212 名同学的姓名、学号和成绩被其他 37 个账号导出。导出功能已关闭，改动已回退；密码和证件号未受影响。我们将在明天 14:00 前逐一书面通知受影响的同学。对此我们深表歉意。",
  "Between 19:50 and 20:41 this evening a change of ours that was not tested enough let 37 accounts export names, numbers and grades of 212 students. The export is switched off and the change rolled back; passwords and identity numbers were not affected. We will write to each person affected by 14:00 tomorrow. We are sorry.",
);
const statementTitle = text("关于成绩导出故障的说明", "About the fault in the grade export");

const replied: readonly NightStep[] = [
  {
    when: evening("22:47"),
    by: "spokesperson",
    type: "STATEMENT_SAVED",
    values: { title: statementTitle, body: firstBody },
  },
  { when: evening("22:49"), by: "spokesperson", type: "STATEMENT_SUBMITTED", values: {} },
  {
    when: evening("22:58"),
    by: "lead",
    type: "STATEMENT_RETURNED",
    values: {
      reason: text(
        "“少数”不够：写明 212 人、37 个账号、原因和补救时间。",
        "“Some” will not do: say 212 people, 37 accounts, why, and by when we write to them.",
      ),
    },
  },
  {
    when: evening("23:14"),
    by: "spokesperson",
    type: "STATEMENT_SAVED",
    values: { title: statementTitle, body: secondBody },
  },
  { when: evening("23:15"), by: "spokesperson", type: "STATEMENT_SUBMITTED", values: {} },
  { when: evening("23:22"), by: "lead", type: "STATEMENT_APPROVED", values: { role: "lead" } },
  { when: evening("23:37"), by: "superior", type: "STATEMENT_APPROVED", values: { role: "superior" } },
  {
    when: evening("23:41"),
    by: "spokesperson",
    type: "REPLY_PUBLISHED",
    values: { channels: ["website", "official-account"], addresses: [page] },
  },
];

const answerBody = text(
  "有媒体问及考试试卷是否同时泄露。核查服务器日志后确认：试卷系统与成绩导出没有连接，没有试卷被访问或下载。",
  "An outlet asked whether exam papers leaked too. The server logs show: the exam system is not connected to the grade export; no paper was opened or downloaded.",
);

const followedUp: readonly NightStep[] = [
  {
    when: nextDay("08:12"),
    by: "spokesperson",
    type: "QUESTION_RECEIVED",
    values: {
      wording: text("考试试卷是否也泄露了?", "Did exam papers leak too?"),
      askedThrough: text("城市新闻热线", "City news desk"),
    },
  },
  {
    when: nextDay("08:20"),
    by: "spokesperson",
    type: "QUESTION_REFERRED",
    values: { reason: text("已批准的口径没有提到试卷", "The approved wording does not speak of exam papers") },
  },
  {
    when: nextDay("08:35"),
    by: "lead",
    type: "CONSULTATION_OPENED",
    values: { participants: text("带班领导、发言人、信息中心", "Lead, spokesperson, IT services") },
  },
  {
    when: nextDay("09:05"),
    by: "superior",
    type: "SUPERIOR_VIEW_RECORDED",
    values: {
      office: text("上级主管部门", "Supervising authority"),
      view: text("以日志为据答复。", "Answer from the logs."),
    },
  },
  {
    when: nextDay("09:20"),
    by: "lead",
    type: "DECISION_MADE",
    values: {
      finding: "not-so",
      summary: text("试卷没有泄露。", "No exam papers leaked."),
      evidence: text(
        "试卷服务器昨晚的访问日志，第三方复核。",
        "Last night's access log of the exam server, checked by a third party.",
      ),
      drafter: "spokesperson",
    },
  },
  {
    when: nextDay("09:31"),
    by: "spokesperson",
    type: "STATEMENT_SAVED",
    values: { title: text("关于考试试卷的答复", "About the exam papers"), body: answerBody },
  },
  { when: nextDay("09:32"), by: "spokesperson", type: "STATEMENT_SUBMITTED", values: {} },
  { when: nextDay("09:40"), by: "lead", type: "STATEMENT_APPROVED", values: { role: "lead" } },
  { when: nextDay("09:58"), by: "superior", type: "STATEMENT_APPROVED", values: { role: "superior" } },
  {
    when: nextDay("10:03"),
    by: "spokesperson",
    type: "REPLY_PUBLISHED",
    values: { channels: ["website"], addresses: [`${page}#exams`] },
  },
];

const ended: readonly NightStep[] = [
  {
    when: nextDay("11:30"),
    by: "duty-officer",
    type: "SITUATION_NOTED",
    values: { trend: "better", wording: text("没有新的来电。", "No further calls.") },
  },
  {
    when: nextDay("13:20"),
    by: "duty-officer",
    type: "PROMISE_KEPT",
    values: { wording: text("212 封通知已全部发出。", "All 212 letters are out."), address: page },
  },
  {
    when: nextDay("14:10"),
    by: "lead",
    type: "CALM_DECLARED",
    values: { reason: text("影响已消除，无新情况", "The fault is mended and nothing new has come up") },
  },
  {
    when: nextDay("14:15"),
    by: "spokesperson",
    type: "FOLLOW_UP_ENDED",
    values: { reason: text("追问已全部答复", "Every question is answered") },
  },
  {
    when: nextDay("15:30"),
    by: "lead",
    type: "REVIEW_RECORDED",
    values: {
      summary: text(
        "发现后 28 分钟才登记，快报迟报 17 分钟；正式回复在时限内。",
        "Registered 28 minutes after discovery; the fast report came 17 minutes late, the official reply in time.",
      ),
      lessons: text("夜间来电应先登记、后核实。", "At night: register the call first, check it afterwards."),
      improvements: text("值班手册第一页改为“先登记”。", "Page one of the duty handbook now says: register first."),
    },
  },
  {
    when: nextDay("15:40"),
    by: "lead",
    type: "INCIDENT_CLOSED",
    values: { reason: text("处置完毕，承诺均已兑现", "Everything is done and every promise kept") },
  },
];

export const answered: readonly NightStep[] = [...replied, ...followedUp, ...ended];
