/** What the consultation found, and what is done about it. */
import { withReplyDeadline, type WithReplyDeadline } from "../parts/envelope.ts";
import { z } from "zod";
import { choice, instant, line, lines, optional, text } from "../../kit/fields.ts";
import { atTime, apart, incidentName, isFor } from "../../kit/phrases.ts";
import { joined } from "../../kit/text-ref.ts";
import { inBoth, lastOf, nothingYet, paragraphs } from "../../kit/sentences.ts";
import type { Language, Phrasing, Text } from "../../playbook.ts";
import { rulesOf } from "../clocks.ts";
import type { Change, IncidentContext } from "../context.ts";
import type { Decision } from "../record.ts";
import { event } from "../event.ts";
import { aboutOf, dueOf, type Envelope, envelope, formatTarget, subjectOf, targetWhen } from "../parts/envelope.ts";
import { makePromise } from "../parts/items.ts";
import { isConsultationOpen, hasHigherAuthorityView } from "../context-queries.ts";
import { type Approver, drafters, findings, wordFor } from "../vocabulary.ts";
import * as about from "../views/about.ts";

const decisionFields = z.object({
  finding: choice({ label: { zh: "结论", en: "Finding" } }, findings),
  summary: text({ label: { zh: "决定说明", en: "Explanation" } }),
  measures: optional(
    lines({
      label: { zh: "整改措施（每行一项）", en: "Measures (one per line)" },
      help: { zh: "结论为“本单位有过失”时必填。", en: "Required for “We are at fault”." },
    }),
  ),
  owner: optional(
    line({
      label: { zh: "负责单位", en: "Responsible unit" },
      help: { zh: "填写单位或岗位。“本单位有过失”时必填。", en: "A unit or post. Required for “We are at fault”." },
    }),
  ),
  reason: optional(
    text({
      label: { zh: "暂时无法解决的原因", en: "Why it cannot be fixed yet" },
      help: { zh: "结论为“暂时无法解决”时必填。", en: "Required for “It cannot be fixed yet”." },
    }),
  ),
  timetable: optional(
    text({
      label: { zh: "时间表", en: "Timetable" },
      help: {
        zh: "结论为“暂时无法解决”时必填；将作为承诺公布。",
        en: "Required for “It cannot be fixed yet”; it is published as a promise.",
      },
    }),
  ),
  dueAt: optional(
    instant({
      label: { zh: "完成日期", en: "Completion date" },
      help: {
        zh: "整改或时间表的完成时限，到期提醒。前两种结论必填。",
        en: "The completion date of the measures or timetable. It has its own deadline. Required for the first two findings.",
      },
    }),
  ),
  evidence: optional(
    text({
      label: { zh: "将要出示的证据", en: "Evidence that will be shown" },
      help: { zh: "结论为“情况不属实”时必填。", en: "Required for “Not true”." },
    }),
  ),
  whose: optional(
    line({
      label: { zh: "责任主体", en: "Responsible organisation" },
      help: {
        zh: "填写单位名称。结论为“不属于本单位职责”时必填。",
        en: "Name the organisation. Required for “Not our responsibility”.",
      },
    }),
  ),
  drafter: choice({ label: { zh: "起草人", en: "Drafter of the statement" } }, drafters),
  dissent: optional(
    text({
      label: { zh: "不同意见", en: "Dissent" },
      help: {
        zh: "记录会商中的不同意见，仅限内部。",
        en: "Disagreement within the consultation; internal only.",
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

/** Measures and timetables are promises: each gets its own clock. */
function promiseOf(context: IncidentContext, decision: Decision): Change {
  const { finding, dueAt } = decision;
  if (dueAt === null || (finding !== "at-fault" && finding !== "cannot-be-fixed-yet")) return {};
  const atFault = finding === "at-fault";
  const wording = atFault ? joined(decision.measures, "\n") : (decision.timetable ?? decision.summary);
  return makePromise(context, decision, {
    kind: atFault ? "measures" : "timetable",
    wording,
    owner: decision.owner,
    dueAt,
  });
}

type DecisionNotification = Envelope &
  WithReplyDeadline & {
    readonly decision: Decision;
    /** Whose approval the statement will need; missing in rows of an earlier version. */
    readonly approvers?: readonly Approver[];
  };

const formatDecision = (decision: Decision, say: Phrasing): Text =>
  inBoth((language) => decisionLines(decision, language, say));

/** What the finding asks for, one line each. */
function decisionLines(decision: Decision, language: Language, say: Phrasing): string {
  const due = decision.dueAt === null ? null : say.time(decision.dueAt)[language];
  const zh = language === "zh";
  const lineOf = (label: string, value: string | null): string | null =>
    value === null || value === "" ? null : `${label}${zh ? "：" : ": "}${value}`;
  return paragraphs(
    lineOf(zh ? "结论" : "Finding", wordFor(findings, decision.finding)[language]),
    lineOf(zh ? "说明" : "Explanation", decision.summary),
    lineOf(zh ? "整改措施" : "Measures", decision.measures.join(zh ? "；" : "; ")),
    lineOf(zh ? "负责单位" : "Responsible unit", decision.owner),
    lineOf(zh ? "原因" : "Reason", decision.reason),
    lineOf(zh ? "时间表" : "Timetable", decision.timetable),
    lineOf(zh ? "完成日期" : "Completion date", due),
    lineOf(zh ? "将出示的证据" : "Evidence to be shown", decision.evidence),
    lineOf(zh ? "责任主体" : "Responsible organisation", decision.whose),
    lineOf(zh ? "不同意见" : "Dissent", decision.dissent),
  );
}

export const decisionMade = event("DECISION_MADE", {
  words: {
    label: { zh: "作出决定", en: "Make the decision" },
    done: { zh: "决定已作出", en: "Decision made" },
    help: {
      zh: "必填项因结论而异，见各项说明。整改措施和时间表即为对外承诺，单独计时。",
      en: "Required fields depend on the finding. Measures and timetables become promises, each with its own deadline.",
    },
  },
  by: ["lead"],
  asks: { field: "finding", by: asked },
  form: decisionFields.superRefine((decision, check) => {
    for (const field of asked[decision.finding]) {
      if (decision[field] === undefined)
        check.addIssue({ code: "custom", path: [field], message: "Required for this finding. · 此结论必填。" });
    }
  }),
  about: about.reported,
  prefill: () => ({ drafter: "spokesperson" }),
  refuse: (context) => {
    if (!isConsultationOpen(context))
      return {
        zh: "本轮会商尚未发起，请先发起会商。",
        en: "The consultation has not started. Start it first.",
      };
    if (!hasHigherAuthorityView(context))
      return {
        zh: "该级别须先记录上级意见，方可作出决定。",
        en: "This grade requires the higher authority’s view before a decision. Record it first.",
      };
    return null;
  },
  record: (context, sent) => {
    const decision: Decision = {
      at: sent.at,
      by: sent.by,
      round: context.round,
      finding: sent.finding,
      summary: sent.summary,
      measures: sent.measures ?? [],
      owner: sent.owner ?? null,
      dueAt: sent.dueAt ?? null,
      reason: sent.reason ?? null,
      timetable: sent.timetable ?? null,
      evidence: sent.evidence ?? null,
      whose: sent.whose ?? null,
      drafter: sent.drafter,
      dissent: sent.dissent ?? null,
    };
    return { decisions: [...context.decisions, decision], progressAt: sent.at, ...promiseOf(context, decision) };
  },
  notify: {
    decisionMade: {
      label: { zh: "会商决定", en: "Decision" },
      to: { zh: "起草人和带班领导", en: "The drafter and the duty lead" },
      when: { zh: "会商作出决定时", en: "When the decision is made" },
      params: (context): DecisionNotification => {
        const decision = lastOf(context.decisions);
        return {
          ...envelope(context, [{ role: decision.drafter }, { role: "lead" }]),
          ...withReplyDeadline(context),
          decision,
          approvers: rulesOf(context).approvals,
        };
      },
      write: (params: DecisionNotification, say: Phrasing) => {
        const { decision, target, approvers = [] } = params;
        const [name, time, incident] = [say.person(decision.by), atTime(say, decision.at), incidentName(say)];
        const isDrafter = isFor(say, [decision.drafter]);
        const common = {
          subject: subjectOf(
            params,
            say,
            isDrafter
              ? { zh: "已作决定，请起草通稿", en: "decided, draft the statement" }
              : { zh: "会商已作决定", en: "decision made" },
            targetWhen(target, say),
          ),
          happened: {
            zh: `${name}于 ${time.zh} 作出${apart(incident.zh)}的会商决定。`,
            en: `${name} made the decision on ${incident.en} ${time.en}.`,
          },
          about: aboutOf(params),
          details: formatDecision(decision, say),
        };
        if (isDrafter)
          return {
            ...common,
            asked: {
              zh: "起草通稿：事实要快，原因要慎，口径要一。",
              en: "draft the statement. Facts fast, causes with care, one wording.",
            },
            ...dueOf(target),
          };
        const approves = isFor(say, approvers);
        return {
          ...common,
          ...nothingYet(
            approves
              ? { zh: "通稿送审后将另行通知。", en: "You will be notified when the statement needs your approval." }
              : { zh: "", en: "" },
          ),
          next: formatTarget(target, say),
        };
      },
    },
  },
});
