/** Somebody else for a while. */
import { z } from "zod";
import { event } from "../event.ts";
import { layer, person, planners, reason } from "../parts/fields.ts";
import { invalidPeriod, first, isFull, notEligible } from "../parts/refusals.ts";
import { aDayFromTomorrow, from, overridden, restOf, until, who } from "../parts/roster.ts";

export const overrideAdded = event("OVERRIDE_ADDED", {
  words: {
    label: { zh: "安排替班", en: "Override the roster" },
    done: { zh: "已安排替班", en: "Override added" },
    help: {
      zh: "优先于轮值和临时排班；有重叠的，以后安排的为准。",
      en: "Takes precedence over rotations and one-off shifts; where two overlap, the later one applies.",
    },
  },
  by: planners,
  form: z.object({ layer, person: person(), from, until, reason }),
  options: who,
  start: aDayFromTomorrow,
  refuse: (context, asked) =>
    first(isFull(context.overrides), notEligible(context, asked.layer, asked.person), invalidPeriod(asked)),
  refuseByRoster: restOf,
  record: (context, { layer, person, from, until, reason, by, at }) =>
    overridden(context, {
      layer,
      person,
      from: Math.max(from, at),
      until,
      kind: "override",
      reason,
      by,
      recordedAt: at,
    }),
});
