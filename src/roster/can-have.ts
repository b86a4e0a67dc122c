/** Could somebody have the duty then? If not, in one sentence, with what has to be done first. */
import type { Text } from "../../machines/playbook.ts";
import { notEligible } from "../../machines/organisation/parts/refusals.ts";
import { absencesOf, absentFrom, nameOf } from "../directory/directory.ts";
import type { Directory } from "../directory/types.ts";
import type { Absence } from "../directory/entries.ts";
import { formatLocal } from "./zone.ts";

export type Extent = { readonly from: number; readonly until: number };

/** `by`: who asks, who is spoken to when it is about themselves. Null: they could. */
export function cannotHave(directory: Directory, layer: string, id: string, extent: Extent, by: string): Text | null {
  return notEligible(directory, layer, id) ?? awayThen(directory, id, extent, by);
}

/** An absence that covers any of that time; a planned one that is to come stops nobody before it. */
function awayThen(directory: Directory, id: string, { from, until }: Extent, by: string): Text | null {
  const away = absencesOf(directory, id).find(
    (absence) => absentFrom(absence) < until && (absence.until === null || absence.until > from),
  );
  return away ? awayWords(directory, away, by) : null;
}

/** Nobody is put into turns that they could not take one of: absent until further notice, or for as long as they last. */
export function awayThroughout(directory: Directory, id: string, { from, until }: Extent, by: string): Text | null {
  const away = absencesOf(directory, id).find(
    (absence) => absentFrom(absence) <= from && (absence.until === null || absence.until >= until),
  );
  return away ? awayWords(directory, away, by) : null;
}

/** When somebody is away, now or later: said where they can be chosen, before it is known for when. Null: never. */
export function awayAhead(directory: Directory, id: string, now: number): Text | null {
  const ahead = absencesOf(directory, id).filter(({ until }) => until === null || until > now);
  if (ahead.length === 0) return null;
  const words = [...ahead].sort((a, b) => a.from - b.from).map((absence) => whenAway(directory, absence));
  const [shown, more] = [words.slice(0, awayShownMax), words.length > awayShownMax];
  return {
    zh: shown.map(({ zh }) => zh).join("、") + (more ? "等" : ""),
    en: shown.map(({ en }) => en).join(", ") + (more ? " and later" : ""),
  };
}

const awayShownMax = 3;

function whenAway(directory: Directory, { from, until }: Absence): Text {
  const { zone } = directory.organisation;
  const begin = formatLocal(zone, from);
  return {
    zh: `${begin} 起${until === null ? "" : `至 ${formatLocal(zone, until)} `}不在岗`,
    en: `absent from ${begin} ${until === null ? "until further notice" : `until ${formatLocal(zone, until)}`}`,
  };
}

function awayWords(directory: Directory, absence: Absence, by: string): Text {
  const { person } = absence;
  const { zh, en } = whenAway(directory, absence);
  if (person === by) return { zh: `您${zh}：请先结束不在岗记录。`, en: `You are ${en}: end that absence first.` };
  const name = nameOf(directory, person);
  return {
    zh: `${name}${zh}：请先结束不在岗记录，或另选他人。`,
    en: `${name} is ${en}: end that absence first, or choose another person.`,
  };
}
