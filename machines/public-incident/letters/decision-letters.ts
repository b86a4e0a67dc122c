/** Letters of the consultation: who is called, whose view is asked, what was decided, and the fact checks beside it. */
import type { Language, LetterForm, SayPerson, SayTime } from "../../playbook.ts";
import type { Decision, IncidentContext, Slip } from "../context.ts";
import type { LiaisonSlipReturned } from "../events.ts";
import { drafters, findings, wordFor } from "../vocabulary.ts";
import {
  envelope,
  inBoth,
  lastOf,
  paragraphs,
  sayTarget,
  subjectOf,
  targetOf,
  type Envelope,
  type Target,
} from "./parts.ts";

export interface Aimed {
  readonly target: Target | null;
}

export type ConsultationLetter = Envelope &
  Aimed & { readonly participants: string; readonly subject: string; readonly by: string; readonly at: number };
export type SuperiorViewLetter = Envelope & Aimed & { readonly facts: string; readonly askedAgain: boolean };
export type DecisionLetter = Envelope & Aimed & { readonly decision: Decision };
export type SlipLetter = Envelope & { readonly slip: Slip; readonly dueAt: number };
export type SlipReturnedLetter = Envelope & { readonly slip: Slip };

const aimed = (context: IncidentContext): Aimed => ({ target: targetOf(context) });

export function consultationOpened(context: IncidentContext): ConsultationLetter {
  const { participants, subject, by, at } = lastOf(context.consultations);
  return { ...envelope(context, context.policy.leadGroup), ...aimed(context), participants, subject, by, at };
}

export const superiorViewAsked = (context: IncidentContext): SuperiorViewLetter => ({
  ...envelope(context, [{ role: "superior" }]),
  ...aimed(context),
  facts: context.fastReport?.what ?? context.title,
  askedAgain: context.round > 1,
});

export function decisionMade(context: IncidentContext): DecisionLetter {
  const decision = lastOf(context.decisions);
  return { ...envelope(context, [{ role: decision.drafter }, { role: "lead" }]), ...aimed(context), decision };
}

export function liaisonSlipSent(context: IncidentContext): SlipLetter {
  return {
    ...envelope(context, [{ role: "unit-contact" }]),
    slip: lastOf(context.slips),
    dueAt: lastOf(context.clocks.further).dueAt,
  };
}

export function liaisonSlipReturned(context: IncidentContext, event: LiaisonSlipReturned): SlipReturnedLetter {
  const slip = lastOf(context.slips.filter((each) => String(each.number) === event.slip));
  return { ...envelope(context, [{ role: "duty-officer" }, { role: "lead" }]), slip };
}

const consultationOpenedLetter: LetterForm = {
  label: { zh: "会商通知", en: "Call to the consultation" },
  to: { zh: "会商小组", en: "Lead group" },
  when: { zh: "发起会商时", en: "When the consultation is opened" },
  write: (params: ConsultationLetter, sayTime: SayTime, sayPerson: SayPerson) => ({
    subject: subjectOf(params, { zh: "请参加会商", en: "Consultation opened" }),
    happened: {
      zh: paragraphs(
        `${sayPerson(params.by)} 于 ${sayTime(params.at, "zh")} 发起会商。`,
        `议题：${params.subject}`,
        `参加：${params.participants}`,
      ),
      en: paragraphs(
        `${sayPerson(params.by)} opened the consultation at ${sayTime(params.at, "en")}.`,
        `Subject: ${params.subject}`,
        `Taking part: ${params.participants}`,
      ),
    },
    asked: {
      zh: `请参加会商并尽快作出决定。${sayTarget(params.target, sayTime).zh}`,
      en: `Please take part, so that a decision can be made soon. ${sayTarget(params.target, sayTime).en}`.trim(),
    },
    dueAt: params.target?.dueAt ?? null,
  }),
};

const superiorViewAskedLetter: LetterForm = {
  label: { zh: "征求上级意见", en: "Request for the superior's view" },
  to: { zh: "上级", en: "Superior" },
  when: { zh: "重大以上级别进入会商时", en: "When an incident from major upwards comes to consultation" },
  write: (params: SuperiorViewLetter, sayTime: SayTime) => ({
    subject: subjectOf(params, { zh: "请上级提出意见", en: "The superior's view is asked" }),
    happened: {
      zh: paragraphs(
        params.askedAgain ? "一项追问已转回会商，需要再次作出决定。" : "事件进入会商。",
        `已知情况：${params.facts}`,
      ),
      en: paragraphs(
        params.askedAgain
          ? "A question was referred back to the consultation and needs another decision."
          : "The incident has come to consultation.",
        `What is known: ${params.facts}`,
      ),
    },
    asked: {
      zh: `请告知您的意见，由值班员或带班领导记录；记录之前不能作出决定。${sayTarget(params.target, sayTime).zh}`,
      en: `Please give your view; the duty officer or the lead records it. No decision can be made before. ${sayTarget(params.target, sayTime).en}`.trim(),
    },
    dueAt: params.target?.dueAt ?? null,
  }),
};

