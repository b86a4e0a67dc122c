/** Told whenever an incident comes to consultation whose grade asks for the view of the level above. */
import { withReplyDeadline, type WithReplyDeadline } from "../parts/envelope.ts";
import { capital, incidentName } from "../../kit/phrases.ts";
import type { TextRef } from "../../kit/text-ref.ts";
import type { Phrasing } from "../../playbook.ts";
import { rulesOf } from "../clocks.ts";
import { notification } from "../event.ts";
import { aboutOf, dueOf, type Envelope, envelope, subjectOf, targetWhen } from "../parts/envelope.ts";

type SuperiorViewNotification = Envelope &
  WithReplyDeadline & { readonly facts: TextRef; readonly askedAgain: boolean };

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
    ...withReplyDeadline(context),
    facts: context.fastReport?.what ?? context.title,
    askedAgain: context.round > 1,
  }),
  write: (params: SuperiorViewNotification, say: Phrasing) => {
    const incident = incidentName(say);
    return {
      subject: subjectOf(
        params,
        say,
        { zh: "请提出意见", en: "your view is requested" },
        targetWhen(params.target, say),
      ),
      happened: params.askedAgain
        ? {
            zh: `${incident.zh}有一项追问转回会商，须再次作出决定。`,
            en: `A question about ${incident.en} was referred back to consultation and needs another decision.`,
          }
        : { zh: `${incident.zh}进入会商。`, en: `${capital(incident.en)} is in consultation.` },
      about: aboutOf(params),
      details: { zh: `已知情况：${params.facts}`, en: `What is known: ${params.facts}` },
      asked: {
        zh: "提出意见，由值班员或带班领导记录；记录前不能作出决定。",
        en: "give your view to the duty officer or the duty lead, who records it. No decision can be made before.",
      },
      ...dueOf(params.target),
    };
  },
});
