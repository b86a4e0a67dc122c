/** From now on the other has it: a swap that was answered late does not change who had the duty until then. */
import { z } from "zod";
import type { Swap } from "../context.ts";
import { event } from "../event.ts";
import { entry } from "../parts/fields.ts";
import { notEligible } from "../parts/refusals.ts";
import { answering, next, onDuty, over } from "../parts/roster.ts";

function fromNow(swap: Swap, at: number): Swap {
  const inReturn = swap.inReturn && { ...swap.inReturn, from: Math.max(swap.inReturn.from, at) };
  return { ...swap, from: Math.max(swap.from, at), inReturn };
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
  record: (context, { swap, by, at }) => {
    const { number, lastNumber } = next(context);
    // It counts from now on: a swap that was answered late does not change who had the duty until then.
    const swaps = context.swaps.map((one) =>
      one.id === swap ? fromNow({ ...one, state: "accepted" as const, number, settledBy: by, settledAt: at }, at) : one,
    );
    return { swaps, lastNumber };
  },
});
