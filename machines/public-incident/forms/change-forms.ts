/** Forms for what may change at any time, and for the end. */
import { z } from "zod";
import { choice, flag, line, text } from "../../fields.ts";
import type { EventForm } from "../../playbook.ts";
import type { IncidentContext } from "../context.ts";
import { factNames, gradeHelp, grades, trends } from "../vocabulary.ts";
import { optional, pastInstant, reason } from "./fields.ts";
import { correctionDoubts, correctionMisfit } from "./times.ts";

const escalationAcknowledged: EventForm = {
  type: "ESCALATION_ACKNOWLEDGED",
  label: { zh: "确认收到", en: "Acknowledge" },
  done: { zh: "升级提醒已确认收到", en: "Escalation acknowledged" },
  help: {
    zh: "表示您已知道，并由您推动。之后没有进展会再次提醒。",
    en: "You have seen it and see to it. If nothing moves, it is told again.",
  },
  form: z.object({ intention: optional(line({ label: { zh: "打算怎么做", en: "What you will do" } })) }),
  by: ["duty-officer", "lead", "superior", "spokesperson", "unit-contact"],
  outward: false,
};

const officerAssigned: EventForm = {
  type: "OFFICER_ASSIGNED",
  label: { zh: "指定经办人", en: "Assign the officer in charge" },
  done: { zh: "已指定经办人", en: "Officer in charge assigned" },
  help: {
    zh: "发给值班员的通知改发给经办人；超时升级时，经办人和当班值班员都会收到。",
    en: "Letters for the duty officer go to the officer in charge from now on; overdue notices go to both, the officer in charge and whoever is on duty.",
  },
  form: z.object({
    person: line({ label: { zh: "经办人", en: "Officer in charge" } }),
    note: optional(
      text({
        label: { zh: "交接说明", en: "Hand-over note" },
        help: { zh: "接手的人需要知道什么。", en: "What the one who takes over has to know." },
      }),
    ),
  }),
  by: ["duty-officer", "lead"],
  outward: false,
  somebody: {
    field: "person",
    role: "duty-officer",
    except: (context: IncidentContext) => context.assigned?.person ?? null,
    oneself: { zh: "我来经办", en: "I take it on" },
  },
};

const situationNoted: EventForm = {
  type: "SITUATION_NOTED",
  label: { zh: "记录情况变化", en: "Note the situation" },
  done: { zh: "情况已记录", en: "Situation noted" },
  help: {
    zh: "记录事情本身的变化：人员、服务、范围。加重或扩大时通知会商小组重新定级。",
    en: "How the matter itself develops: people, services, reach. Worse or wider tells the lead group and asks for the grade anew.",
  },
  form: z.object({
    trend: choice({ label: { zh: "变化", en: "How it goes" } }, trends),
    wording: text({ label: { zh: "情况", en: "In words" } }),
  }),
  by: ["duty-officer", "lead", "spokesperson", "unit-contact"],
  outward: false,
};

const gradeChanged: EventForm = {
  type: "GRADE_CHANGED",
  label: { zh: "调整级别", en: "Change the grade" },
  done: { zh: "级别已调整", en: "Grade changed" },
  help: gradeHelp,
  form: z.object({
    grade: choice(
      {
        label: { zh: "级别", en: "Grade" },
        help: {
          zh: "级别不变也可以提交，表示已重新确认。",
          en: "The same grade may be sent: it says that somebody looked again.",
        },
      },
      grades,
    ),
    reason: reason(),
  }),
  by: ["lead", "duty-officer"],
  outward: false,
  prefill: (context: IncidentContext) => ({ grade: context.grade }),
};

const timeFacts: readonly string[] = ["occurredAt", "discoveredAt"];

const factCorrected: EventForm = {
  type: "FACT_CORRECTED",
  label: { zh: "更正事实", en: "Correct a fact" },
  done: { zh: "事实已更正", en: "Fact corrected" },
  help: {
    zh: "原来的内容和原来的截止时间都保留在记录中；时限按更正后的事实重新计算。",
    en: "The old value and the old due times stay on record; deadlines are worked out anew.",
  },
  form: z
    .object({
      fact: choice({ label: { zh: "更正哪一项", en: "Which fact" } }, factNames),
      instant: optional(
        pastInstant({
          label: { zh: "正确的时间", en: "The right time" },
          help: { zh: "更正时间时填写。", en: "For a time." },
        }),
      ),
      unknown: flag({ label: { zh: "发生时间其实不明", en: "When it occurred is in fact unknown" } }),
      wording: optional(
        line({
          label: { zh: "正确的内容", en: "The right wording" },
          help: { zh: "更正文字时填写。", en: "For anything but a time." },
        }),
      ),
      reason: reason({ zh: "怎样得知原来的不对。", en: "How it became clear that it was wrong." }),
    })
    .superRefine(({ fact, instant: time, unknown, wording }, check) => {
      const isTime = timeFacts.includes(fact);
      if (isTime && time === undefined && !(fact === "occurredAt" && unknown))
        check.addIssue({ code: "custom", path: ["instant"], message: "give the right time · 请填写正确的时间" });
      if (!isTime && wording === undefined)
        check.addIssue({ code: "custom", path: ["wording"], message: "give the right wording · 请填写正确的内容" });
    }),
  by: ["duty-officer", "lead"],
  outward: false,
  misfit: correctionMisfit,
  doubts: correctionDoubts,
};

