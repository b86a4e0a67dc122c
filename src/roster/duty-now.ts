/** Who has the duty now, until when, and who comes next: what every page says on top. */
import type { Role, Text } from "../../machines/playbook.ts";
import { actorWords, nameOf, neededAt } from "../directory/directory.ts";
import type { Directory } from "../directory/types.ts";
import type { RosterLayer } from "../directory/entries.ts";
import { nextHandover } from "./handovers.ts";
import { isRostered, reachesSomebody } from "./ladder.ts";
import { withoutQuietHours } from "./recipients.ts";
import { notifyRounds, type NotifyRound } from "./notify-order.ts";
import { whySkipped } from "./gaps.ts";
import { dutyAt, type Slot } from "./slots.ts";

/** Who can have a duty: holders of the role and, where a post is named, of that post (of that unit). */
export type Requirement = {
  readonly role: Role;
  readonly post: string | null;
  readonly unit: string | null;
  /** The post or, where there is none, the role. */
  readonly name: Text;
};

export type OnDuty = {
  readonly layer: string;
  readonly label: Text;
  /** Null: not known, from a server of an earlier version. */
  readonly requires: Requirement | null;
  /** False while nobody has ever been rostered here: then a notification to the layer goes to all who hold its role. */
  readonly isRostered: boolean;
  /** Null: nobody has it. */
  readonly onDuty: { readonly id: string; readonly name: string } | null;
  /** Whom they act for. */
  readonly insteadOf: { readonly id: string; readonly name: string } | null;
  /** Who was named and has not got it, with the reason; null: somebody has it, or nobody was named. */
  readonly skipped: { readonly id: string; readonly name: string; readonly why: Text } | null;
  /** When that changes; null: not within 100 days. */
  readonly until: number | null;
  /** Who has it from then on; null: nobody. */
  readonly next: { readonly id: string; readonly name: string } | null;
};

export function onDutyNow(directory: Directory, at: number): readonly OnDuty[] {
  return layersAt(directory, at).map((layer) => {
    const { id, label } = layer;
    const slot = dutyAt(directory, id, at);
    const change = nextHandover(directory, id, at);
    return {
      layer: id,
      label,
      requires: requirementOf(directory, neededAt(layer, at)),
      isRostered: isRostered(directory, id, at),
      ...(slot ? holderOf(directory, slot) : { onDuty: null, insteadOf: null, skipped: null }),
      until: change?.moment ?? null,
      next: named(directory, change?.to ?? null),
    };
  });
}

function requirementOf(directory: Directory, { role, post }: ReturnType<typeof neededAt>): Requirement {
  return {
    role,
    post: post?.post ?? null,
    unit: post?.unit ?? null,
    name: actorWords(directory, post ?? role),
  };
}

/** Those that there were at that moment. */
export function layersAt({ layers }: Directory, at: number): readonly RosterLayer[] {
  return layers.filter(({ since }) => since === undefined || since <= at);
}

/** Who has a slot, for whom, or who has not got it. */
export function holderOf(
  directory: Directory,
  { layer, from, person, onDuty, missing }: Slot,
): Pick<OnDuty, "onDuty" | "insteadOf" | "skipped"> {
  if (onDuty !== null)
    return {
      onDuty: named(directory, onDuty),
      insteadOf: onDuty === person ? null : named(directory, person),
      skipped: null,
    };
  const why = whySkipped(directory, { layer, from, person, missing: missing ?? "absent" });
  return { onDuty: null, insteadOf: null, skipped: { id: person, name: nameOf(directory, person), why } };
}

/** Nobody can be told: not on any level of the ladder, not in their quiet hours, and nobody in their place. */
export function isNobodyReachable(directory: Directory, at: number): boolean {
  if (!directory.established) return false;
  const levels = directory.ladder.map(({ recipients }) => recipients);
  const isReached = ({ levels, disturb }: NotifyRound) => {
    const now = disturb ? withoutQuietHours(directory) : directory;
    return levels.some(({ recipients }) => reachesSomebody(now, recipients, at));
  };
  return !notifyRounds(levels).some(isReached);
}

function named(directory: Directory, id: string | null): OnDuty["onDuty"] {
  return id === null ? null : { id, name: nameOf(directory, id) };
}
