/** Questions, liaison slips and promises: numbered from 1, each with its own clock. */
import { stopClock } from "../../kit/clocks/clock.ts";
import { inBoth } from "../../kit/sentences.ts";
import type { Stamp } from "../../kit/stamp.ts";
import { joined } from "../../kit/text-ref.ts";
import type { Text } from "../../playbook.ts";
import { openPromiseClock, withClocks } from "../clocks.ts";
import type { Change, IncidentContext } from "../context.ts";
import type { Publication, PublicPromise, Question } from "../record.ts";

type Numbered = Pick<IncidentContext, "questions" | "slips" | "promises">;

export const openQuestions = (context: Numbered): readonly Question[] =>
  context.questions.filter((question) => question.state !== "answered");
export const openSlips = (context: Numbered) => context.slips.filter((slip) => slip.answer === null);
export const openPromises = (context: Numbered) => context.promises.filter((promise) => promise.kept === null);

export const numbered = <Item extends { readonly number: number }>(
  items: readonly Item[],
  number: number,
  change: (item: Item) => Item,
): readonly Item[] => items.map((item) => (item.number === number ? change(item) : item));

export const isOnPage = ({ onPage }: Pick<PublicPromise, "onPage">): boolean => onPage === true;

/** What was promised on the public page, and is kept there. */
export const openOnPage = (context: Numbered) => openPromises(context).filter(isOnPage);

/** Whatever is published next keeps the promise of a next update; one that stands on the page only a publication there. */
export function keepNextUpdates(context: IncidentContext, publication: Publication): Change {
  return keepThese(
    context,
    publication,
    openPromises(context).filter((promise) => promise.kind === "next-update" && !isOnPage(promise)),
  );
}

export function keepThese(
  context: IncidentContext,
  publication: Publication,
  updates: readonly PublicPromise[],
): Pick<IncidentContext, "promises" | "clocks"> {
  const kept = {
    at: publication.at,
    by: publication.by,
    wording: joined(publication.addresses, "\n"),
    address: publication.addresses[0] ?? null,
  };
  const ids = updates.map((promise) => `promise-${String(promise.number)}`);
  const further = context.clocks.further.map((clock) =>
    ids.includes(clock.id) ? stopClock(clock, publication.publishedAt) : clock,
  );
  return {
    promises: context.promises.map((promise) => (updates.includes(promise) ? { ...promise, kept } : promise)),
    clocks: { ...context.clocks, further },
  };
}

export function makePromise(
  context: IncidentContext,
  { at, by }: Stamp,
  words: Pick<PublicPromise, "kind" | "wording" | "owner" | "dueAt" | "onPage">,
): Change {
  const number = context.promises.length + 1;
  return {
    promises: [...context.promises, { at, by, number, ...words, kept: null }],
    clocks: withClocks(context, openPromiseClock(context, number, words.dueAt, at)),
  };
}

interface Item {
  readonly number: number;
}

/** The oldest one is the likeliest; the others are offered beside it. */
export const first = (field: string, items: readonly Item[]): Readonly<Record<string, string>> =>
  items[0] ? { [field]: String(items[0].number) } : {};
export const offered = <Kind extends Item>(items: readonly Kind[], words: (item: Kind) => string | Text) =>
  items.map((item) => {
    const said = words(item);
    const label = inBoth(
      (language) => `${String(item.number)} · ${(typeof said === "string" ? said : said[language]).slice(0, 80)}`,
    );
    return { value: String(item.number), label };
  });
