/** A claim is corrected by a new event: the old value and the old due times stay. */
import { deadlineChangesAt, nextDue } from "../parts/moved.ts";
import { z } from "zod";
import { choice, flag, line, optional, pastInstant, searched } from "../../kit/fields.ts";
import { atTime, apart, incidentName } from "../../kit/phrases.ts";
import { lastOf, forInformation, paragraphs } from "../../kit/sentences.ts";
import type { TextRef } from "../../kit/text-ref.ts";
import type { Phrasing, Text } from "../../playbook.ts";
import { recompute } from "../clocks.ts";
import type { Change, IncidentContext } from "../context.ts";
import type { Correction } from "../record.ts";
import { event } from "../event.ts";
import {
  aboutOf,
  type Envelope,
  type DeadlineChange,
  envelope,
  formatDeadlineChanges,
  subjectOf,
} from "../parts/envelope.ts";
import { reason } from "../parts/fields.ts";
import { whenFull } from "../parts/refusals.ts";
import { type Corrected, correctionDoubts, correctionMisfit } from "../parts/times.ts";
import { factNames, wordFor } from "../vocabulary.ts";

const timeFacts: readonly string[] = ["occurredAt", "discoveredAt"];

function factOf(context: IncidentContext, fact: Correction["fact"]): Correction["was"] {
  return fact === "source" ? context.source.name : context[fact];
}

interface Claim {
  readonly is: Correction["is"];
  readonly change: Change;
}

/** The form makes sure of the value that the fact needs; without one the fact stays as it was. */
function claimOf(context: IncidentContext, sent: Corrected & { readonly wording?: TextRef | undefined }): Claim {
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

type FactNotification = Envelope & { readonly correction: Correction; readonly moved: readonly DeadlineChange[] };

function formatFact(value: Correction["is"], say: Phrasing): Text {
  if (value === null) return { zh: "不明", en: "unknown" };
  return typeof value === "number" ? say.time(value) : { zh: value, en: value };
}

export const factCorrected = event("FACT_CORRECTED", {
  words: {
    label: { zh: "更正事实", en: "Correct a fact" },
    done: { zh: "事实已更正", en: "Fact corrected" },
    help: {
      zh: "原内容和原截止时间保留在记录中；时限按更正后的内容重新计算。",
      en: "The old value and old deadlines stay on record; deadlines are recalculated.",
    },
  },
  by: ["duty-officer", "lead"],
  asks: {
    field: "fact",
    by: {
      occurredAt: ["instant", "unknown"],
      discoveredAt: ["instant"],
      title: ["wording"],
      place: ["wording"],
      source: ["wording"],
    },
  },
  form: z
    .object({
      fact: choice({ label: { zh: "更正项目", en: "Fact" } }, factNames),
      instant: optional(
        pastInstant({
          label: { zh: "正确的时间", en: "Correct time" },
          help: { zh: "更正时间时必填。", en: "Required when correcting a time." },
        }),
      ),
      unknown: flag({ label: { zh: "发生时间实为不明", en: "The time of occurrence is unknown" } }),
      wording: optional(
        searched(
          line({
            label: { zh: "正确的内容", en: "Correct text" },
            help: { zh: "更正其他内容时必填。", en: "Required for all other corrections." },
          }),
        ),
      ),
      reason: reason({ zh: "如何得知原内容有误。", en: "How you know the earlier entry was wrong." }),
    })
    .superRefine(({ fact, instant: time, unknown, wording }, check) => {
      const isTime = timeFacts.includes(fact);
      if (isTime && time === undefined && !(fact === "occurredAt" && unknown))
        check.addIssue({
          code: "custom",
          path: ["instant"],
          message: "Enter the corrected time. · 请填写更正后的时间。",
        });
      if (!isTime && wording === undefined)
        check.addIssue({
          code: "custom",
          path: ["wording"],
          message: "Enter the corrected text. · 请填写更正后的内容。",
        });
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
      to: { zh: "会商小组", en: "Consultation group" },
      when: { zh: "更正一项事实时", en: "When a fact is corrected" },
      params: (context): FactNotification => {
        const correction = lastOf(context.corrections);
        return {
          ...envelope(context, context.policy.leadGroup),
          correction,
          moved: deadlineChangesAt(context, correction.at),
        };
      },
      write: (params: FactNotification, say: Phrasing) => {
        const { correction, moved } = params;
        const fact = wordFor(factNames, correction.fact);
        const [name, at, incident] = [say.person(correction.by), atTime(say, correction.at), incidentName(say)];
        const [was, is] = [formatFact(correction.was, say), formatFact(correction.is, say)];
        return {
          subject: subjectOf(
            params,
            say,
            { zh: `更正（${fact.zh}）`, en: `correction (${fact.en.toLowerCase()})` },
            moved.length > 0 ? { zh: "时限已变", en: "deadlines changed" } : null,
          ),
          happened: {
            zh: `${name}于 ${at.zh} 更正了${apart(incident.zh)}的${fact.zh}。`,
            en: `${name} corrected a fact of ${incident.en} ${at.en}: ${fact.en.toLowerCase()}.`,
          },
          about: aboutOf(params),
          details: {
            zh: paragraphs(
              `原为：${was.zh}`,
              `更正为：${is.zh}`,
              `理由：${correction.reason}`,
              formatDeadlineChanges(moved, say).zh,
            ),
            en: paragraphs(
              `Was: ${was.en}`,
              `Corrected to: ${is.en}`,
              `Reason: ${correction.reason}`,
              formatDeadlineChanges(moved, say).en,
            ),
          },
          ...(moved.length === 0
            ? forInformation()
            : {
                asked: {
                  zh: "时限已重新计算，按新的截止时间办理。",
                  en: "keep to the new deadlines; they were recalculated.",
                },
                ...nextDue(moved),
              }),
        };
      },
    },
  },
});
