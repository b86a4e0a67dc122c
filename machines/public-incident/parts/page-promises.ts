/** "Next update by 18:00" on the public page: made, kept and renewed by what the page has taken, and by nothing else. */
import type { Text } from "../../playbook.ts";
import { moveClock } from "../../kit/clocks/clock.ts";
import { updateItemClock } from "../clocks.ts";
import type { Change, IncidentContext } from "../context.ts";
import type { Evidence, Release } from "../record.ts";
import { keepThese, makePromise, numbered, openOnPage } from "./items.ts";
import { isWording } from "./releases.ts";

/** What the confirmation of a release does to promises on the page, as fields of that event: deadlines are recomputed from rows. */
export interface PromiseEffects {
  /** It is the update that was promised. */
  readonly settles?: "next-update";
  /** It promises another one. */
  readonly nextUpdateAt?: number;
  /** It renews this promise until then. */
  readonly promise?: string;
  readonly dueAt?: number;
}

export function promiseEffects(context: IncidentContext, release: Release): PromiseEffects {
  const { kind, nextUpdateAt } = release;
  const [open] = openOnPage(context);
  if (kind === "renewal")
    return open && nextUpdateAt !== undefined ? { promise: String(open.number), dueAt: nextUpdateAt } : {};
  if (!isWording(release)) return {};
  return { ...(open && { settles: "next-update" }), ...(nextUpdateAt !== undefined && { nextUpdateAt }) };
}

export const isSameEffect = (one: PromiseEffects, other: { readonly [Field in keyof PromiseEffects]?: unknown }) =>
  one.settles === other.settles &&
  one.nextUpdateAt === other.nextUpdateAt &&
  one.promise === other.promise &&
  one.dueAt === other.dueAt;

/** `context`: with all that the release changes otherwise. */
export function takeEffect(context: IncidentContext, release: Release, evidence: Evidence): Change {
  const { settles, nextUpdateAt, promise, dueAt } = promiseEffects(context, release);
  const { reason } = release;
  if (promise !== undefined && dueAt !== undefined && reason !== null)
    return renewed(context, Number(promise), dueAt, { at: evidence.at, reason });
  const published = { ...evidence, channels: ["website"] as const, addresses: [evidence.address] };
  const kept = settles ? keepThese(context, published, openOnPage(context)) : {};
  const version = context.versions.find((one) => one.version === release.version);
  if (nextUpdateAt === undefined || !version) return kept;
  const words = {
    kind: "next-update",
    wording: version.title,
    owner: null,
    dueAt: nextUpdateAt,
    onPage: true,
  } as const;
  return { ...kept, ...makePromise({ ...context, ...kept }, evidence, words) };
}

type Why = { readonly at: number; readonly reason: NonNullable<Release["reason"]> };

function renewed(context: IncidentContext, number: number, dueAt: number, { at, reason }: Why): Change {
  return {
    promises: numbered(context.promises, number, (promise) => ({ ...promise, dueAt })),
    clocks: updateItemClock(context, `promise-${String(number)}`, (clock) =>
      moveClock(clock, { ...clock, limitMs: dueAt - clock.anchorAt }, at, reason),
    ),
  };
}

/** The page itself asks without a time, and then nothing is past. */
export function whenPast({
  at,
  nextUpdateAt,
}: {
  readonly at?: number | undefined;
  readonly nextUpdateAt?: number | undefined;
}): Text | null {
  if (at === undefined || nextUpdateAt === undefined || nextUpdateAt > at) return null;
  return {
    zh: "承诺的下次更新时间须晚于现在。",
    en: "The promised time of the next update must be later than now.",
  };
}
