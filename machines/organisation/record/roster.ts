/** What events about the roster change. What has been stays: whoever had the duty keeps having had it. */
import type {
  Handover,
  OrganisationContext,
  Override,
  RosterLayer,
  Rotation,
  Signature,
  Swap,
  Weekday,
} from "../context.ts";
import type { EventOf } from "../events.ts";
import type { rosterForms } from "../forms/roster-forms.ts";
import { keptMs, type Records } from "./records.ts";

/** Ends now what is running, and takes out what has not begun. */
function cutAt<Part extends { readonly id: string; readonly from: number }>(
  parts: readonly Part[],
  id: string,
  at: number,
): readonly Part[] {
  return parts.flatMap((part) => {
    if (part.id !== id) return [part];
    return part.from < at ? [{ ...part, until: at }] : [];
  });
}

type Numbered = Pick<OrganisationContext, "lastNumber">;
const next = ({ lastNumber }: Numbered) => ({ number: lastNumber + 1, lastNumber: lastNumber + 1 });

function overridden(context: OrganisationContext, override: Omit<Override, "id" | "number">) {
  const { number, lastNumber } = next(context);
  return {
    overrides: [...context.overrides, { ...override, id: `override-${String(number)}`, number }],
    ...rosteredIn(context, override.layer, override.recordedAt),
    lastNumber,
  };
}

/** Every day of the week is the same as none named. */
function daysOf(named: readonly Weekday[]): Pick<Rotation, "weekdays"> {
  const weekdays = [...new Set(named)];
  return weekdays.length === 0 || weekdays.length === 7 ? {} : { weekdays };
}

/** From now on a gap in this layer is a gap: it stays so when what was rostered has long been forgotten. */
function rosteredIn({ layers }: OrganisationContext, layer: string, at: number): Pick<OrganisationContext, "layers"> {
  return { layers: layers.map((one) => (one.id === layer ? { ...one, rosteredSince: one.rosteredSince ?? at } : one)) };
}

/** Who was on duty by the role that was needed then keeps having been. */
function earlierOf({ role, earlier = [] }: RosterLayer, next: RosterLayer["role"], at: number) {
  if (role === next) return {};
  return { earlier: [...earlier.filter(({ until }) => until > at - keptMs), { until: at, role }] };
}

function settled(context: OrganisationContext, id: string, change: Partial<Swap>) {
  return { swaps: context.swaps.map((swap) => (swap.id === id ? { ...swap, ...change } : swap)) };
}

export const rosterRecords: Records<keyof typeof rosterForms> = {
  LAYER_DESCRIBED: ({ layers }, { layer, zh, en, role, at }) => {
    const described = { label: { zh, en }, role };
    const known = layers.some((one) => one.id === layer);
    if (!known) return { layers: [...layers, { id: layer, ...described, since: at }] };
    return {
      layers: layers.map((one) => (one.id === layer ? { ...one, ...described, ...earlierOf(one, role, at) } : one)),
    };
  },
  ROTATION_SET: (context, { layer, people, unit, every, handoverTime, dailyUntil, weekdays, startDate, until, at }) => {
    const { number, lastNumber } = next(context);
    const id = `rotation-${String(number)}`;
    const only = {
      ...(dailyUntil === undefined ? {} : { dailyUntil }),
      ...daysOf(weekdays ?? []),
    };
    const turns = { people, unit, every, handoverTime, ...only, startDate };
    const rotation: Rotation = { id, layer, ...turns, since: at, until: until ?? null };
    return { rotations: [...context.rotations, rotation], ...rosteredIn(context, layer, at), lastNumber };
  },
  ROTATION_ENDED: ({ rotations }, { rotation, until }) => ({
    rotations: rotations.map((one) => (one.id === rotation ? { ...one, until } : one)),
  }),
  SHIFT_ADDED: (context, { layer, person, from, until, at }) => {
    const { number, lastNumber } = next(context);
    return {
      shifts: [...context.shifts, { id: `shift-${String(number)}`, layer, person, from: Math.max(from, at), until }],
      ...rosteredIn(context, layer, at),
      lastNumber,
    };
  },
  SHIFT_REMOVED: ({ shifts }, { shift, at }) => ({ shifts: cutAt(shifts, shift, at) }),
  OVERRIDE_ADDED: (context, { layer, person, from, until, reason, by, at }) =>
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
  OVERRIDE_REMOVED: ({ overrides }, { override, at }) => ({ overrides: cutAt(overrides, override, at) }),
  DUTY_TAKEN_OVER: (context, { layer, until, reason, by, at }) =>
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
  HOLIDAY_SET: ({ holidays }, { date, name }) => ({
    holidays: [...holidays.filter((holiday) => holiday.date !== date), { date, name }].sort((a, b) =>
      a.date < b.date ? -1 : 1,
    ),
  }),
  HOLIDAY_REMOVED: ({ holidays }, { date }) => ({ holidays: holidays.filter((holiday) => holiday.date !== date) }),
  SWAP_OFFERED: swapOffered,
  SWAP_ACCEPTED: (context, { swap, by, at }) => {
    const { number, lastNumber } = next(context);
    // It counts from now on: a swap that was answered late does not change who had the duty until then.
    const swaps = context.swaps.map((one) =>
      one.id === swap ? fromNow({ ...one, state: "accepted" as const, number, settledBy: by, settledAt: at }, at) : one,
    );
    return { swaps, lastNumber };
  },
  SWAP_CANCELLED: (context, { swap, by, at }) =>
    settled(context, swap, { state: "cancelled", settledBy: by, settledAt: at }),
  HANDOVER_SIGNED: handoverSigned,
};

function swapOffered(context: OrganisationContext, event: EventOf<"SWAP_OFFERED">): Partial<OrganisationContext> {
  const { layer, person, from, until, to, returnFrom, returnUntil, by, at } = event;
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
}

function fromNow(swap: Swap, at: number): Swap {
  const inReturn = swap.inReturn && { ...swap.inReturn, from: Math.max(swap.inReturn.from, at) };
  return { ...swap, from: Math.max(swap.from, at), inReturn };
}

function handoverSigned(
  { handovers }: OrganisationContext,
  event: EventOf<"HANDOVER_SIGNED">,
): Partial<OrganisationContext> {
  const { layer, moment, from, to, note, by, at } = event;
  const isIt = (one: Handover) => one.layer === layer && one.moment === moment && one.from === from && one.to === to;
  const before = handovers.find(isIt) ?? { layer, moment, from, to, signedFrom: null, signedTo: null };
  const signature: Signature = { at, by, note: note ?? null };
  const signed = by === from ? { ...before, signedFrom: signature } : { ...before, signedTo: signature };
  return { handovers: [...handovers.filter((one) => !isIt(one)), signed] };
}
