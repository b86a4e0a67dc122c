/** What was promised in public is done. */
import { z } from "zod";
import { optional, publicAddress, text } from "../../kit/fields.ts";
import { stopClock } from "../../kit/clocks/clock.ts";
import { updateItemClock } from "../clocks.ts";
import { event } from "../event.ts";
import { first, numbered } from "../parts/items.ts";
import { ownPromises, promiseField, promiseOptions, whenKept } from "../parts/promises.ts";
import * as about from "../views/about.ts";

export const promiseKept = event("PROMISE_KEPT", {
  words: {
    label: { zh: "登记承诺兑现", en: "Record promise as kept" },
    done: { zh: "承诺已兑现", en: "Promise kept" },
    help: { zh: "写明完成的事项及结果的公布网址。", en: "State what was done and where the result is published." },
  },
  by: ["duty-officer", "spokesperson", "lead"],
  form: z.object({
    promise: promiseField,
    wording: text({ label: { zh: "结果", en: "Result" } }),
    address: optional(publicAddress({ label: { zh: "结果的公开地址", en: "Public address of the result" } })),
  }),
  about: about.promise,
  prefill: (context) => first("promise", ownPromises(context)),
  options: promiseOptions,
  refuse: (context, { promise }) => whenKept(context, promise),
  record: (context, sent) => {
    const number = Number(sent.promise);
    const kept = { at: sent.at, by: sent.by, wording: sent.wording, address: sent.address ?? null };
    return {
      promises: numbered(context.promises, number, (promise) => ({ ...promise, kept })),
      clocks: updateItemClock(context, `promise-${String(number)}`, (clock) => stopClock(clock, sent.at)),
      progressAt: sent.at,
    };
  },
});
