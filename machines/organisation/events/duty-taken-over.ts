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
  refuseByRoster: (_context, { layer, by, at, until }, roster) => {
    if (roster.onDuty(layer, at) === by) return { zh: "您目前正在当班。", en: "You are already on duty." };
    const cannot = roster.cannotHave(layer, by, { from: at, until }, by);
    if (cannot) return cannot;
    const latest = roster.takeOverUntil(layer, at);
    if (latest === null || until <= latest) return null;
    return {
      zh: "只能接班至本班结束；时间更长的，请带班领导安排替班。",
      en: "You can take over only until this turn ends. For longer, ask a duty lead for an override.",
    };
  },
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
