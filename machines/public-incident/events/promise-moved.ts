/** Another date for a promise. The old one stays with the clock, and the reason with it. */
import { z } from "zod";
import { instant } from "../../kit/fields.ts";
import { moveClock } from "../../kit/clocks/clock.ts";
import { inBoth, lastOf, paragraphs } from "../../kit/sentences.ts";
import type { SayTime } from "../../playbook.ts";
import { clockName } from "../clock-keeper.ts";
import { changeFurther } from "../clocks.ts";
import type { PublicPromise } from "../record.ts";
import { event } from "../event.ts";
import { type Envelope, type Moved, envelope, sayMoved, subjectOf } from "../parts/envelope.ts";
import { reason } from "../parts/fields.ts";
import { first, numbered, openPromises } from "../parts/items.ts";
import { promiseField, promiseOptions, whenKept } from "../parts/promises.ts";
import * as about from "../views/about.ts";

type PromiseNotification = Envelope & {
  readonly promise: PublicPromise;
  readonly moved: Moved;
  readonly reason: string;
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
  prefill: (context) => first("promise", openPromises(context)),
  options: promiseOptions,
  refuse: (context, { promise }) => whenKept(context, promise),
  record: (context, sent) => {
    const number = Number(sent.promise);
    return {
      promises: numbered(context.promises, number, (promise) => ({ ...promise, dueAt: sent.dueAt })),
      clocks: changeFurther(context, `promise-${String(number)}`, (clock) =>
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
        return { ...envelope(context, context.policy.leadGroup), promise, moved, reason: sent.reason };
      },
      write: (params: PromiseNotification, sayTime: SayTime) => ({
        subject: subjectOf(params, {
          zh: `承诺 ${String(params.promise.number)} 改期`,
          en: `Promise ${String(params.promise.number)} rescheduled`,
        }),
        happened: inBoth((language) =>
          paragraphs(
            params.promise.wording,
            sayMoved([params.moved], language, sayTime),
            `${language === "zh" ? "理由：" : "Reason: "}${params.reason}`,
          ),
        ),
        asked: { zh: "请公开说明改期及其理由。", en: "Announce in public that the date has changed, and why." },
        dueAt: params.moved.is,
      }),
    },
  },
});
