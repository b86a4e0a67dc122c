/** Forms of the first steps: fast report, consultation, the superior's view, the decision. */
import { z } from "zod";
import { choice, instant, line, lines, text } from "../../fields.ts";
import type { EventForm } from "../../playbook.ts";
import type { IncidentContext } from "../context.ts";
import * as about from "../views/about.ts";
import { drafters, findings } from "../vocabulary.ts";
import { optional, wordingHelp } from "./fields.ts";

const fastReportSent: EventForm = {
  type: "FAST_REPORT_SENT",
  label: { zh: "报送快报", en: "Send the fast report" },
  done: { zh: "快报已报送", en: "Fast report sent" },
  help: wordingHelp,
  form: z.object({
    what: text({
      label: { zh: "情况", en: "What happened" },
      help: {
        zh: "发生了什么、影响到谁和哪些服务。只写事实，不写原因。",
        en: "What happened, whom and which services it affects. Facts only, no causes.",
      },
    }),
    where: line({ label: { zh: "地点", en: "Where" } }),
    firstMeasures: text({
      label: { zh: "已采取的措施", en: "First measures" },
      help: {
        zh: "已经做了什么、正在做什么。还没有就写“正在核实”。",
        en: "What has been done and is being done. If nothing yet, write that it is being checked.",
      },
    }),
  }),
  by: ["duty-officer"],
  outward: true,
  confirm: {
    zh: "快报将立即发给带班领导；特别重大事件同时报上级。时间和来源自动附上。发出后不能撤回，可以用更正补充。",
    en: "The fast report goes to the lead at once, and for a critical incident to the superior too. Times and source are added. It cannot be taken back; corrections can follow.",
  },
  prefill: (context: IncidentContext) => ({
    what: context.summary ?? context.title,
    ...(context.place === null ? {} : { where: context.place }),
  }),
};

const consultationOpened: EventForm = {
  type: "CONSULTATION_OPENED",
  label: { zh: "发起会商", en: "Open the consultation" },
  done: { zh: "会商已发起", en: "Consultation opened" },
  help: {
    zh: "通知会商小组，写明议题和参加的岗位。",
    en: "Calls the lead group: say what it is about and which posts take part.",
  },
  form: z.object({
    participants: line({
      label: { zh: "参加会商的岗位", en: "Who takes part (posts)" },
      help: { zh: "例如：带班领导、值班员、后勤处。", en: "For instance: lead, duty officer, facilities." },
    }),
    subject: optional(line({ label: { zh: "议题", en: "Subject" } })),
  }),
  by: ["lead", "duty-officer"],
  outward: false,
  prefill: (context: IncidentContext) => ({ subject: subjectOf(context) }),
};

/** A referred question is what the next consultation is about. */
function subjectOf(context: IncidentContext): string {
  const referred = context.questions.find((question) => question.state === "referred");
  return (referred?.wording ?? context.title).split("\n")[0]?.slice(0, 200) ?? context.title;
}

const superiorViewRecorded: EventForm = {
  type: "SUPERIOR_VIEW_RECORDED",
  label: { zh: "记录上级意见", en: "Record the superior's view" },
  done: { zh: "上级意见已记录", en: "Superior's view recorded" },
  help: {
    zh: "重大以上级别，先有上级意见，才能作出决定。照原意记录。",
    en: "From major upwards no decision can be made before it. Record it as it was given.",
  },
  form: z.object({
    office: line({ label: { zh: "哪个上级机关或岗位", en: "Which office or post" } }),
    view: text({ label: { zh: "意见", en: "The view" } }),
  }),
  by: ["lead", "duty-officer", "superior"],
  outward: false,
  about: about.reported,
};

const decisionFields = z.object({
  finding: choice({ label: { zh: "结论", en: "Finding" } }, findings),
  summary: text({ label: { zh: "决定说明", en: "The decision in words" } }),
  measures: optional(
    lines({
      label: { zh: "整改措施（每行一项）", en: "Measures (one a line)" },
      help: { zh: "结论为“我方有过失”时必填。", en: "Needed when we are at fault." },
    }),
  ),
  owner: optional(
    line({
      label: { zh: "负责单位", en: "Owner" },
      help: { zh: "写单位或岗位。“我方有过失”时必填。", en: "A unit or post. Needed when we are at fault." },
    }),
  ),
  reason: optional(
    text({
      label: { zh: "暂时无法解决的原因", en: "Why it cannot be fixed yet" },
      help: { zh: "结论为“暂时无法解决”时必填。", en: "Needed when it cannot be fixed yet." },
    }),
  ),
  timetable: optional(
    text({
      label: { zh: "时间表", en: "Timetable" },
      help: {
        zh: "结论为“暂时无法解决”时必填；将作为承诺公布。",
        en: "Needed when it cannot be fixed yet; it is published as a promise.",
      },
    }),
  ),
  dueAt: optional(
    instant({
      label: { zh: "完成日期", en: "To be done by" },
      help: {
        zh: "整改或时间表的完成日期，到期提醒。前两种结论必填。",
        en: "When measures or timetable are to be done; it gets its own clock. Needed for the first two findings.",
      },
    }),
  ),
  evidence: optional(
    text({
      label: { zh: "将要出示的证据", en: "Evidence that will be shown" },
      help: { zh: "结论为“情况不属实”时必填。", en: "Needed when it is not so." },
    }),
  ),
  whose: optional(
    line({
      label: { zh: "属于谁的职责", en: "Whose it is" },
      help: { zh: "写单位。结论为“不属于我方职责”时必填。", en: "An organisation. Needed when it is not ours." },
    }),
  ),
  drafter: choice({ label: { zh: "由谁起草通稿", en: "Who drafts the statement" } }, drafters),
  dissent: optional(
    text({
      label: { zh: "不同意见", en: "Dissent" },
      help: {
        zh: "会商中有人不同意时记录，只进内部记录。",
        en: "Recorded when somebody in the consultation disagrees; internal only.",
      },
    }),
  ),
});

/** What each finding asks for. */
const asked = {
  "at-fault": ["measures", "owner", "dueAt"],
  "cannot-be-fixed-yet": ["reason", "timetable", "dueAt"],
  "not-so": ["evidence"],
  "not-ours": ["whose"],
} as const;

const decisionMade: EventForm = {
  type: "DECISION_MADE",
  label: { zh: "作出决定", en: "Make the decision" },
  done: { zh: "决定已作出", en: "Decision made" },
  help: {
    zh: "每种结论要填的内容不同，见各项说明。整改和时间表会成为对外承诺，单独计时。",
    en: "Each finding asks for something else, as the fields say. Measures and timetables become promises with their own clocks.",
  },
  form: decisionFields.superRefine((decision, check) => {
    for (const field of asked[decision.finding]) {
      if (decision[field] === undefined)
        check.addIssue({ code: "custom", path: [field], message: "needed for this finding · 此结论必填" });
    }
  }),
  by: ["lead"],
  outward: false,
  about: about.reported,
  prefill: () => ({ drafter: "spokesperson" }),
};

export const responseForms: readonly EventForm[] = [
  fastReportSent,
  consultationOpened,
  superiorViewRecorded,
  decisionMade,
];
