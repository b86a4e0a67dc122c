/** Letters of the first hours: registration and fast report. */
import type { Language, LetterForm, SayTime } from "../../playbook.ts";
import type { FastReport, IncidentContext, Source } from "../context.ts";
import { rulesOf } from "../record/clocks.ts";
import { sourceKinds, wordFor } from "../vocabulary.ts";
import { envelope, inBoth, paragraphs, subjectOf, type Envelope } from "./parts.ts";

export interface Claims {
  readonly source: Source;
  readonly place: string | null;
  readonly summary: string | null;
  readonly occurredAt: number | null;
  readonly discoveredAt: number;
}

export type RegisteredLetter = Envelope & Claims & { readonly fastReportDueAt: number; readonly replyDueAt: number };
export type FastReportLetter = Envelope &
  Claims & { readonly report: FastReport | null; readonly replyDueAt: number; readonly superiorViewNeeded: boolean };

const claimsOf = ({ source, place, summary, occurredAt, discoveredAt }: IncidentContext): Claims => ({
  source,
  place,
  summary,
  occurredAt,
  discoveredAt,
});

export const incidentRegistered = (context: IncidentContext): RegisteredLetter => ({
  ...envelope(context, rulesOf(context).toldAtOnce),
  ...claimsOf(context),
  fastReportDueAt: context.clocks.fastReport.dueAt,
  replyDueAt: context.clocks.officialReply.dueAt,
});

export function fastReport(context: IncidentContext): FastReportLetter {
  const { fastReportToSuperior, superiorViewNeeded } = rulesOf(context);
  return {
    ...envelope(context, [{ role: "lead" }, ...(fastReportToSuperior ? [{ role: "superior" } as const] : [])]),
    ...claimsOf(context),
    report: context.fastReport,
    replyDueAt: context.clocks.officialReply.dueAt,
    superiorViewNeeded,
  };
}

function sayClaims(claims: Claims, language: Language, sayTime: SayTime): string {
  const source = [wordFor(sourceKinds, claims.source.kind)[language], claims.source.name, claims.source.link].filter(
    (part) => part !== null,
  );
  const discovered = sayTime(claims.discoveredAt, language);
  const occurred = claims.occurredAt === null ? null : sayTime(claims.occurredAt, language);
  return language === "zh"
    ? paragraphs(
        `来源：${source.join("，")}`,
        `发生时间：${occurred ?? "不明"}`,
        `发现时间：${discovered}`,
        claims.place && `地点：${claims.place}`,
      )
    : paragraphs(
        `Source: ${source.join(", ")}`,
        `Occurred: ${occurred ?? "unknown"}`,
        `Discovered: ${discovered}`,
        claims.place && `Place: ${claims.place}`,
      );
}

const incidentRegisteredLetter: LetterForm = {
  label: { zh: "新登记事件", en: "New incident" },
  to: { zh: "值班员；重大以上级别还有带班领导", en: "Duty officer; from major upwards also the lead" },
  when: { zh: "登记事件时", en: "When an incident is registered" },
  write: (params: RegisteredLetter, sayTime: SayTime) => ({
    subject: subjectOf(params, { zh: "新登记事件", en: "New incident" }),
    happened: inBoth((language) => paragraphs(params.title, params.summary, sayClaims(params, language, sayTime))),
    asked: {
      zh: `请在 ${sayTime(params.fastReportDueAt, "zh")} 前报送快报：只报事实，不谈原因。正式回复须在 ${sayTime(params.replyDueAt, "zh")} 前发布。`,
      en: `Please send the fast report by ${sayTime(params.fastReportDueAt, "en")}: facts only, no causes. The official reply is due by ${sayTime(params.replyDueAt, "en")}.`,
    },
    dueAt: params.fastReportDueAt,
  }),
};

function sayReport(report: FastReport | null, language: Language): string {
  if (!report) return "";
  return language === "zh"
    ? paragraphs(`情况：${report.what}`, `地点：${report.where}`, `已采取的措施：${report.firstMeasures}`)
    : paragraphs(`What: ${report.what}`, `Where: ${report.where}`, `First measures: ${report.firstMeasures}`);
}

const fastReportLetter: LetterForm = {
  label: { zh: "快报", en: "Fast report" },
  to: { zh: "带班领导；特别重大事件还有上级", en: "Lead; for a critical incident also the superior" },
  when: { zh: "报送快报时", en: "When the fast report is sent" },
  write: (params: FastReportLetter, sayTime: SayTime) => ({
    subject: subjectOf(params, { zh: "快报", en: "Fast report" }),
    happened: inBoth((language) =>
      paragraphs(sayReport(params.report, language), sayClaims({ ...params, place: null }, language, sayTime)),
    ),
    asked: {
      zh: `请带班领导召集会商${params.superiorViewNeeded ? "，并记录上级意见" : ""}。正式回复须在 ${sayTime(params.replyDueAt, "zh")} 前发布。`,
      en: `The lead is asked to open the consultation${params.superiorViewNeeded ? " and to have the superior's view recorded" : ""}. The official reply is due by ${sayTime(params.replyDueAt, "en")}.`,
    },
    dueAt: params.replyDueAt,
  }),
};

export const openingLetters = { incidentRegistered: incidentRegisteredLetter, fastReport: fastReportLetter };
