/** Told whenever an incident comes to consultation whose grade asks for the view of the level above. */
import { aimed, type Aimed } from "../parts/envelope.ts";
import { paragraphs } from "../../kit/sentences.ts";
import type { SayTime } from "../../playbook.ts";
import { rulesOf } from "../clocks.ts";
import { notification } from "../event.ts";
import { type Envelope, envelope, sayTarget, subjectOf } from "../parts/envelope.ts";

type SuperiorViewNotification = Envelope & Aimed & { readonly facts: string; readonly askedAgain: boolean };

export const superiorViewAsked = notification({
  label: { zh: "征求上级意见", en: "Request for the superior's view" },
  to: { zh: "上级", en: "Superior" },
  when: { zh: "重大以上级别进入会商时", en: "When an incident from major upwards comes to consultation" },
  isNeeded: (context) => rulesOf(context).superiorViewNeeded,
  params: (context): SuperiorViewNotification => ({
    ...envelope(context, [{ role: "superior" }]),
    ...aimed(context),
    facts: context.fastReport?.what ?? context.title,
    askedAgain: context.round > 1,
  }),
  write: (params: SuperiorViewNotification, sayTime: SayTime) => ({
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
});
