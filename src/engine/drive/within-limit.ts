import type { Clock } from "../../kernel/clock.ts";
import type { Deliver } from "../ports.ts";

/** A delivery that has not answered by then counts as failed, so that it cannot hold up the others for ever. */
const deliveryMaxMs = 120_000;

/**
 * Rejects when the delivery takes longer than `deliveryMaxMs`; what it does afterwards nobody hears of. Whether it is a promise
 * or not, and throws at once or later: it is one try with one outcome.
 */
export function withinLimit(deliver: () => ReturnType<Deliver>, steady: Clock): ReturnType<Deliver> {
  return new Promise((resolve, reject) => {
    const takeBack = steady.after(deliveryMaxMs, () => {
      reject(new Error(`no answer within ${deliveryMaxMs / 1_000} s`));
    });
    void Promise.resolve().then(deliver).then(resolve, reject).finally(takeBack);
  });
}
