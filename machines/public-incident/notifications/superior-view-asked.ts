/** Told whenever an incident comes to consultation whose grade asks for the view of the level above. */
import { aimed, type Aimed } from "../parts/envelope.ts";
import { paragraphs } from "../../kit/sentences.ts";
import type { SayTime } from "../../playbook.ts";
import { rulesOf } from "../clocks.ts";
import { notification } from "../event.ts";
import { type Envelope, envelope, sayTarget, subjectOf } from "../parts/envelope.ts";

type SuperiorViewNotification = Envelope & Aimed & { readonly facts: string; readonly askedAgain: boolean };

export const superiorViewAsked = notification({
  label: { zh: "征求上级意见", en: "Request for the higher authority’s view" },
  to: { zh: "上级", en: "Higher authority" },
  when: {
    zh: "级别有要求的事件进入会商时",
    en: "When an incident enters consultation and the grade requires the view",
  },
  isNeeded: (context) => rulesOf(context).superiorViewNeeded,
  params: (context): SuperiorViewNotification => ({
    ...envelope(context, [{ role: "superior" }]),
    ...aimed(context),
    facts: context.fastReport?.what ?? context.title,
    askedAgain: context.round > 1,
  }),
  write: (params: SuperiorViewNotification, sayTime: SayTime) => ({
    subject: subjectOf(params, { zh: "请提出意见", en: "Your view is requested" }),
    happened: {
      zh: paragraphs(
        params.askedAgain ? "一项追问已转回会商，须再次作出决定。" : "事件进入会商。",
        `已知情况：${params.facts}`,
      ),
      en: paragraphs(
        params.askedAgain
          ? "A question was referred back to consultation and needs another decision."
          : "The incident is in consultation.",
        `What is known: ${params.facts}`,
      ),
    },
    asked: {
      zh: `请提出意见，由值班员或带班领导记录；记录前不能作出决定。${sayTarget(params.target, sayTime).zh}`,
      en: `Give your view to the duty officer or the duty lead, who records it. No decision can be made before. ${sayTarget(params.target, sayTime).en}`.trim(),
    },
    dueAt: params.target?.dueAt ?? null,
  }),
});
