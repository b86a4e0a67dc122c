/**
 * What the machine of the organisation cannot ask, because it depends on the zone's clocks: whether somebody really has the
 * duty that they give away, take over or sign for. Asked before the event is sent, of the very state that it is sent to.
 */
import type { Text } from "../../machines/playbook.ts";
import type { EventOf, EventType } from "../../machines/organisation/events.ts";
import { nameOf } from "../people/directory.ts";
import type { Directory } from "../people/types.ts";
import { handoversBetween } from "./handovers.ts";
import { dutyAt, dutyBetween } from "./slots.ts";

/** Null when nothing of the roster stands against it. */
export function rosterRefusal<Type extends EventType>(directory: Directory, event: EventOf<Type>): Text | null {
  const check: Check<Type> | undefined = checks[event.type];
  return check?.(directory, event) ?? null;
}

type Check<Type extends EventType> = (directory: Directory, event: EventOf<Type>) => Text | null;

const checks: { readonly [Type in EventType]?: Check<Type> } = {
  SWAP_OFFERED: swapOffered,
  SWAP_ACCEPTED: swapAccepted,
  DUTY_TAKEN_OVER: takenOver,
  HANDOVER_SIGNED: handoverSigned,
};

/** Until when somebody who takes over at `at` has the duty: the end of the slot, or of the gap; null when that is far away. */
export function takeOverUntil(directory: Directory, layer: string, at: number): number | null {
  const slot = dutyAt(directory, layer, at);
  if (slot) return slot.until;
  return dutyBetween(directory, layer, at, at + gapMaxMs)[0]?.from ?? null;
}

const gapMaxMs = 31 * 24 * 60 * 60_000;

type Extent = { readonly from: number; readonly until: number };

/** Rostered without a break, whoever acts for them meanwhile. */
function holds(directory: Directory, layer: string, person: string, { from, until }: Extent): boolean {
  let reached = from;
  for (const slot of dutyBetween(directory, layer, from, until)) {
    if (slot.from > reached || slot.person !== person) return false;
    reached = slot.until;
  }
  return reached >= until;
}

const notHeld = (directory: Directory, person: string): Text => ({
  zh: `这段时间不全是${nameOf(directory, person)}的班。`,
  en: `${nameOf(directory, person)} does not have the duty for all of that time.`,
});

function swapOffered(directory: Directory, event: EventOf<"SWAP_OFFERED">): Text | null {
  const { layer, person, from, until, to, returnFrom, returnUntil } = event;
  if (!holds(directory, layer, person, { from, until })) return notHeld(directory, person);
  if (returnFrom === undefined || returnUntil === undefined) return null;
  return holds(directory, layer, to, { from: returnFrom, until: returnUntil }) ? null : notHeld(directory, to);
}

/** The roster may have changed since the offer. What is over of it is not given any more. */
function swapAccepted(directory: Directory, { swap: id, at }: EventOf<"SWAP_ACCEPTED">): Text | null {
  const swap = directory.swaps.find((one) => one.id === id);
  if (!swap) return null;
  const { layer, person, to, inReturn } = swap;
  const rest = ({ from, until }: Extent): Extent => ({ from: Math.max(from, at), until });
  if (!holds(directory, layer, person, rest(swap))) return notHeld(directory, person);
  return inReturn === null || holds(directory, layer, to, rest(inReturn)) ? null : notHeld(directory, to);
}

function takenOver(directory: Directory, { layer, by, at, until }: EventOf<"DUTY_TAKEN_OVER">): Text | null {
  if (dutyAt(directory, layer, at)?.onDuty === by)
    return { zh: "现在就是您在值班。", en: "You have the duty already." };
  const latest = takeOverUntil(directory, layer, at);
  if (latest === null || until <= latest) return null;
  return {
    zh: "只能接管到本班结束；更长时间请带班领导安排替班。",
    en: "Only until this turn ends; for longer ask a lead for an override.",
  };
}

function handoverSigned(directory: Directory, event: EventOf<"HANDOVER_SIGNED">): Text | null {
  const { layer, moment, from, to } = event;
  const [due] = handoversBetween(directory, layer, moment, moment + 1);
  if (due?.from === from && due.to === to) return null;
  return { zh: "值班表上没有这一交接。", en: "The roster has no such hand-over." };
}
