/**
 * Why an event about the roster is refused. Whether somebody really has the duty that they give away depends on the zone's
 * clocks; that is asked where the roster is worked out, before the event is sent, and not here: a replay may not depend on
 * what a later edition of the time zones says.
 */
import type { Text } from "../../playbook.ts";
import type { OrganisationContext, Swap } from "../context.ts";
import type { Asked } from "../events.ts";
import type { rosterForms } from "../forms/roster-forms.ts";
import { systemActor } from "../people.ts";
import { badExtent, entriesMax, first, isFull, noLayer, notEligible, notTheirs, type Refusals } from "./shared.ts";

const layersMax = 10;
const rotationsMax = 200;
const rotationPeopleMs = 10 * 366 * 24 * 60 * 60_000;
/** A hand-over may be signed a little before it is due, and for some days after. */
const signBeforeMs = 60 * 60_000;
const signAfterMs = 14 * 24 * 60 * 60_000;

const over: Text = { zh: "已过，不能更改。", en: "This is in the past and cannot be changed." };

/** Known and not over; `what` is missing from nothing that is filled in. */
const notRunning = (
  entries: readonly { readonly id: string; readonly until: number | null }[],
  id: string | undefined,
  at: number | undefined,
): Text | null => {
  if (id === undefined) return null;
  const entry = entries.find((one) => one.id === id);
  if (!entry) return { zh: "没有这一条。", en: "Entry not found." };
  return at !== undefined && entry.until !== null && entry.until <= at ? over : null;
};

/** The offer that is meant, when it can still be answered. */
const offerOf = (context: OrganisationContext, id: string | undefined): Swap | Text | null => {
  if (id === undefined) return null;
  const swap = context.swaps.find((one) => one.id === id);
  if (!swap) return { zh: "没有这一换班。", en: "Swap not found." };
  if (swap.state === "accepted") return { zh: "对方已经同意。", en: "It has already been accepted." };
  return swap.state === "cancelled" ? { zh: "已经取消。", en: "It has already been cancelled." } : swap;
};

const isText = (found: Swap | Text): found is Text => "zh" in found;

const answering =
  (answer: (swap: Swap, asked: { readonly by: string; readonly at?: number | undefined }) => Text | null) =>
  (context: OrganisationContext, asked: Asked<"SWAP_ACCEPTED"> | Asked<"SWAP_CANCELLED">): Text | null => {
    const found = offerOf(context, asked.swap);
    if (found === null) return null;
    if (isText(found)) return found;
    return answer(found, asked);
  };

const overlap = (
  one: { readonly from: number; readonly until: number },
  from: number | undefined,
  until: number | undefined,
): boolean => from !== undefined && until !== undefined && one.from < until && from < one.until;

const swapOffered = (context: OrganisationContext, asked: Asked<"SWAP_OFFERED">): Text | null =>
  first(
    isFull(context.swaps),
    notEligible(context, asked.layer, asked.person),
    notEligible(context, asked.layer, asked.to),
    notTheirs(context, asked, asked.person, ["lead"]),
    asked.to !== undefined && asked.to === asked.person
      ? { zh: "须换给另一个人。", en: "Choose another person." }
      : null,
    badExtent(asked),
    badExtent({ at: asked.at, from: asked.returnFrom, until: asked.returnUntil }),
    asked.from !== undefined &&
      asked.until !== undefined &&
      overlap({ from: asked.from, until: asked.until }, asked.returnFrom, asked.returnUntil)
      ? { zh: "换出与换回的时间不能重叠。", en: "The shift given and the shift taken in return must not overlap." }
      : null,
    context.swaps.some(
      (swap) =>
        swap.state === "offered" &&
        swap.layer === asked.layer &&
        swap.person === asked.person &&
        overlap(swap, asked.from, asked.until),
    )
      ? { zh: "该时段已有待答复的换班，请先取消。", en: "A swap for this shift is already pending. Cancel it first." }
      : null,
  );

const handoverSigned = (
  { handovers, ...context }: OrganisationContext,
  asked: Asked<"HANDOVER_SIGNED">,
): Text | null => {
  const { layer, moment, from, to, by, at } = asked;
  const unknown = noLayer({ handovers, ...context }, layer);
  if (unknown || moment === undefined) return unknown;
  if (from !== undefined && to !== undefined && by !== from && by !== to)
    return { zh: "仅交班人和接班人可以签字。", en: "Only the outgoing and the incoming officer can sign." };
  if (at !== undefined && (moment - at > signBeforeMs || at - moment > signAfterMs))
    return {
      zh: "交接班前 1 小时至交接班后 14 天内可以签字。",
      en: "A handover can be signed from one hour before until 14 days after.",
    };
  const signed = handovers.find(
    (one) => one.layer === layer && one.moment === moment && one.from === from && one.to === to,
  );
  const own = by === from ? signed?.signedFrom : signed?.signedTo;
  return own ? { zh: "您已签字。", en: "You have already signed it." } : null;
};

export const rosterRefusals: Refusals<keyof typeof rosterForms> = {
  LAYER_DESCRIBED: ({ layers }, { layer }) =>
    layers.some((one) => one.id === layer) ? null : isFull(layers, layersMax),
  ROTATION_SET: (context, { layer, people = [], until, at }) =>
    first(
      isFull(context.rotations, rotationsMax),
      noLayer(context, layer),
      ...people.map((person) => notEligible(context, layer, person)),
      badExtent({ at, until }, rotationPeopleMs),
    ),
  ROTATION_ENDED: ({ rotations }, { rotation, until, at }) =>
    first(notRunning(rotations, rotation, at), at !== undefined && until !== undefined && until < at ? over : null),
  SHIFT_ADDED: (context, asked) =>
    first(isFull(context.shifts), notEligible(context, asked.layer, asked.person), badExtent(asked)),
  SHIFT_REMOVED: ({ shifts }, { shift, at }) => notRunning(shifts, shift, at),
  OVERRIDE_ADDED: (context, asked) =>
    first(isFull(context.overrides), notEligible(context, asked.layer, asked.person), badExtent(asked)),
  OVERRIDE_REMOVED: ({ overrides }, { override, at }) => notRunning(overrides, override, at),
  HOLIDAY_SET: ({ holidays }, { date }) =>
    holidays.some((holiday) => holiday.date === date) ? null : isFull(holidays, entriesMax),
  HOLIDAY_REMOVED: ({ holidays }, { date }) =>
    date === undefined || holidays.some((holiday) => holiday.date === date)
      ? null
      : { zh: "这一天不是节假日。", en: "That day is not a holiday." },
  SWAP_OFFERED: swapOffered,
  SWAP_ACCEPTED: (context, asked) =>
    answering((swap, { by, at }) => {
      if (by !== swap.to) return { zh: "仅对方本人可以同意。", en: "Only the person it was offered to can accept it." };
      return at !== undefined && Math.min(swap.until, swap.inReturn?.until ?? Infinity) <= at
        ? over
        : notEligible(context, swap.layer, swap.to);
    })(context, asked),
  SWAP_CANCELLED: (context, asked) =>
    answering((swap, { by }) =>
      [swap.person, swap.to, swap.offeredBy, systemActor].includes(by)
        ? null
        : notTheirs(context, asked, swap.person, ["lead", "administrator"]),
    )(context, asked),
  DUTY_TAKEN_OVER: (context, asked) =>
    first(
      isFull(context.overrides),
      asked.layer === undefined ? null : notEligible(context, asked.layer, asked.by),
      badExtent({ at: asked.at, until: asked.until }),
    ),
  HANDOVER_SIGNED: handoverSigned,
};
