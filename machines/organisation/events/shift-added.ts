/** A single turn beside the rotations. */
import { z } from "zod";
import { event } from "../event.ts";
import { layer, person, planners } from "../parts/fields.ts";
import { invalidPeriod, first, isFull, notEligible } from "../parts/refusals.ts";
import { aDayFromTomorrow, from, next, restOf, rosteredIn, until, who } from "../parts/roster.ts";

export const shiftAdded = event("SHIFT_ADDED", {
  words: {
    label: { zh: "临时排班", en: "Add a one-off shift" },
    done: { zh: "已临时排班", en: "One-off shift added" },
    help: { zh: "优先于轮值。", en: "Takes precedence over rotations." },
  },
  by: planners,
  form: z.object({ layer, person: person(), from, until }),
  options: who,
  start: aDayFromTomorrow,
  refuse: (context, asked) =>
    first(isFull(context.shifts), notEligible(context, asked.layer, asked.person), invalidPeriod(asked)),
  refuseByRoster: restOf,
  record: (context, { layer, person, from, until, at }) => {
    const { number, lastNumber } = next(context);
    return {
      shifts: [...context.shifts, { id: `shift-${String(number)}`, layer, person, from: Math.max(from, at), until }],
      ...rosteredIn(context, layer, at),
      lastNumber,
    };
  },
});
