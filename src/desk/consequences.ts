/** What a change would do to the roster, said before it is made. */
import { actorWords, nameOf, personById, postsOf, whyInactive } from "../directory/directory.ts";
import type { Post, Text } from "../../machines/playbook.ts";
import type { Directory } from "../directory/types.ts";
import { gapsBetween, type Gap } from "../roster/gaps.ts";

export interface Consequences {
  /** Times in which nobody would have the duty and somebody has it now, and the other way round. */
  readonly newGaps: readonly Gap[];
  readonly closedGaps: readonly Gap[];
  /** About somebody who would be deactivated; null for every other change. */
  readonly leaving: Leaving | null;
  /** About a post or a unit that would be deactivated; null for every other change. */
  readonly closing: Closing | null;
}

/** What is held by no one any more, and where it is named. */
export interface Closing {
  readonly held: readonly { readonly person: string; readonly post: Text }[];
  /** Levels of escalation that name it, 1 is the first. */
  readonly levels: readonly number[];
}

export interface Leaving {
  readonly rotations: number;
  /** Names of those whose deputy they are, now or to come. */
  readonly deputyOf: readonly string[];
  /** The posts that they hold. */
  readonly posts: readonly Text[];
}

const lookAheadMs = 30 * 24 * 60 * 60_000;

export function consequencesOf(before: Directory, after: Directory, now: number): Consequences {
  const left = before.people.find((person) => person.active && personById(after, person.id)?.active === false);
  const [were, willBe] = [gapsOf(before, now), gapsOf(after, now)];
  return {
    newGaps: withoutThose(willBe, were),
    closedGaps: withoutThose(were, willBe),
    leaving: left ? leavingOf(before, left.id, now) : null,
    closing: closingOf(before, after),
  };
}

function closingOf(before: Directory, after: Directory): Closing | null {
  const ends = (asked: Pick<Post, "post" | "unit">): boolean =>
    whyInactive(before, asked) === null && whyInactive(after, asked) !== null;
  const isClosing =
    before.posts.some(({ id }) => ends({ post: id })) || before.units.some(({ id }) => ends({ post: "", unit: id }));
  if (!isClosing) return null;
  const held = before.holdings.flatMap(({ person, post, unit, until }) => {
    const asked = { post, ...(unit !== null && { unit }) };
    return until === null && ends(asked) ? [{ person: nameOf(before, person), post: actorWords(before, asked) }] : [];
  });
  const levels = before.ladder.flatMap(({ recipients }, index) =>
    recipients.some((recipient) => "post" in recipient && ends(recipient)) ? [index + 1] : [],
  );
  return { held, levels };
}

function gapsOf(directory: Directory, now: number): readonly Gap[] {
  return directory.layers.flatMap((layer) => gapsBetween(directory, layer.id, now, now + lookAheadMs));
}

/** What is left of the gaps when those are taken away; both are in order, layer by layer, and none of them overlap. */
function withoutThose(gaps: readonly Gap[], those: readonly Gap[]): readonly Gap[] {
  const layers = [...new Set(gaps.map(({ layer }) => layer))];
  return layers.flatMap((layer) => {
    const others = those.filter((other) => other.layer === layer);
    let next = 0;
    return gaps.flatMap((gap) => {
      if (gap.layer !== layer) return [];
      while ((others[next]?.until ?? Infinity) <= gap.from) next += 1;
      const left: Gap[] = [];
      let from = gap.from;
      for (let index = next; (others[index]?.from ?? Infinity) < gap.until; index += 1) {
        const other = others[index];
        if (other && other.from > from) left.push({ ...gap, from, until: other.from });
        from = Math.max(from, other?.until ?? from);
      }
      return from < gap.until ? [...left, { ...gap, from }] : left;
    });
  });
}

function leavingOf(directory: Directory, id: string, now: number): Leaving {
  const running = ({ until }: { readonly until: number | null }) => until === null || until > now;
  return {
    rotations: directory.rotations.filter((one) => running(one) && one.people.includes(id)).length,
    deputyOf: directory.absences
      .filter((one) => running(one) && one.deputy === id)
      .map((one) => nameOf(directory, one.person)),
    posts: postsOf(directory, id).map(({ post, unit }) =>
      actorWords(directory, { post, ...(unit !== null && { unit }) }),
    ),
  };
}
