/** The registration: four required fields, under a minute. It opens the incident. */
import { z } from "zod";
import { address, choice, line, optional, pastInstant, text, searched } from "../../kit/fields.ts";
import { opening } from "../../kit/event.ts";
import type { Stamp } from "../../kit/stamp.ts";
import { atTime, apart, capital, incidentName, isFor } from "../../kit/phrases.ts";
import { inBoth, nothingYet, paragraphs } from "../../kit/sentences.ts";
import type { Phrasing, Recipient, Text } from "../../playbook.ts";
import { openMainClocks, rulesOf } from "../clocks.ts";
import type { IncidentContext } from "../context.ts";
import { notification } from "../event.ts";
import { type Claims, claimsOf, formatClaims } from "../parts/claims.ts";
import { aboutOf, type Envelope, envelope, subjectOf } from "../parts/envelope.ts";
import { fastReportSent, reportedTo } from "./fast-report-sent.ts";
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
      place: optional(searched(line({ label: { zh: "地点", en: "Place" } }))),
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

/** What is optional is missing in rows that an earlier version put into the outbox. */
type RegisteredNotification = Envelope &
  Claims & {
    readonly fastReportDueAt: number;
    readonly replyDueAt: number;
    readonly by?: string;
    readonly at?: number;
    /** Who will receive the fast report. */
    readonly reportTo?: readonly Recipient[];
  };

function formatRegistered(by: string | undefined, at: number | undefined, say: Phrasing): Text {
  const incident = incidentName(say);
  if (by === undefined || at === undefined)
    return { zh: `${incident.zh}已登记。`, en: `${capital(incident.en)} was registered.` };
  const [name, time] = [say.person(by), atTime(say, at)];
  return {
    zh: `${name}于 ${time.zh} 登记了${apart(incident.zh)}。`,
    en: `${capital(incident.en)} was registered by ${name} ${time.en}.`,
  };
}

/** A deadline that was past at the registration is said to be. */
function reportWhen(dueAt: number, say: Phrasing): Text {
  if (dueAt <= say.now) return { zh: "快报已超时", en: "fast report overdue" };
  const due = say.shortTime(dueAt);
  return { zh: `快报 ${due.zh} 前报送`, en: `fast report by ${due.en}` };
}

export const incidentRegistered = notification({
  label: { zh: "新登记事件", en: "New incident" },
  to: { zh: "按级别规定的人员", en: "Those whom the grade’s rules name" },
  when: { zh: "登记事件时", en: "When an incident is registered" },
  params: (context): RegisteredNotification => ({
    ...envelope(context, rulesOf(context).toldAtOnce),
    ...claimsOf(context),
    fastReportDueAt: context.clocks.fastReport.dueAt,
    replyDueAt: context.clocks.officialReply.dueAt,
    by: context.registered.by,
    at: context.registered.at,
    reportTo: reportedTo(context),
  }),
  write: (params: RegisteredNotification, say: Phrasing) => {
    const { by, at, fastReportDueAt, replyDueAt, reportTo = [] } = params;
    const [report, reply] = [say.time(fastReportDueAt), say.time(replyDueAt)];
    const isReader = isFor(say, fastReportSent.by);
    const common = {
      subject: subjectOf(params, say, { zh: "新登记事件", en: "new incident" }, reportWhen(fastReportDueAt, say)),
      happened: formatRegistered(by, at, say),
      about: aboutOf(params),
      details: inBoth((language) => paragraphs(formatClaims(params, say)[language], params.summary)),
    };
    if (isReader)
      return {
        ...common,
        asked: { zh: "报送快报，只报事实，不谈原因。", en: "send the fast report. Facts only, no causes." },
        dueAt: fastReportDueAt,
        next: {
          zh: `正式回复须于 ${reply.zh}前发布。`,
          en: `The official reply is due by ${reply.en}.`,
        },
      };
    const willRead = reportTo.some((one) => "role" in one && isFor(say, [one.role]));
    return {
      ...common,
      ...nothingYet(
        willRead ? { zh: "快报报出后将另行通知。", en: "You will receive the fast report." } : { zh: "", en: "" },
      ),
      next: {
        zh: `快报须于 ${report.zh}前报送，正式回复须于 ${reply.zh}前发布。`,
        en: `The fast report is due by ${report.en}, the official reply by ${reply.en}.`,
      },
    };
  },
});
