/** How the matter itself develops. Worse or wider asks for the grade anew. */
import { z } from "zod";
import { choice, text } from "../../kit/fields.ts";
import { atTime, isFor } from "../../kit/phrases.ts";
import { lastOf, nothingYet } from "../../kit/sentences.ts";
import type { Phrasing } from "../../playbook.ts";
import type { SituationNote } from "../record.ts";
import { event } from "../event.ts";
import { aboutOf, type Envelope, envelope, subjectOf } from "../parts/envelope.ts";
import { whenClosed, whenFull } from "../parts/refusals.ts";
import { gradeChanged } from "./grade-changed.ts";
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
      write: (params: SituationNotification, say: Phrasing) => {
        const { trend, by, at, wording } = params.note;
        const [name, time] = [say.person(by), atTime(say, at)];
        const how =
          trend === "worse" ? { zh: "情况加重", en: "situation worse" } : { zh: "范围扩大", en: "situation wider" };
        const common = {
          subject: subjectOf(params, say, how, { zh: "请重新定级", en: "confirm the grade" }),
          happened: {
            zh: `${name}于 ${time.zh} 报告：${how.zh}。`,
            en: `${name} reported ${time.en} that the situation is ${wordFor(trends, trend).en.toLowerCase()}.`,
          },
          about: aboutOf(params),
          details: { zh: wording, en: wording },
        };
        if (!isFor(say, gradeChanged.by)) return { ...common, ...nothingYet() };
        return {
          ...common,
          asked: {
            zh: "重新确定级别；级别不变的也须说明理由。",
            en: "confirm or change the grade, with a reason.",
          },
          dueAt: null,
        };
      },
    },
  },
});
