/** Here and now, until the turn ends. */
import { z } from "zod";
import { optional } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { layer, reason } from "../parts/fields.ts";
import { invalidPeriod, first, isFull, notEligible } from "../parts/refusals.ts";
import { onDuty, overridden, until, who } from "../parts/roster.ts";

export const dutyTakenOver = event("DUTY_TAKEN_OVER", {
  words: {
    label: { zh: "立即接班", en: "Take over now" },
    done: { zh: "已接班", en: "Shift taken over" },
    help: { zh: "从现在起由您值班，到本班结束。", en: "You are on duty from now until this turn ends." },
  },
  by: onDuty,
  form: z.object({ layer, until, reason: optional(reason) }),
  options: who,
  start: ({ layers }, { asked, calendar }) => {
    const layer = asked["layer"] ?? layers[0]?.id ?? "";
    return { layer, until: calendar.turnUntil(layer) };
  },
  refuse: (context, asked) =>
    first(
      isFull(context.overrides),
      asked.layer === undefined ? null : notEligible(context, asked.layer, asked.by),
      invalidPeriod({ at: asked.at, until: asked.until }),
    ),
  record: (context, { layer, until, reason, by, at }) =>
    overridden(context, {
      layer,
      person: by,
      from: at,
      until,
      kind: "takeover",
      reason: reason ?? null,
      by,
      recordedAt: at,
    }),
});
