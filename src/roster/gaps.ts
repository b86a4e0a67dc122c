/** When nobody is on duty, and why, in words: shown before it happens. */
import type { FormatTime, Text } from "../../machines/playbook.ts";
import { actorWords, layerById, nameOf, neededAt } from "../directory/directory.ts";
import type { Directory } from "../directory/types.ts";
import { slotsFrom, type Missing } from "./slots.ts";
import { localDate } from "./zone.ts";

export type Gap = {
  readonly layer: string;
  readonly from: number;
  readonly until: number;
  /** Null: the roster names nobody; otherwise who would have had the duty and why they have not. */
  readonly named: { readonly person: string; readonly missing: Missing } | null;
};

/**
 * The parts of `from` (inclusive) to `until` (exclusive) in which nobody has the duty, oldest first, cut to the window. Turn
 * after turn that somebody cannot take is one gap.
 */
export function gapsBetween(directory: Directory, layer: string, from: number, until: number): readonly Gap[] {
  const gaps: Gap[] = [];
  const add = (gap: Gap) => {
    const before = gaps.at(-1);
    if (before?.until === gap.from && isSameReason(before, gap))
      gaps[gaps.length - 1] = { ...before, until: gap.until };
    else gaps.push(gap);
  };
  let reached = from;
  for (const slot of slotsFrom(directory, layer, from, until)) {
    if (slot.from > reached) add({ layer, from: reached, until: slot.from, named: null });
    if (slot.onDuty === null)
      add({
        layer,
        from: Math.max(slot.from, from),
        until: Math.min(slot.until, until),
        named: { person: slot.person, missing: slot.missing ?? "absent" },
      });
    reached = Math.max(reached, slot.until);
  }
  if (reached < until) add({ layer, from: reached, until, named: null });
  return gaps;
}

function isSameReason({ named: one }: Gap, { named: other }: Gap): boolean {
  return one?.person === other?.person && one?.missing === other?.missing;
}

/** One sentence: which layer, from when to when, why, and whether a holiday falls into it. */
export function gapWords(directory: Directory, gap: Gap, formatTime: FormatTime): Text {
  const label = layerById(directory, gap.layer)?.label ?? { zh: gap.layer, en: gap.layer };
  const why = whyNobody(directory, gap);
  const feast = holidaysWithin(directory, gap);
  return {
    zh: `${label.zh}空缺：${formatTime(gap.from, "zh")} 至 ${formatTime(gap.until, "zh")}，${why.zh}${feast === "" ? "" : `（${feast}）`}。`,
    en: `No ${label.en} from ${formatTime(gap.from, "en")} to ${formatTime(gap.until, "en")}: ${why.en}${feast === "" ? "" : ` (${feast})`}.`,
  };
}

function whyNobody(directory: Directory, { layer, from, named }: Gap): Text {
  if (named === null) return { zh: "值班表未排人", en: "no one is rostered" };
  return whySkipped(directory, { layer, from, ...named });
}

interface Named {
  readonly layer: string;
  readonly from: number;
  readonly person: string;
  readonly missing: Missing;
}

/** Why whoever is named has not got the duty, and nobody has it for them. */
export function whySkipped(directory: Directory, { layer, from, person, missing }: Named): Text {
  const name = nameOf(directory, person);
  const described = layerById(directory, layer);
  const needed = described ? neededAt(described, from).post : undefined;
  const post = needed ? actorWords(directory, needed) : { zh: "", en: "" };
  switch (missing) {
    case "absent":
      return { zh: `${name}不在岗且无代理人`, en: `${name} is absent and has no deputy` };
    case "deactivated":
      return { zh: `${name}的账号已停用`, en: `${name} has been deactivated` };
    case "without-role":
      return { zh: `${name}没有所需的角色`, en: `${name} does not have the required role` };
    case "without-post":
      return { zh: `${name}不担任所需的职务“${post.zh}”`, en: `${name} does not hold the required post “${post.en}”` };
    case "inactive-post":
      return {
        zh: `所需的职务“${post.zh}”已停用`,
        en: `the required post “${post.en}” has been deactivated`,
      };
  }
}

/** Names of the holidays on the local dates that the time touches, in the order of the table. */
function holidaysWithin(
  { organisation: { zone }, holidays }: Directory,
  { from, until }: { readonly from: number; readonly until: number },
): string {
  const [first, last] = [localDate(zone, from), localDate(zone, until - 1)];
  const names = holidays.filter(({ date }) => date >= first && date <= last).map(({ name }) => name);
  return [...new Set(names)].join(", ");
}
