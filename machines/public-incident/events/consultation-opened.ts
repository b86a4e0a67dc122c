/** The lead group is called together: once in every round, and again as often as it takes. */
import { withReplyDeadline, type WithReplyDeadline } from "../parts/envelope.ts";
import { z } from "zod";
import { line, optional } from "../../kit/fields.ts";
import { atTime, apart, incidentName } from "../../kit/phrases.ts";
import { lastOf, paragraphs } from "../../kit/sentences.ts";
import { wordsOf, type TextRef } from "../../kit/text-ref.ts";
import type { Phrasing } from "../../playbook.ts";
import type { IncidentContext } from "../context.ts";
import { event } from "../event.ts";
import { aboutOf, dueOf, type Envelope, envelope, subjectOf, targetWhen } from "../parts/envelope.ts";
import { whenFull } from "../parts/refusals.ts";
import { isConsultationOpen } from "../context-queries.ts";

type ConsultationNotification = Envelope &
  WithReplyDeadline & {
    readonly participants: TextRef;
    readonly subject: TextRef;
    readonly by: string;
    readonly at: number;
  };

/** Where a form starts, so the texts are open: a referred question is what the next consultation is about. */
function topicOf(context: IncidentContext): string {
  const referred = context.questions.find((question) => question.state === "referred");
  return (
    wordsOf(referred?.wording ?? context.title)
      .split("\n")[0]
      ?.slice(0, 200) ?? context.title
  );
}

export const consultationOpened = event("CONSULTATION_OPENED", {
  words: {
    label: { zh: "发起会商", en: "Start the consultation" },
    done: { zh: "会商已发起", en: "Consultation started" },
    help: {
      zh: "通知会商小组，请写明议题和参加岗位。",
      en: "Notifies the consultation group: give the subject and the posts taking part.",
    },
  },
  by: ["lead", "duty-officer"],
  form: z.object({
    participants: line({
      label: { zh: "参加岗位", en: "Posts taking part" },
      help: { zh: "例如：带班领导、值班员、后勤处。", en: "For example: duty lead, duty officer, facilities." },
    }),
    subject: optional(line({ label: { zh: "议题", en: "Subject" } })),
  }),
  prefill: (context) => ({ subject: topicOf(context) }),
  refuse: (context) => (isConsultationOpen(context) ? whenFull(context.consultations) : null),
  record: (context, sent) => {
    const consultation = {
      at: sent.at,
      by: sent.by,
      round: context.round,
      participants: sent.participants,
      subject: sent.subject ?? context.title,
    };
    return { consultations: [...context.consultations, consultation], progressAt: sent.at };
  },
  notify: {
    consultationOpened: {
      label: { zh: "会商通知", en: "Consultation notice" },
      to: { zh: "会商小组", en: "Consultation group" },
      when: { zh: "发起会商时", en: "When the consultation is started" },
      params: (context): ConsultationNotification => {
        const { participants, subject, by, at } = lastOf(context.consultations);
        return {
          ...envelope(context, context.policy.leadGroup),
          ...withReplyDeadline(context),
          participants,
          subject,
          by,
          at,
        };
      },
      write: (params: ConsultationNotification, say: Phrasing) => {
        const [name, time, incident] = [say.person(params.by), atTime(say, params.at), incidentName(say)];
        return {
          subject: subjectOf(
            params,
            say,
            { zh: "请参加会商", en: "join the consultation" },
            targetWhen(params.target, say),
          ),
          happened: {
            zh: `${name}于 ${time.zh} 发起${apart(incident.zh)}的会商。`,
            en: `${name} started the consultation on ${incident.en} ${time.en}.`,
          },
          about: aboutOf(params),
          details: {
            zh: paragraphs(`议题：${params.subject}`, `参加：${params.participants}`),
            en: paragraphs(`Subject: ${params.subject}`, `Taking part: ${params.participants}`),
          },
          asked: { zh: "参加会商，尽快作出决定。", en: "join the consultation; a decision is needed." },
          ...dueOf(params.target),
        };
      },
    },
  },
});
