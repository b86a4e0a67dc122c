/** Facts first, causes later: it stops no clock but the promise of a next update, and may promise another. */
import { z } from "zod";
import { instant, optional, text } from "../../kit/fields.ts";
import { lastOf, nothingAsked, paragraphs } from "../../kit/sentences.ts";
import type { SayTime } from "../../playbook.ts";
import type { HoldingReply } from "../record.ts";
import { event } from "../event.ts";
import { type Envelope, type Target, envelope, sayTarget, subjectOf, targetOf } from "../parts/envelope.ts";
import { wordingHelp } from "../parts/fields.ts";
import { keepNextUpdates, makePromise } from "../parts/items.ts";
import { checkPublication, publicationOf, publishedFields } from "../parts/publication.ts";
import { whenClosed, whenFull } from "../parts/refusals.ts";
import { namesOf } from "../parts/statements.ts";
import * as about from "../views/about.ts";

type HoldingReplyNotification = Envelope & {
  readonly holding: HoldingReply;
  readonly target: Target | null;
};

export const holdingReplyPublished = event("HOLDING_REPLY_PUBLISHED", {
  words: {
    label: { zh: "登记初步回应", en: "Record a holding statement" },
    done: { zh: "初步回应已发布", en: "Holding statement published" },
    help: {
      zh: "先公布已核实的事实，原因以后再说。正式回复时限照常计算；承诺的下次通报时间单独计时。",
      en: "Publishes confirmed facts now and leaves causes for later. The official reply deadline keeps running; a promised next update gets its own deadline.",
    },
  },
  by: ["spokesperson", "lead"],
  form: z
    .object({
      wording: text({ label: { zh: "回应全文", en: "Wording" }, help: wordingHelp }),
      ...publishedFields,
      nextUpdateAt: optional(instant({ label: { zh: "承诺的下次通报时间", en: "Next update promised by" } })),
    })
    .superRefine(checkPublication),
  about: about.reported,
  confirm: {
    zh: "登记已对外发布的文字，不可撤销。正式回复的时限照常计算。",
    en: "This records a text published in public; it cannot be undone. The official reply is still due.",
  },
  prefill: (context, at) => ({
    ...(context.fastReport ? { wording: context.fastReport.what } : {}),
    publishedAt: at,
    channels: ["website"],
  }),
  refuse: (context) => whenClosed(context) ?? whenFull(context.holdingReplies),
  record: (context, sent) => {
    const publication = publicationOf(sent);
    const nextUpdateAt = sent.nextUpdateAt ?? null;
    const kept = { ...context, ...keepNextUpdates(context, publication) };
    const promised =
      nextUpdateAt === null
        ? {}
        : makePromise(kept, sent, { kind: "next-update", wording: sent.wording, owner: null, dueAt: nextUpdateAt });
    return {
      promises: kept.promises,
      clocks: kept.clocks,
      ...promised,
      holdingReplies: [...context.holdingReplies, { ...publication, wording: sent.wording, nextUpdateAt }],
      progressAt: sent.at,
    };
  },
  notify: {
    holdingReplyPublished: {
      label: { zh: "初步回应已发布", en: "Holding statement published" },
      to: { zh: "会商小组", en: "Consultation group" },
      when: { zh: "发布初步回应时", en: "When a holding statement is recorded as published" },
      params: (context): HoldingReplyNotification => ({
        ...envelope(context, context.policy.leadGroup),
        holding: lastOf(context.holdingReplies),
        target: targetOf(context),
      }),
      write: (params: HoldingReplyNotification, sayTime: SayTime) => {
        const { holding, target } = params;
        const still = sayTarget(target, sayTime);
        const next = (language: "zh" | "en") =>
          holding.nextUpdateAt === null ? null : sayTime(holding.nextUpdateAt, language);
        return {
          subject: subjectOf(params, { zh: "初步回应已发布", en: "Holding statement published" }),
          happened: {
            zh: paragraphs(
              `初步回应于 ${sayTime(holding.publishedAt, "zh")} 发布。渠道：${namesOf(holding.channels).zh}`,
              ...holding.addresses,
              holding.wording,
            ),
            en: paragraphs(
              `A holding statement was published on ${sayTime(holding.publishedAt, "en")}. Channels: ${namesOf(holding.channels).en}`,
              ...holding.addresses,
              holding.wording,
            ),
          },
          asked: {
            zh:
              paragraphs(
                next("zh") && `已承诺 ${next("zh") ?? ""} 前再次通报。`,
                target && `正式回复的时限照常计算。${still.zh}`,
              ) || nothingAsked.zh,
            en:
              paragraphs(
                next("en") && `A next update was promised by ${next("en") ?? ""}.`,
                target && `The official reply deadline keeps running. ${still.en}`,
              ) || nothingAsked.en,
          },
          dueAt: holding.nextUpdateAt ?? target?.dueAt ?? null,
        };
      },
    },
  },
});
