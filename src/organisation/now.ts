/** Who is there and who has the duty, at one moment and in short: for programs and for the terminal. */
import type { Language, Role, FormatTime, Text } from "../../machines/playbook.ts";
import { absenceAt, actorWords, nameOf, postsHeldAt, standingAt, unitById } from "../directory/directory.ts";
import type { Directory } from "../directory/types.ts";
import type { ClaimSource } from "../roster/claims.ts";
import { onDutyNow, holderOf, layersAt, type OnDuty } from "../roster/duty-now.ts";
import { gapsBetween, gapWords } from "../roster/gaps.ts";
import { isRostered } from "../roster/ladder.ts";
import { dutyBetween, type Slot } from "../roster/slots.ts";

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Without an address: those are for whoever looks after people. */
export interface PersonNow {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly units: readonly { readonly unit: string; readonly name: Text }[];
  /** `unit` null: of the whole organisation. */
  readonly posts: readonly { readonly post: string; readonly unit: string | null; readonly name: Text }[];
  readonly language: Language;
  readonly active: boolean;
  /** The one that counts now. `until` null: until it is ended; `deputy` null: nobody acts instead. */
  readonly absence: { readonly from: number; readonly until: number | null; readonly deputy: Named | null } | null;
  /** Layers of the roster that they have now. */
  readonly onDuty: readonly { readonly layer: string; readonly label: Text }[];
}

export interface PeopleNow {
  /** The moment that is answered for. */
  readonly now: number;
  readonly people: readonly PersonNow[];
}

export interface LayerNow extends OnDuty {
  /** When nobody has it within the days ahead, oldest first; of a layer that nobody was ever rostered in: none. */
  readonly gaps: readonly { readonly from: number; readonly until: number; readonly sentence: Text }[];
}

export interface RosterNow {
  /** The moment that is answered for. */
  readonly now: number;
  /** IANA name. */
  readonly zone: string;
  readonly zoneLabel: Text;
  readonly layers: readonly LayerNow[];
}

/** A time of duty, as long as it really is. */
export interface TurnOfDuty {
  readonly from: number;
  readonly until: number;
  readonly onDuty: Named | null;
  readonly insteadOf: Named | null;
  readonly skipped: OnDuty["skipped"];
  readonly source: ClaimSource;
}

export interface RosterBetween {
  readonly from: number;
  readonly until: number;
  readonly zone: string;
  readonly zoneLabel: Text;
  readonly layers: readonly (Pick<LayerNow, "layer" | "label" | "isRostered" | "gaps"> & {
    readonly turns: readonly TurnOfDuty[];
  })[];
}

/** What was before is in the record; the directory itself remembers so long. */
export const rosterBackDays = 400;
const rosterAheadDays = 732;
/** Of one answer. */
export const rosterWindowDays = 31;

export type Window = { readonly from: number; readonly until: number };

/** Why a roster is not answered for that time, in one sentence; null when it is. */
export function outOfReach({ from, until }: Window, now: number): Text | null {
  if (until <= from) return { zh: "结束须晚于开始。", en: "The end must be later than the start." };
  if (from < now - rosterBackDays * dayMs)
    return {
      zh: `值班表可查最近 ${rosterBackDays} 天；更早的请查看变更记录。`,
      en: `The roster answers for the last ${rosterBackDays} days; earlier changes are in the change log.`,
    };
  if (until > now + rosterAheadDays * dayMs)
    return {
      zh: `值班表可查今后 ${rosterAheadDays} 天。`,
      en: `The roster answers for the next ${rosterAheadDays} days.`,
    };
  if (until - from <= rosterWindowDays * dayMs) return null;
  return { zh: `一次最多查 ${rosterWindowDays} 天。`, en: `At most ${rosterWindowDays} days at a time.` };
}

/** So far ahead gaps are looked for. */
export const gapDays = 30;
const dayMs = 24 * 60 * 60_000;

/** In the order in which they were added; at a moment of the past by what was on record then. */
export function peopleNow(directory: Directory, at: number, isPast: boolean): PeopleNow {
  const duties = onDutyNow(directory, at);
  const people = directory.people.flatMap((person) => {
    const { id, name, language } = person;
    const standing = isPast ? standingAt(person, at) : person;
    if (!standing) return [];
    const absence = absenceAt(directory, id, at);
    const onDuty = duties.filter((duty) => duty.onDuty?.id === id).map(({ layer, label }) => ({ layer, label }));
    const { roles, units, active } = standing;
    const belongings = { units: namedUnits(directory, units), posts: namedPosts(directory, id, at) };
    return [
      { id, name, roles, ...belongings, language, active, absence: absence && shortly(directory, absence), onDuty },
    ];
  });
  return { now: at, people };
}

const namedUnits = (directory: Directory, units: readonly string[]): PersonNow["units"] =>
  units.flatMap((id) => {
    const unit = unitById(directory, id);
    return unit ? [{ unit: id, name: unit.name }] : [];
  });

const namedPosts = (directory: Directory, id: string, at: number): PersonNow["posts"] =>
  postsHeldAt(directory, id, at).map(({ post, unit }) => ({
    post,
    unit,
    name: actorWords(directory, { post, ...(unit !== null && { unit }) }),
  }));

function shortly(directory: Directory, { from, until, deputy }: NonNullable<ReturnType<typeof absenceAt>>) {
  return { from, until, deputy: deputy === null ? null : { id: deputy, name: nameOf(directory, deputy) } };
}

export function rosterNow(
  directory: Directory,
  now: number,
  formatTime: FormatTime,
): Pick<RosterNow, "now" | "layers"> {
  const window = { from: now, until: now + gapDays * dayMs };
  const layers = onDutyNow(directory, now).map((duty) => ({
    ...duty,
    gaps: duty.isRostered ? gapsWithin(directory, duty.layer, window, formatTime) : [],
  }));
  return { now, layers };
}

export function rosterBetween(
  directory: Directory,
  window: Window,
  formatTime: FormatTime,
): Pick<RosterBetween, "from" | "until" | "layers"> {
  const layers = layersAt(directory, window.until - 1).map(({ id, label }) => {
    const isKept = isRostered(directory, id, window.until - 1);
    const gaps = isKept ? gapsWithin(directory, id, window, formatTime) : [];
    const turns = dutyBetween(directory, id, window.from, window.until).map((slot) => turnOf(directory, slot));
    return { layer: id, label, isRostered: isKept, turns, gaps };
  });
  return { ...window, layers };
}

function turnOf(directory: Directory, slot: Slot): TurnOfDuty {
  const { from, until, source } = slot;
  return { from, until, ...holderOf(directory, slot), source };
}

function gapsWithin(directory: Directory, layer: string, { from, until }: Window, formatTime: FormatTime) {
  return gapsBetween(directory, layer, from, until).map((gap) => ({
    from: gap.from,
    until: gap.until,
    sentence: gapWords(directory, gap, formatTime),
  }));
}
