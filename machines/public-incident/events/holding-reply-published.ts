/** Facts first, causes later: it stops no clock but the promise of a next update, and may promise another. */
import { z } from "zod";
import { instant, optional, text, searched } from "../../kit/fields.ts";
import { atTime } from "../../kit/phrases.ts";
import { lastOf, forInformation, paragraphs } from "../../kit/sentences.ts";
import type { Phrasing } from "../../playbook.ts";
import type { HoldingReply } from "../record.ts";
import { event } from "../event.ts";
import {
  aboutOf,
  type Envelope,
  type Target,
  envelope,
  formatTarget,
  subjectOf,
  replyDeadlineOf,
  targetWhen,
} from "../parts/envelope.ts";
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
      wording: searched(text({ label: { zh: "回应全文", en: "Wording" }, help: wordingHelp })),
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
        target: replyDeadlineOf(context),
      }),
      write: (params: HoldingReplyNotification, say: Phrasing) => {
        const { holding, target } = params;
        const [name, at, through] = [
          say.person(holding.by),
          atTime(say, holding.publishedAt),
          namesOf(holding.channels),
        ];
        const update = holding.nextUpdateAt === null ? null : say.time(holding.nextUpdateAt);
        const still = formatTarget(target, say);
        return {
          subject: subjectOf(
            params,
            say,
            { zh: "初步回应已发布", en: "holding statement published" },
            targetWhen(target, say),
          ),
          happened: {
            zh: `初步回应已于 ${at.zh} 发布，由${name}登记。`,
            en: `A holding statement was published ${at.en} and recorded by ${name}.`,
          },
          about: aboutOf(params),
          details: {
            zh: paragraphs(`渠道：${through.zh}`, ...holding.addresses),
            en: paragraphs(`Channels: ${through.en}`, ...holding.addresses),
          },
          ...forInformation(),
          next: {
            zh: paragraphs(update && `已承诺 ${update.zh}前再次通报。`, target && `时限照常计算：${still.zh}`),
            en: paragraphs(
              update && `A next update was promised by ${update.en}.`,
              target && `The deadline keeps running. ${still.en}`,
            ),
          },
          attached: { zh: holding.wording, en: holding.wording },
        };
      },
    },
  },
});