const noteAdded: EventForm = {
  type: "NOTE_ADDED",
  label: { zh: "添加记录", en: "Add a note" },
  done: { zh: "记录", en: "Note" },
  help: {
    zh: "写入时间线，只供内部查看。不写公众个人的信息。",
    en: "Goes into the timeline, internal only. Nothing about members of the public.",
  },
  form: z.object({ wording: text({ label: { zh: "内容", en: "Note" } }) }),
  by: ["duty-officer", "lead", "unit-contact", "spokesperson", "superior"],
  outward: false,
};

const calmDeclared: EventForm = {
  type: "CALM_DECLARED",
  label: { zh: "宣布平息", en: "Declare calm" },
  done: { zh: "已宣布平息", en: "Calm declared" },
  help: {
    zh: "监测到此结束。再有情况记录时，监测自动恢复。",
    en: "Ends the monitoring. Another situation note starts it again.",
  },
  form: z.object({ reason: reason() }),
  by: ["lead", "duty-officer"],
  outward: false,
};

const followUpEnded: EventForm = {
  type: "FOLLOW_UP_ENDED",
  label: { zh: "结束跟踪", en: "End the follow-up" },
  done: { zh: "跟踪已结束", en: "Follow-up ended" },
  help: {
    zh: "所有追问都已答复才能结束。之后复盘、办结。",
    en: "Only when every question is answered. The review and the closing follow.",
  },
  form: z.object({ reason: reason() }),
  by: ["lead", "spokesperson", "duty-officer"],
  outward: false,
};

const reviewRecorded: EventForm = {
  type: "REVIEW_RECORDED",
  label: { zh: "提交复盘总结", en: "Record the review" },
  done: { zh: "复盘总结已提交", en: "After-action review recorded" },
  help: {
    zh: "看流程，不追究个人：哪里做得好，哪里慢了，下次怎么改。",
    en: "About the procedure, not about persons: what went well, what was slow, what changes.",
  },
  form: z.object({
    summary: text({ label: { zh: "经过", en: "What happened" } }),
    lessons: text({ label: { zh: "经验教训", en: "What we learned" } }),
    improvements: optional(text({ label: { zh: "改进事项", en: "What we will change" } })),
  }),
  by: ["lead", "duty-officer"],
  outward: false,
};

const closing = {
  zh: "事件将结案，所有未停的时限取消。以后可以写明理由重新开启。",
  en: "The incident is closed and its running clocks are cancelled. It can be reopened with a reason.",
};

const incidentClosed: EventForm = {
  type: "INCIDENT_CLOSED",
  label: { zh: "办结", en: "Close the incident" },
  done: { zh: "事件已办结", en: "Incident closed" },
  help: {
    zh: "重大以上级别须先复盘；承诺须先兑现。",
    en: "From major upwards the review comes first; promises have to be kept before.",
  },
  form: z.object({ reason: reason() }),
  by: ["lead"],
  outward: true,
  confirm: closing,
};

const closedAsDuplicate: EventForm = {
  type: "CLOSED_AS_DUPLICATE",
  label: { zh: "作为重复事件结案", en: "Close as a duplicate" },
  done: { zh: "已作为重复事件结案", en: "Closed as a duplicate" },
  help: {
    zh: "同一件事已另行登记，且本事件尚未对外发布过内容。",
    en: "The same matter is registered already, and nothing was published under this one.",
  },
  form: z.object({
    duplicateOf: line({ label: { zh: "与哪一事件重复", en: "Which incident it duplicates" } }),
    reason: reason(),
  }),
  otherIncident: "duplicateOf",
  by: ["lead", "duty-officer"],
  outward: true,
  confirm: closing,
};

const closedAsUnfounded: EventForm = {
  type: "CLOSED_AS_UNFOUNDED",
  label: { zh: "作为不实信息结案", en: "Close as unfounded" },
  done: { zh: "已作为不实信息结案", en: "Closed as unfounded" },
  help: {
    zh: "核实后没有这件事，且不需要公开回应。需要公开说明的，请走会商和正式回复。",
    en: "It did not happen and needs no public answer. If it needs one, take it through consultation and reply.",
  },
  form: z.object({ reason: reason() }),
  by: ["lead"],
  outward: true,
  confirm: closing,
};

const reopened: EventForm = {
  type: "REOPENED",
  label: { zh: "重新开启", en: "Reopen" },
  done: { zh: "事件重新开启", en: "Incident reopened" },
  help: {
    zh: "写明理由。原来取消的时限从原来的起点继续计算。",
    en: "Say why. Clocks that were cancelled go on from their old anchors.",
  },
  form: z.object({ reason: reason() }),
  by: ["lead", "duty-officer"],
  outward: false,
};

export const changeForms: readonly EventForm[] = [
  escalationAcknowledged,
  officerAssigned,
  situationNoted,
  gradeChanged,
  factCorrected,
  noteAdded,
  calmDeclared,
  followUpEnded,
  reviewRecorded,
  incidentClosed,
  closedAsDuplicate,
  closedAsUnfounded,
  reopened,
];
