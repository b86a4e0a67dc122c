/**
 * What the machine of the organisation cannot ask, because it depends on the zone's clocks, or because what was accepted
 * once has to be accepted again by a replay: whether somebody really has the duty that they give away or sign for, could
 * have the one that they are given, and may read what they would be told. Asked before the event is sent, of the very
 * state that it is sent to.
 */
import type { Text } from "../../machines/playbook.ts";
import type { EventOf, EventType } from "../../machines/organisation/changes.ts";
import { nameOf } from "../directory/directory.ts";
import type { Directory } from "../directory/types.ts";
import { awayThroughout, cannotHave, type Extent } from "./can-have.ts";
import { handoversBetween } from "./handovers.ts";
import { unreadableLevel } from "./ladder-check.ts";
import { dutyAt, slotsFrom } from "./slots.ts";
import { instantOf, localTime } from "./zone.ts";

/** Null when nothing of the roster stands against it. */
export function rosterRefusal<Type extends EventType>(directory: Directory, event: EventOf<Type>): Text | null {
  const check: Check<Type> | undefined = checks[event.type];
  return check?.(directory, event) ?? null;
}

type Check<Type extends EventType> = (directory: Directory, event: EventOf<Type>) => Text | null;

const checks: { readonly [Type in EventType]?: Check<Type> } = {
  LADDER_SET: (directory, { levels }) => unreadableLevel(directory, levels),
  ROTATION_SET: rotationSet,
  SHIFT_ADDED: given,
  OVERRIDE_ADDED: given,
  SWAP_OFFERED: swapOffered,
  SWAP_ACCEPTED: swapAccepted,
  DUTY_TAKEN_OVER: takenOver,
  HANDOVER_SIGNED: handoverSigned,
};

/** Until when somebody who takes over at `at` has the duty: the end of the slot, or of the gap; null when that is far away. */
export function takeOverUntil(directory: Directory, layer: string, at: number): number | null {
  const slot = dutyAt(directory, layer, at);
  if (slot) return slot.until;
  for (const slot of slotsFrom(directory, layer, at, at + gapMaxMs)) return slot.from;
  return null;
}

const gapMaxMs = 31 * 24 * 60 * 60_000;

/** What is over of it is not given any more. */
function given(
  directory: Directory,
  { layer, person, from, until, by, at }: EventOf<"SHIFT_ADDED"> | EventOf<"OVERRIDE_ADDED">,
): Text | null {
  return cannotHave(directory, layer, person, { from: Math.max(from, at), until }, by);
}

const yearMs = 366 * 24 * 60 * 60_000;

function rotationSet(directory: Directory, event: EventOf<"ROTATION_SET">): Text | null {
  const { people, startDate, handoverTime, by, at } = event;
  const start = instantOf(directory.organisation.zone, localTime(startDate, handoverTime));
  if (Math.abs(start - at) > rotationStartMaxYears * yearMs)
    return {
      zh: `开始日期须在今天前后 ${String(rotationStartMaxYears)} 年之内。`,
      en: `The first day has to be within ${String(rotationStartMaxYears)} years of today.`,
    };
  const extent = { from: Math.max(start, at), until: event.until ?? Infinity };
  const problems = people.map((person) => awayThroughout(directory, person, extent, by));
  return problems.find((problem) => problem !== null) ?? null;
}

const rotationStartMaxYears = 10;

/** Rostered without a break, whoever acts for them meanwhile. */
function holds(directory: Directory, layer: string, person: string, { from, until }: Extent): boolean {
  let reached = from;
  for (const slot of slotsFrom(directory, layer, from, until)) {
    if (slot.from > reached || slot.person !== person) return false;
    reached = slot.until;
  }
  return reached >= until;
}

const notHeld = (directory: Directory, person: string): Text => ({
  zh: `${nameOf(directory, person)}并非该时段全程当班。`,
  en: `${nameOf(directory, person)} is not on duty for the whole of that period.`,
});

function swapOffered(directory: Directory, event: EventOf<"SWAP_OFFERED">): Text | null {
  const { layer, person, from, until, to, returnFrom, returnUntil } = event;
  if (!holds(directory, layer, person, { from, until })) return notHeld(directory, person);
  const cannot = cannotHave(directory, layer, to, { from, until }, event.by);
  if (cannot || returnFrom === undefined || returnUntil === undefined) return cannot;
  const inReturn = { from: returnFrom, until: returnUntil };
  if (!holds(directory, layer, to, inReturn)) return notHeld(directory, to);
  return cannotHave(directory, layer, person, inReturn, event.by);
}

/** The roster may have changed since the offer. What is over of it is not given any more. */
function swapAccepted(directory: Directory, { swap: id, by, at }: EventOf<"SWAP_ACCEPTED">): Text | null {
  const swap = directory.swaps.find((one) => one.id === id);
  if (!swap) return null;
  const { layer, person, to, inReturn } = swap;
  const rest = ({ from, until }: Extent): Extent => ({ from: Math.max(from, at), until });
  const over = ({ from, until }: Extent): boolean => from >= until;
  const [passed, taken] = [rest(swap), inReturn && rest(inReturn)];
  if (!over(passed) && !holds(directory, layer, person, passed)) return notHeld(directory, person);
  const cannot = over(passed) ? null : cannotHave(directory, layer, to, passed, by);
  if (cannot || taken === null || over(taken)) return cannot;
  return holds(directory, layer, to, taken) ? cannotHave(directory, layer, person, taken, by) : notHeld(directory, to);
}

function takenOver(directory: Directory, { layer, by, at, until }: EventOf<"DUTY_TAKEN_OVER">): Text | null {
  if (dutyAt(directory, layer, at)?.onDuty === by) return { zh: "您目前正在当班。", en: "You are already on duty." };
  const cannot = cannotHave(directory, layer, by, { from: at, until }, by);
  if (cannot) return cannot;
  const latest = takeOverUntil(directory, layer, at);
  if (latest === null || until <= latest) return null;
  return {
    zh: "只能接班至本班结束；时间更长的，请带班领导安排替班。",
    en: "You can take over only until this turn ends. For longer, ask a duty lead for an override.",
  };
}

function handoverSigned(directory: Directory, event: EventOf<"HANDOVER_SIGNED">): Text | null {
  const { layer, moment, from, to } = event;
  const [due] = handoversBetween(directory, layer, moment, moment + 1);
  if (due?.from === from && due.to === to) return null;
  return { zh: "值班表中没有该次交接班。", en: "There is no such handover in the roster." };
}
