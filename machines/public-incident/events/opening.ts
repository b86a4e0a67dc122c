/** The registration: four required fields, under a minute. It opens the incident. */
import { z } from "zod";
import { address, choice, line, optional, pastInstant, text } from "../../kit/fields.ts";
import { opening } from "../../kit/event.ts";
import type { Stamp } from "../../kit/stamp.ts";
import { inBoth, paragraphs } from "../../kit/sentences.ts";
import type { SayTime } from "../../playbook.ts";
import { openMainClocks, rulesOf } from "../clocks.ts";
import type { IncidentContext } from "../context.ts";
import { notification } from "../event.ts";
import { type Claims, claimsOf, sayClaims } from "../parts/claims.ts";
import { type Envelope, envelope, subjectOf } from "../parts/envelope.ts";
import { discoveredLongAgo, timesInOrder } from "../parts/times.ts";
import type { Policy } from "../policy.ts";
import { gradeHelp, grades, sourceKinds } from "../vocabulary.ts";

export const registration = opening({
  words: {
    label: { zh: "登记事件", en: "Register the incident" },
    done: { zh: "事件已登记", en: "Incident registered" },
    help: {
      zh: "先登记，后补充：一句话、来源、发现时间、级别即可。登记后，快报和正式回复的时限立即起算。",
      en: "Register first, complete later. What happened, the source, the time of discovery and the grade are enough. The deadlines for the fast report and the official reply start at once.",
    },
  },
  by: ["duty-officer", "lead"],
  form: timesInOrder(
    z.object({
      title: line({
        label: { zh: "发生了什么（一句话）", en: "What happened, in one sentence" },
        help: { zh: "只写事件本身，不写议论者。", en: "Write what happened, not who talks about it." },
      }),
      sourceKind: choice(
        {
          label: { zh: "来源", en: "Source" },
          help: { zh: "本单位得知的途径。", en: "How the organisation learned of it." },
        },
        sourceKinds,
      ),
      discoveredAt: pastInstant({
        label: { zh: "发现时间", en: "When it was discovered" },
        help: {
          zh: "本单位人员最早得知的时间。快报时限由此起算。",
          en: "When anyone in your organisation first learned of it. The fast report deadline starts here.",
        },
      }),
      grade: choice({ label: { zh: "级别", en: "Grade" }, help: gradeHelp }, grades),
      occurredAt: optional(
        pastInstant({
          label: { zh: "发生时间（已知时填写）", en: "When it occurred, if known" },
          help: {
            zh: "正式回复时限由此起算；留空则从发现时间起算。",
            en: "The official reply deadline starts here; if left empty, from discovery.",
          },
        }),
      ),
      sourceName: optional(
        line({
          label: { zh: "来源名称", en: "Name of the source" },
          help: {
            zh: "媒体、网页或热线名称。不填个人姓名或账号。",
            en: "Name of the outlet, page or hotline. Never a person’s name or account.",
          },
        }),
      ),
      link: optional(address({ label: { zh: "链接", en: "Link" } })),
      place: optional(line({ label: { zh: "地点", en: "Place" } })),
      summary: optional(
        text({
          label: { zh: "已知情况", en: "What is known" },
          help: { zh: "只写事实，不写原因，不写个人信息。", en: "Facts only: no causes, no personal data." },
        }),
      ),
    }),
  ),
  doubts: ({ discoveredAt }, at) => discoveredLongAgo(discoveredAt, at),
  // The grade is not suggested: a default that nobody looked at would be a decision that nobody made.
  prefill: (_context, at) => ({ discoveredAt: at }),
});

type Opening = z.output<typeof registration.form>;

export interface IncidentInput extends Stamp {
  readonly opening: Opening;
  readonly policy: Policy;
}

export function incidentInput(opening: Opening, policy: Policy, at: number, by: string): IncidentInput {
  return { opening, policy, at, by };
}

type Known = Pick<
  IncidentContext,
  "policy" | "title" | "source" | "place" | "summary" | "occurredAt" | "discoveredAt" | "registered" | "grade"
>;

function knownOf({ opening, policy, at, by }: IncidentInput): Known {
  return {
    policy,
    title: opening.title,
    source: { kind: opening.sourceKind, name: opening.sourceName ?? null, link: opening.link ?? null },
    place: opening.place ?? null,
    summary: opening.summary ?? null,
    occurredAt: opening.occurredAt ?? null,
    discoveredAt: opening.discoveredAt,
    registered: { at, by },
    grade: opening.grade,
  };
}

export function openIncident(input: IncidentInput): IncidentContext {
  const known = knownOf(input);
  return {
    ...known,
    assigned: null,
    fastReport: null,
    round: 1,
    consultations: [],
    superiorViews: [],
    decisions: [],
    versions: [],
    submitted: null,
    approvals: [],
    returns: [],
    replies: [],
    holdingReplies: [],
    questions: [],
    slips: [],
    promises: [],
    situationNotes: [],
    gradeAsked: null,
    gradeChanges: [],
    corrections: [],
    noteCount: 0,
    calm: null,
    reviews: [],
    closing: null,
    reopenings: [],
    progressAt: input.at,
    clocks: openMainClocks(known),
  };
}

type RegisteredNotification = Envelope & Claims & { readonly fastReportDueAt: number; readonly replyDueAt: number };

export const incidentRegistered = notification({
  label: { zh: "新登记事件", en: "New incident" },
  to: { zh: "按级别规定的人员", en: "Those whom the grade’s rules name" },
  when: { zh: "登记事件时", en: "When an incident is registered" },
  params: (context): RegisteredNotification => ({
    ...envelope(context, rulesOf(context).toldAtOnce),
    ...claimsOf(context),
    fastReportDueAt: context.clocks.fastReport.dueAt,
    replyDueAt: context.clocks.officialReply.dueAt,
  }),
  write: (params: RegisteredNotification, sayTime: SayTime) => ({
    subject: subjectOf(params, { zh: "新登记事件", en: "New incident" }),
    happened: inBoth((language) => paragraphs(params.title, params.summary, sayClaims(params, language, sayTime))),
    asked: {
      zh: `请于 ${sayTime(params.fastReportDueAt, "zh")} 前报送快报：只报事实，不谈原因。正式回复须于 ${sayTime(params.replyDueAt, "zh")} 前发布。`,
      en: `Send the fast report by ${sayTime(params.fastReportDueAt, "en")}: facts only, no causes. The official reply is due by ${sayTime(params.replyDueAt, "en")}.`,
    },
    dueAt: params.fastReportDueAt,
  }),
});
