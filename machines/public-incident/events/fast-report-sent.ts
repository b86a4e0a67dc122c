/** The first word upwards: facts, fast. */
import { z } from "zod";
import { line, text, searched } from "../../kit/fields.ts";
import { atTime, apart, incidentName, isFor } from "../../kit/phrases.ts";
import { inBoth, nothingYet, paragraphs } from "../../kit/sentences.ts";
import type { Language, Phrasing, Recipient, Text } from "../../playbook.ts";
import { rulesOf, stopMain } from "../clocks.ts";
import type { IncidentContext } from "../context.ts";
import type { FastReport } from "../record.ts";
import { event } from "../event.ts";
import { type Claims, claimsOf, formatClaims } from "../parts/claims.ts";
import { aboutOf, dueOf, type Envelope, envelope, formatTarget, subjectOf, targetWhen } from "../parts/envelope.ts";
import { wordingHelp } from "../parts/fields.ts";
import { consultationOpened } from "./consultation-opened.ts";

type FastReportNotification = Envelope &
  Claims & { readonly report: FastReport | null; readonly replyDueAt: number; readonly superiorViewNeeded: boolean };

function formatReport(report: FastReport | null, language: Language): string {
  if (!report) return "";
  return language === "zh"
    ? paragraphs(`情况：${report.what}`, `地点：${report.where}`, `已采取的措施：${report.firstMeasures}`)
    : paragraphs(`What: ${report.what}`, `Where: ${report.where}`, `First measures: ${report.firstMeasures}`);
}

/** The duty lead, and where the grade says so the higher authority. */
export const reportedTo = (context: IncidentContext): readonly Recipient[] =>
  rulesOf(context).fastReportToSuperior ? [{ role: "lead" }, { role: "superior" }] : [{ role: "lead" }];

function formatReported(report: FastReport | null, say: Phrasing): Text {
  const incident = incidentName(say);
  if (!report) return { zh: `${incident.zh}的快报已报送。`, en: `The fast report for ${incident.en} was sent.` };
  const [name, time] = [say.person(report.by), atTime(say, report.at)];
  return {
    zh: `${name}于 ${time.zh} 报送了${apart(incident.zh)}的快报。`,
    en: `${name} sent the fast report for ${incident.en} ${time.en}.`,
  };
}

export const fastReportSent = event("FAST_REPORT_SENT", {
  words: {
    label: { zh: "报送快报", en: "Send the fast report" },
    done: { zh: "快报已报送", en: "Fast report sent" },
    help: wordingHelp,
  },
  by: ["duty-officer"],
  form: z.object({
    what: text({
      label: { zh: "情况", en: "What happened" },
      help: {
        zh: "发生了什么、影响到谁和哪些服务。只写事实，不写原因。",
        en: "What happened, whom and which services it affects. Facts only, no causes.",
      },
    }),
    where: searched(line({ label: { zh: "地点", en: "Where" } })),
    firstMeasures: text({
      label: { zh: "已采取的措施", en: "First measures" },
      help: {
        zh: "已采取和正在采取的措施。尚无的，写“正在核实”。",
        en: "Measures taken and under way. If none, write “being checked”.",
      },
    }),
  }),
  confirm: {
    zh: "快报将立即报送所列人员，自动附时间和来源。发出后不可撤回，可另行更正。",
    en: "The fast report is sent immediately to the recipients shown. Times and source are added. It cannot be recalled; add corrections if needed.",
  },
  prefill: (context) => ({
    what: context.summary ?? context.title,
    ...(context.place === null ? {} : { where: context.place }),
  }),
  record: (context, sent) => {
    const { what, where, firstMeasures } = sent;
    return {
      fastReport: { at: sent.at, by: sent.by, what, where, firstMeasures },
      clocks: stopMain(context, "fastReport", sent.at),
      progressAt: sent.at,
    };
  },
  notify: {
    fastReport: {
      label: { zh: "快报", en: "Fast report" },
      to: {
        zh: "带班领导；级别有要求的，同时报上级",
        en: "Duty lead; where the grade requires it, also the higher authority",
      },
      when: { zh: "报送快报时", en: "When the fast report is sent" },
      params: (context): FastReportNotification => {
        const { superiorViewNeeded } = rulesOf(context);
        return {
          ...envelope(context, reportedTo(context)),
          ...claimsOf(context),
          report: context.fastReport,
          replyDueAt: context.clocks.officialReply.dueAt,
          superiorViewNeeded,
        };
      },
      write: (params: FastReportNotification, say: Phrasing) => {
        const target = { question: null, dueAt: params.replyDueAt };
        const common = {
          subject: subjectOf(params, say, { zh: "快报已报送", en: "fast report sent" }, targetWhen(target, say)),
          happened: formatReported(params.report, say),
          about: aboutOf(params),
          details: inBoth((language) =>
            paragraphs(formatReport(params.report, language), formatClaims({ ...params, place: null }, say)[language]),
          ),
        };
        if (!isFor(say, consultationOpened.by))
          return {
            ...common,
            ...nothingYet(
              params.superiorViewNeeded
                ? { zh: "征求意见的通知另行发送。", en: "The request for your view comes separately." }
                : { zh: "", en: "" },
            ),
            next: formatTarget(target, say),
          };
        return {
          ...common,
          asked: params.superiorViewNeeded
            ? { zh: "发起会商，并记录上级意见。", en: "start the consultation and record the higher authority’s view." }
            : { zh: "发起会商。", en: "start the consultation." },
          ...dueOf(target),
        };
      },
    },
  },
});
