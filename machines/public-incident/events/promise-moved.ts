/** Another date for a promise. The old one stays with the clock, and the reason with it. */
import { z } from "zod";
import { instant } from "../../kit/fields.ts";
import { moveClock } from "../../kit/clocks/clock.ts";
import { isFor, subjectLine } from "../../kit/phrases.ts";
import { lastOf, nothingYet, paragraphs } from "../../kit/sentences.ts";
import type { TextRef } from "../../kit/text-ref.ts";
import type { Phrasing } from "../../playbook.ts";
import { clockName } from "../clock-keeper.ts";
import { updateItemClock } from "../clocks.ts";
import type { PublicPromise } from "../record.ts";
import { event } from "../event.ts";
import { aboutOf, type Envelope, type DeadlineChange, envelope, formatDeadlineChanges } from "../parts/envelope.ts";
import { reason } from "../parts/fields.ts";
import { first, numbered } from "../parts/items.ts";
import { ownPromises, promiseField, promiseOptions, whenKept } from "../parts/promises.ts";
import * as about from "../views/about.ts";
import { holdingReplyPublished } from "./holding-reply-published.ts";

type PromiseNotification = Envelope & {
  readonly promise: PublicPromise;
  readonly moved: DeadlineChange;
  readonly reason: TextRef;
  /** Missing in rows of an earlier version. */
  readonly by?: string;
};

export const promiseMoved = event("PROMISE_MOVED", {
  words: {
    label: { zh: "承诺改期", en: "Reschedule a promise" },
    done: { zh: "承诺已改期", en: "Promise rescheduled" },
    help: {
      zh: "原日期和理由保留在记录中，请同时对外说明。",
      en: "The old date and the reason stay on record. Announce the change in public as well.",
    },
  },
  by: ["lead"],
  form: z.object({
    promise: promiseField,
    dueAt: instant({ label: { zh: "新日期", en: "New date" } }),
    reason: reason(),
  }),
  about: about.promise,
  prefill: (context) => first("promise", ownPromises(context)),
  options: promiseOptions,
  refuse: (context, { promise }) => whenKept(context, promise),
  record: (context, sent) => {
    const number = Number(sent.promise);
    return {
      promises: numbered(context.promises, number, (promise) => ({ ...promise, dueAt: sent.dueAt })),
      clocks: updateItemClock(context, `promise-${String(number)}`, (clock) =>
        moveClock(clock, { ...clock, limitMs: sent.dueAt - clock.anchorAt }, sent.at, sent.reason),
      ),
      progressAt: sent.at,
    };
  },
  notify: {
    promiseMoved: {
      label: { zh: "承诺改期", en: "Promise rescheduled" },
      to: { zh: "会商小组", en: "Consultation group" },
      when: { zh: "承诺改期时", en: "When a promise is rescheduled" },
      params: (context, sent): PromiseNotification => {
        const promise = lastOf(context.promises.filter((each) => String(each.number) === sent.promise));
        const clock = lastOf(context.clocks.further.filter((each) => each.id === `promise-${sent.promise}`));
        const moved = { label: clockName(clock), was: clock.earlier.at(-1)?.dueAt ?? clock.dueAt, is: clock.dueAt };
        return { ...envelope(context, context.policy.leadGroup), promise, moved, reason: sent.reason, by: sent.by };
      },
      write: (params: PromiseNotification, say: Phrasing) => {
        const { promise, moved, by, reason: why } = params;
        const [label, was, is] = [String(promise.number), say.shortTime(moved.was), say.shortTime(moved.is)];
        const name = by === undefined ? null : say.person(by);
        const common = {
          subject: subjectLine(say, {
            what: { zh: `承诺 ${label} 改期`, en: `Promise ${label} rescheduled` },
            when: { zh: `现为 ${is.zh}`, en: `now due ${is.en}` },
          }),
          happened:
            name === null
              ? {
                  zh: `承诺 ${label} 由 ${was.zh} 改期至 ${is.zh}。`,
                  en: `Promise ${label} was rescheduled from ${was.en} to ${is.en}.`,
                }
              : {
                  zh: `${name}将承诺 ${label} 由 ${was.zh} 改期至 ${is.zh}。`,
                  en: `${name} rescheduled promise ${label} from ${was.en} to ${is.en}.`,
                },
          about: aboutOf(params),
          details: {
            zh: paragraphs(promise.wording, formatDeadlineChanges([moved], say).zh, `理由：${why}`),
            en: paragraphs(promise.wording, formatDeadlineChanges([moved], say).en, `Reason: ${why}`),
          },
        };
        if (!isFor(say, holdingReplyPublished.by)) return { ...common, ...nothingYet() };
        return {
          ...common,
          asked: { zh: "公开说明改期及其理由。", en: "announce in public that the date has changed, and why." },
          dueAt: moved.is,
          dueNote: { zh: "届时须兑现承诺", en: "when the promise is due" },
        };
      },
    },
  },
});