/** What the finding asks for, one line each. */
function sayDecision(decision: Decision, language: Language, sayTime: SayTime): string {
  const due = decision.dueAt === null ? null : sayTime(decision.dueAt, language);
  const zh = language === "zh";
  const lineOf = (label: string, value: string | null): string | null =>
    value === null || value === "" ? null : `${label}${zh ? "：" : ": "}${value}`;
  return paragraphs(
    lineOf(zh ? "结论" : "Finding", wordFor(findings, decision.finding)[language]),
    lineOf(zh ? "说明" : "In words", decision.summary),
    lineOf(zh ? "整改措施" : "Measures", decision.measures.join(zh ? "；" : "; ")),
    lineOf(zh ? "负责单位" : "Owner", decision.owner),
    lineOf(zh ? "原因" : "Reason", decision.reason),
    lineOf(zh ? "时间表" : "Timetable", decision.timetable),
    lineOf(zh ? "完成日期" : "By", due),
    lineOf(zh ? "将出示的证据" : "Evidence to be shown", decision.evidence),
    lineOf(zh ? "所属单位" : "Whose it is", decision.whose),
    lineOf(zh ? "不同意见" : "Dissent", decision.dissent),
  );
}

const decisionMadeLetter: LetterForm = {
  label: { zh: "会商决定", en: "Decision" },
  to: { zh: "起草人和带班领导", en: "Whoever drafts, and the lead" },
  when: { zh: "会商作出决定时", en: "When the decision is made" },
  write: (params: DecisionLetter, sayTime: SayTime) => ({
    subject: subjectOf(params, { zh: "已作决定，请起草通稿", en: "Decided: please draft the statement" }),
    happened: inBoth((language) => sayDecision(params.decision, language, sayTime)),
    asked: {
      zh: `请${wordFor(drafters, params.decision.drafter).zh}起草通稿：事实要快，原因要慎，口径要一。${sayTarget(params.target, sayTime).zh}`,
      en: `The ${wordFor(drafters, params.decision.drafter).en.toLowerCase()} is asked to draft the statement: facts fast, causes with care, one wording. ${sayTarget(params.target, sayTime).en}`.trim(),
    },
    dueAt: params.target?.dueAt ?? null,
  }),
};

const liaisonSlipSentLetter: LetterForm = {
  label: { zh: "联系单", en: "Liaison slip" },
  to: { zh: "责任单位联络员", en: "Unit contact" },
  when: { zh: "送出联系单时", en: "When a liaison slip is sent" },
  write: (params: SlipLetter, sayTime: SayTime) => ({
    subject: subjectOf(params, {
      zh: `联系单 ${String(params.slip.number)}，请核实`,
      en: `Liaison slip ${String(params.slip.number)}: please check the facts`,
    }),
    happened: {
      zh: paragraphs(`致：${params.slip.unit}`, `请核实：${params.slip.request}`),
      en: paragraphs(`To: ${params.slip.unit}`, `Please check: ${params.slip.request}`),
    },
    asked: {
      zh: `请核实后于 ${sayTime(params.dueAt, "zh")} 前反馈。只写查实的情况，没有查实的请注明。`,
      en: `Please check and return it by ${sayTime(params.dueAt, "en")}. Write what is established, and say what is not.`,
    },
    dueAt: params.dueAt,
  }),
};

const liaisonSlipReturnedLetter: LetterForm = {
  label: { zh: "联系单反馈", en: "Liaison slip returned" },
  to: { zh: "经办人（未指定时为值班员）和带班领导", en: "Officer in charge, or else the duty officer, and lead" },
  when: { zh: "联系单反馈时", en: "When a liaison slip is returned" },
  write: ({ slip, ...params }: SlipReturnedLetter) => ({
    subject: subjectOf(params, {
      zh: `联系单 ${String(slip.number)} 已反馈`,
      en: `Liaison slip ${String(slip.number)} returned`,
    }),
    happened: {
      zh: paragraphs(
        `${slip.unit}反馈：${slip.answer?.findings ?? ""}`,
        slip.answer?.measures && `已采取的措施：${slip.answer.measures}`,
      ),
      en: paragraphs(
        `${slip.unit} answered: ${slip.answer?.findings ?? ""}`,
        slip.answer?.measures && `Measures taken: ${slip.answer.measures}`,
      ),
    },
    asked: {
      zh: "请把查实的情况用于会商和通稿。",
      en: "Please use what is established in the consultation and in the statement.",
    },
    dueAt: null,
  }),
};

export const decisionLetters = {
  consultationOpened: consultationOpenedLetter,
  superiorViewAsked: superiorViewAskedLetter,
  decisionMade: decisionMadeLetter,
  liaisonSlipSent: liaisonSlipSentLetter,
  liaisonSlipReturned: liaisonSlipReturnedLetter,
};
