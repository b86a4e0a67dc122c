/** A time of duty given away, perhaps for another in return. It counts once the other accepts. */
import { z } from "zod";
import { instant, optional } from "../../kit/fields.ts";
import type { Swap } from "../context.ts";
import { event } from "../event.ts";
import { layer, person } from "../parts/fields.ts";
import { badExtent, first, isFull, notEligible, notTheirs } from "../parts/refusals.ts";
import { from, next, onDuty, until, who } from "../parts/roster.ts";

const overlap = (
  one: { readonly from: number; readonly until: number },
  from: number | undefined,
  until: number | undefined,
): boolean => from !== undefined && until !== undefined && one.from < until && from < one.until;

export const swapOffered = event("SWAP_OFFERED", {
  words: {
    label: { zh: "提出换班", en: "Offer a swap" },
    done: { zh: "已提出换班", en: "Swap offered" },
    help: {
      zh: "把自己的一段值班交给对方，也可以同时接对方的一段；对方同意后生效。",
      en: "Gives a time of duty away, and may take one in return. It counts once the other accepts.",
    },
  },
  by: onDuty,
  form: z
    .object({
      layer,
      person: person({ zh: "谁的班", en: "Whose duty" }),
      from,
      until,
      to: person({ zh: "换给谁", en: "To whom" }),
      returnFrom: optional(instant({ label: { zh: "换回的班开始", en: "In return, from" } })),
      returnUntil: optional(instant({ label: { zh: "换回的班结束", en: "In return, until" } })),
    })
    .superRefine(({ returnFrom, returnUntil }, check) => {
      if ((returnFrom === undefined) === (returnUntil === undefined)) return;
      const path = [returnFrom === undefined ? "returnFrom" : "returnUntil"];
      check.addIssue({ code: "custom", path, message: "give both times · 请同时填写两个时间" });
    }),
  options: who,
  refuse: (context, asked) =>
    first(
      isFull(context.swaps),
      notEligible(context, asked.layer, asked.person),
      notEligible(context, asked.layer, asked.to),
      notTheirs(context, asked, asked.person, ["lead"]),
      asked.to !== undefined && asked.to === asked.person
        ? { zh: "须换给另一个人。", en: "It has to go to somebody else." }
        : null,
      badExtent(asked),
      badExtent({ at: asked.at, from: asked.returnFrom, until: asked.returnUntil }),
      asked.from !== undefined &&
        asked.until !== undefined &&
        overlap({ from: asked.from, until: asked.until }, asked.returnFrom, asked.returnUntil)
        ? { zh: "换出与换回的时间不能重叠。", en: "What is given and what is taken in return must not overlap." }
        : null,
      context.swaps.some(
        (swap) =>
          swap.state === "offered" &&
          swap.layer === asked.layer &&
          swap.person === asked.person &&
          overlap(swap, asked.from, asked.until),
      )
        ? { zh: "这段班已有待答复的换班：请先取消。", en: "This duty is on offer already: cancel that first." }
        : null,
    ),
  record: (context, sent) => {
    const { layer, person, from, until, to, returnFrom, returnUntil, by, at } = sent;
    const { number, lastNumber } = next(context);
    const swap: Swap = {
      id: `swap-${String(number)}`,
      layer,
      person,
      from,
      until,
      to,
      inReturn: returnFrom === undefined || returnUntil === undefined ? null : { from: returnFrom, until: returnUntil },
      state: "offered",
      number,
      offeredBy: by,
      offeredAt: at,
      settledBy: null,
      settledAt: null,
    };
    return { swaps: [...context.swaps, swap], lastNumber };
  },
});
