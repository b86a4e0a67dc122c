/** From now on the other has it: a swap that was answered late does not change who had the duty until then. */
import { z } from "zod";
import type { Stamp } from "../../kit/stamp.ts";
import type { Text } from "../../playbook.ts";
import type { Swap } from "../context.ts";
import { event } from "../event.ts";
import { entry } from "../parts/fields.ts";
import { notEligible } from "../parts/refusals.ts";
import { answering, next, onDuty, over } from "../parts/roster.ts";
import type { Period, Roster } from "../roster.ts";

function fromNow(swap: Swap, at: number): Swap {
  const inReturn = swap.inReturn && { ...swap.inReturn, from: Math.max(swap.inReturn.from, at) };
  return { ...swap, from: Math.max(swap.from, at), inReturn };
}

/** The roster may have changed since the offer. What is over of it is not given any more. */
function notExchangeable({ layer, person, to, from, until, inReturn }: Swap, { by, at }: Stamp, roster: Roster) {
  const passes = (giver: string, taker: string, period: Period): Text | null => {
    const rest = { ...period, from: Math.max(period.from, at) };
    if (rest.from >= rest.until) return null;
    return roster.notHeld(layer, giver, rest) ?? roster.cannotHave(layer, taker, rest, by);
  };
  return passes(person, to, { from, until }) ?? (inReturn && passes(to, person, inReturn));
}

export const swapAccepted = event("SWAP_ACCEPTED", {
  words: {
    label: { zh: "同意换班", en: "Accept the swap" },
    done: { zh: "已同意换班", en: "Swap accepted" },
    help: { zh: "换班立即生效。", en: "Takes effect immediately." },
  },
  by: onDuty,
  besideEntry: true,
  form: z.object({ swap: entry({ zh: "换班", en: "Swap" }) }),
  refuse: (context, asked) =>
    answering((swap, { by, at }) => {
      if (by !== swap.to) return { zh: "仅对方本人可以同意。", en: "Only the person it was offered to can accept it." };
      return at !== undefined && Math.min(swap.until, swap.inReturn?.until ?? Infinity) <= at
        ? over
        : notEligible(context, swap.layer, swap.to);
    })(context, asked),
  refuseByRoster: ({ swaps }, sent, roster) => {
    const swap = swaps.find(({ id }) => id === sent.swap);
    return swap ? notExchangeable(swap, sent, roster) : null;
  },
  record: (context, { swap, by, at }) => {
    const { number, lastNumber } = next(context);
    // It counts from now on: a swap that was answered late does not change who had the duty until then.
    const swaps = context.swaps.map((one) =>
      one.id === swap ? fromNow({ ...one, state: "accepted" as const, number, settledBy: by, settledAt: at }, at) : one,
    );
    return { swaps, lastNumber };
  },
});
