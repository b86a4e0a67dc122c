/** An offer that nobody accepted is withdrawn. */
import { z } from "zod";
import type { OrganisationContext, Swap } from "../context.ts";
import { event } from "../event.ts";
import { entry } from "../parts/fields.ts";
import { isNotOwn } from "../parts/refusals.ts";
import { answering, onDuty } from "../parts/roster.ts";
import { systemActor } from "../people.ts";

function settled(context: OrganisationContext, id: string, change: Partial<Swap>) {
  return { swaps: context.swaps.map((swap) => (swap.id === id ? { ...swap, ...change } : swap)) };
}

export const swapCancelled = event("SWAP_CANCELLED", {
  words: {
    label: { zh: "取消换班", en: "Cancel the swap" },
    done: { zh: "换班已取消", en: "Swap cancelled" },
    help: {
      zh: "双方或带班领导可以取消尚未同意的换班。",
      en: "Either side or a duty lead can cancel it until it is accepted.",
    },
  },
  by: [...onDuty, "administrator"],
  besideEntry: true,
  form: z.object({ swap: entry({ zh: "换班", en: "Swap" }) }),
  refuse: (context, asked) =>
    answering((swap, { by }) =>
      [swap.person, swap.to, swap.offeredBy, systemActor].includes(by)
        ? null
        : isNotOwn(context, asked, swap.person, ["lead", "administrator"]),
    )(context, asked),
  record: (context, { swap, by, at }) => settled(context, swap, { state: "cancelled", settledBy: by, settledAt: at }),
});
