/** A claim is corrected by a new event: the old value and the old due times stay. */
import { movedAt, soonest } from "../parts/moved.ts";
import { z } from "zod";
import { choice, flag, line, optional, pastInstant } from "../../kit/fields.ts";
import { lastOf, nothingAsked, paragraphs } from "../../kit/sentences.ts";
import type { Language, SayTime } from "../../playbook.ts";
import { recompute } from "../clocks.ts";
import type { Change, IncidentContext } from "../context.ts";
import type { Correction } from "../record.ts";
import { event } from "../event.ts";
import { type Envelope, type Moved, envelope, sayMoved, subjectOf } from "../parts/envelope.ts";
import { reason } from "../parts/fields.ts";
import { whenFull } from "../parts/refusals.ts";
import { type Corrected, correctionDoubts, correctionMisfit } from "../parts/times.ts";
import { factNames, wordFor } from "../vocabulary.ts";

const timeFacts: readonly string[] = ["occurredAt", "discoveredAt"];

function factOf(context: IncidentContext, fact: Correction["fact"]): string | number | null {
  return fact === "source" ? context.source.name : context[fact];
}

interface Claim {
  readonly is: string | number | null;
  readonly change: Change;
}

/** The form makes sure of the value that the fact needs; without one the fact stays as it was. */
function claimOf(context: IncidentContext, sent: Corrected & { readonly wording?: string | undefined }): Claim {
  const instant = sent.instant ?? null;
  const wording = sent.wording ?? null;
  switch (sent.fact) {
    case "occurredAt": {
      const occurredAt = sent.unknown ? null : (instant ?? context.occurredAt);
      return { is: occurredAt, change: { occurredAt } };
    }
    case "discoveredAt":
      return { is: instant ?? context.discoveredAt, change: { discoveredAt: instant ?? context.discoveredAt } };
    case "title":
      return { is: wording ?? context.title, change: { title: wording ?? context.title } };
    case "place":
      return { is: wording, change: { place: wording } };
    case "source":
      return { is: wording, change: { source: { ...context.source, name: wording } } };
  }
}

type FactNotification = Envelope & { readonly correction: Correction; readonly moved: readonly Moved[] };

const sayFact = (value: string | number | null, language: Language, sayTime: SayTime): string =>
  value === null
    ? language === "zh"
      ? "不明"
      : "unknown"
    : typeof value === "number"
      ? sayTime(value, language)
      : value;

export const factCorrected = event("FACT_CORRECTED", {
  words: {
    label: { zh: "更正事实", en: "Correct a fact" },
    done: { zh: "事实已更正", en: "Fact corrected" },
    help: {
      zh: "原来的内容和原来的截止时间都保留在记录中；时限按更正后的事实重新计算。",
      en: "The old value and the old due times stay on record; deadlines are worked out anew.",
    },
  },
  by: ["duty-officer", "lead"],
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
  misfit: correctionMisfit,
  doubts: correctionDoubts,
  refuse: (context) => whenFull(context.corrections),
  record: (context, sent) => {
    const claim = claimOf(context, sent);
    const correction: Correction = {
      at: sent.at,
      by: sent.by,
      fact: sent.fact,
      was: factOf(context, sent.fact),
      is: claim.is,
      reason: sent.reason,
    };
    const corrected = { ...context, ...claim.change };
    return {
      ...claim.change,
      corrections: [...context.corrections, correction],
      clocks: recompute(corrected, sent.at, sent.reason),
    };
  },
  notify: {
    factCorrected: {
      label: { zh: "事实更正", en: "Fact corrected" },
      to: { zh: "会商小组", en: "Lead group" },
      when: { zh: "更正一项事实时", en: "When a fact is corrected" },
      params: (context): FactNotification => {
        const correction = lastOf(context.corrections);
        return { ...envelope(context, context.policy.leadGroup), correction, moved: movedAt(context, correction.at) };
      },
      write: (params: FactNotification, sayTime: SayTime) => {
        const { correction, moved } = params;
        const fact = wordFor(factNames, correction.fact);
        const say = (language: Language) => ({
          was: sayFact(correction.was, language, sayTime),
          is: sayFact(correction.is, language, sayTime),
        });
        return {
          subject: subjectOf(params, { zh: `更正（${fact.zh}）`, en: `Correction (${fact.en.toLowerCase()})` }),
          happened: {
            zh: paragraphs(
              `${fact.zh}：原为 ${say("zh").was}，更正为 ${say("zh").is}。`,
              `理由：${correction.reason}`,
              sayMoved(moved, "zh", sayTime),
            ),
            en: paragraphs(
              `${fact.en}: was ${say("en").was}, is now ${say("en").is}.`,
              `Reason: ${correction.reason}`,
              sayMoved(moved, "en", sayTime),
            ),
          },
          asked:
            moved.length > 0
              ? {
                  zh: "时限已重新计算，请按新的截止时间办理。",
                  en: "Deadlines were worked out anew: please keep to the new ones.",
                }
              : nothingAsked,
          dueAt: soonest(moved),
        };
      },
    },
  },
});
