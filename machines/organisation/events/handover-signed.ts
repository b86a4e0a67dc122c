/** The outgoing and the incoming officer each sign once. */
import { z } from "zod";
import { instant, optional, text } from "../../kit/fields.ts";
import type { Handover, Signature } from "../context.ts";
import { event } from "../event.ts";
import { everybody, layer, person } from "../parts/fields.ts";
import { noLayer } from "../parts/refusals.ts";

/** A handover may be signed a little before it is due, and for some days after. */
const hourMs = 60 * 60_000;
const signBeforeHours = 1;
const signAfterDays = 14;

export const handoverSigned = event("HANDOVER_SIGNED", {
  words: {
    label: { zh: "交接签字", en: "Sign handover" },
    done: { zh: "交接班已签字", en: "Handover signed" },
    help: { zh: "交班人、接班人各签字一次。", en: "The outgoing and the incoming officer each sign once." },
  },
  by: everybody,
  page: "hand-over",
  concernsNobodyElse: true,
  besideEntry: true,
  form: z.object({
    layer,
    moment: instant({ label: { zh: "交接时间", en: "Handover at" } }),
    from: person({ zh: "交班人", en: "Outgoing officer" }),
    to: person({ zh: "接班人", en: "Incoming officer" }),
    note: optional(text({ label: { zh: "交接事项", en: "Handover note" } })),
  }),
  refuse: ({ handovers, ...context }, asked) => {
    const { layer, moment, from, to, by, at } = asked;
    const unknown = noLayer({ handovers, ...context }, layer);
    if (unknown || moment === undefined) return unknown;
    if (from !== undefined && to !== undefined && by !== from && by !== to)
      return { zh: "仅交班人和接班人可以签字。", en: "Only the outgoing and the incoming officer can sign." };
    if (at !== undefined && (moment - at > signBeforeHours * hourMs || at - moment > signAfterDays * 24 * hourMs))
      return {
        zh: `交接班前 ${String(signBeforeHours)} 小时至交接班后 ${String(signAfterDays)} 天内可以签字。`,
        en: `A handover can be signed from ${String(signBeforeHours)} h before until ${String(signAfterDays)} days after.`,
      };
    const signed = handovers.find(
      (one) => one.layer === layer && one.moment === moment && one.from === from && one.to === to,
    );
    const own = by === from ? signed?.signedFrom : signed?.signedTo;
    return own ? { zh: "您已签字。", en: "You have already signed it." } : null;
  },
  refuseByRoster: (_context, { layer, moment, from, to }, roster) => {
    const due = roster.handoverAt(layer, moment);
    if (due?.from === from && due.to === to) return null;
    return { zh: "值班表中没有该次交接班。", en: "There is no such handover in the roster." };
  },
  record: ({ handovers }, sent) => {
    const { layer, moment, from, to, note, by, at } = sent;
    const isIt = (one: Handover) => one.layer === layer && one.moment === moment && one.from === from && one.to === to;
    const before = handovers.find(isIt) ?? { layer, moment, from, to, signedFrom: null, signedTo: null };
    const signature: Signature = { at, by, note: note ?? null };
    const signed = by === from ? { ...before, signedFrom: signature } : { ...before, signedTo: signature };
    return { handovers: [...handovers.filter((one) => !isIt(one)), signed] };
  },
});
