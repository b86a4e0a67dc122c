/** How the matter itself develops. Worse or wider asks for the grade anew. */
import { z } from "zod";
import { choice, text } from "../../kit/fields.ts";
import { lastOf } from "../../kit/sentences.ts";
import type { SayTime } from "../../playbook.ts";
import type { SituationNote } from "../record.ts";
import { event } from "../event.ts";
import { type Envelope, envelope, subjectOf } from "../parts/envelope.ts";
import { whenClosed, whenFull } from "../parts/refusals.ts";
import { type Trend, trends, wordFor } from "../vocabulary.ts";

type SituationNotification = Envelope & { readonly note: SituationNote };

const isGraver = (trend: Trend): boolean => trend === "worse" || trend === "wider";

export const situationNoted = event("SITUATION_NOTED", {
  words: {
    label: { zh: "记录情况变化（续报）", en: "Record a situation update" },
    done: { zh: "情况变化已记录", en: "Situation update recorded" },
    help: {
      zh: "记录事态变化：人员、服务、范围。加重或扩大的，通知会商小组重新定级。",
      en: "How the incident itself is developing: people, services, extent. “Worse” or “wider” notifies the consultation group and asks for the grade to be confirmed.",
    },
  },
  by: ["duty-officer", "lead", "spokesperson", "unit-contact"],
  form: z.object({
    trend: choice({ label: { zh: "变化趋势", en: "Trend" } }, trends),
    wording: text({ label: { zh: "情况说明", en: "Description" } }),
  }),
  refuse: (context) => whenClosed(context) ?? whenFull(context.situationNotes),
  record: (context, sent) => {
    const { at, by, trend, wording } = sent;
    return {
      situationNotes: [...context.situationNotes, { at, by, trend, wording }],
      calm: null,
      ...(isGraver(trend) ? { gradeAsked: { at, trend } } : {}),
    };
  },
  notify: {
    situationWorsened: {
      label: { zh: "情况加重或扩大", en: "Situation worse or wider" },
      to: { zh: "会商小组", en: "Consultation group" },
      when: { zh: "情况加重或范围扩大时", en: "When the situation gets worse or wider" },
      isNeeded: (_context, { trend }) => isGraver(trend),
      params: (context): SituationNotification => ({
        ...envelope(context, context.policy.leadGroup),
        note: lastOf(context.situationNotes),
      }),
      write: (params: SituationNotification, sayTime: SayTime) => {
        const trend = wordFor(trends, params.note.trend);
        return {
          subject: subjectOf(params, {
            zh: params.note.trend === "worse" ? "情况加重" : "范围扩大",
            en: `Situation ${trend.en.toLowerCase()}`,
          }),
          happened: {
            zh: `${sayTime(params.note.at, "zh")}：${params.note.wording}`,
            en: `${sayTime(params.note.at, "en")}: ${params.note.wording}`,
          },
          asked: {
            zh: "请重新确定级别；级别不变的也请说明理由。",
            en: "Confirm or change the grade, with a reason.",
          },
          dueAt: null,
        };
      },
    },
  },
});
