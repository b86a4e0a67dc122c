/** What events and states do to the clocks of a file. The sums themselves are the clock kit's. */
import {
  cancelClock,
  isStopped,
  moveClock,
  openClock,
  restartClock,
  stopClock,
  type Clock,
  type ClockPlan,
} from "../kit/clocks/clock.ts";
import { parseDuration } from "../kit/duration.ts";
import { ownWords } from "../kit/text-ref.ts";
import type { Actor } from "../playbook.ts";
import { actorsNow } from "./actors.ts";
import { addLength, plainCalendar } from "./calendar.ts";
import { holds, nothingAsked } from "./conditions.ts";
import type { Context } from "./context.ts";
import type { ActorSpec, ClockSpec, LimitSpec } from "./format/index.ts";
import { own } from "./json.ts";
import type { Model } from "./model.ts";

/** Why a clock was moved, where it was not started anew: a fact that it rests on has changed. */
export const corrected = "corrected";

interface Started {
  readonly at: number;
  /** The event, the state, or `open`. */
  readonly by: string;
}

/** Null: it has no end yet. */
function planOf(model: Model, context: Context, id: string, started: Started): ClockPlan | null {
  const spec = own(model.file.clocks, id);
  if (!spec) return null;
  const from = (spec.from ?? []).find((name) => typeof own(context.facts, name) === "number");
  const anchorAt = from === undefined ? started.at : Number(own(context.facts, from));
  const dueAt = dueOf(context, id, spec, anchorAt);
  if (dueAt === null) return null;
  const length = spec.limit === undefined ? undefined : lengthNow(context, id, spec.limit);
  return planBetween(anchorAt, dueAt, { anchor: from === undefined ? started.by : `field ${from}`, spec, length });
}

/** An incident keeps no words that may be corrected in the file. */
const inTheFile = { zh: "", en: "" };

/** By days or months of the calendar: a sum in hours would explain nothing. */
const isCounted = (length: string | undefined): length is string => length !== undefined && /(wd|mo|y)$/.test(length);

interface PlanWords {
  readonly anchor: string;
  readonly spec: Pick<ClockSpec, "warn">;
  readonly length?: string | undefined;
}

export function planBetween(anchorAt: number, dueAt: number, { anchor, spec: { warn }, length }: PlanWords): ClockPlan {
  const limitMs = Math.max(0, dueAt - anchorAt);
  return {
    anchor,
    anchorAt,
    limitMs,
    warnFraction: warnFraction(warn, limitMs),
    rule: inTheFile,
    ...(isCounted(length) && { length }),
  };
}

function warnFraction(warn: string, limitMs: number): number {
  if (warn.endsWith("%")) return parseInt(warn, 10) / 100;
  return limitMs === 0 ? 1 : Math.max(0, 1 - (parseDuration(warn) ?? 0) / limitMs);
}

function dueOf(context: Context, id: string, { limit, until, before }: ClockSpec, anchorAt: number): number | null {
  if (limit !== undefined) return addLength(context.calendar, anchorAt, lengthNow(context, id, limit));
  const end = until === undefined ? undefined : own(context.facts, until);
  return typeof end === "number" ? end - (before === undefined ? 0 : (parseDuration(before) ?? 0)) : null;
}

/** What the settings say of it; while the choice that decides is not made, the shortest. */
export function lengthNow({ policy, facts }: Pick<Context, "policy" | "facts">, id: string, limit: LimitSpec): string {
  const set = own(policy.limits, id) ?? (typeof limit === "string" ? limit : limit.values);
  if (typeof set === "string") return set;
  const chosen = typeof limit === "string" ? undefined : own(facts, limit.by);
  const byChoice = typeof chosen === "string" ? own(set, chosen) : undefined;
  return byChoice ?? shortest(Object.values(set));
}

const shortest = (lengths: readonly string[]): string =>
  [...lengths].sort((one, other) => nominalMs(one) - nominalMs(other))[0] ?? "1 h";

/** About how long it is: for comparing. */
export const nominalMs = (length: string): number => addLength(plainCalendar, 0, length);

/** Whoever has to act: those whom the file names, otherwise those who may send what meets it. */
export function holdersOf(
  model: Model,
  context: Context,
  holder: readonly ActorSpec[] | undefined,
  types: readonly string[],
): readonly Actor[] {
  const senders = types.flatMap((type) => own(model.events, type)?.by ?? []);
  return actorsNow(model.file, context.facts, holder ?? senders);
}

export const keepClock = (context: Context, clock: Clock): Context => ({
  ...context,
  clocks: context.clocks.some(({ id }) => id === clock.id)
    ? context.clocks.map((one) => (one.id === clock.id ? clock : one))
    : [...context.clocks, clock],
});

/** Starts them; one that is there already begins again, and one that runs is moved. */
export function startClocks(model: Model, before: Context, ids: readonly string[], started: Started): Context {
  return ids.reduce((context, id) => {
    const condition = own(model.file.clocks, id)?.if;
    const isOwed = !condition || holds({ model, context, asked: nothingAsked }, condition) !== false;
    return isOwed ? startClock(model, context, id, started) : context;
  }, before);
}

function startClock(model: Model, context: Context, kind: string, started: Started): Context {
  const known = context.clocks.findLast((clock) => clock.kind === kind);
  const isNext = known !== undefined && isStopped(known) && own(model.file.clocks, kind)?.renews === true;
  const id = isNext ? nextId(context, kind) : (known?.id ?? kind);
  const noted = { ...context, started: { ...context.started, [id]: started } };
  const plan = planOf(model, noted, kind, started);
  if (!plan) return noted;
  if (!known || isNext) return keepClock(noted, opened(model, noted, { id, kind, plan }));
  return keepClock(noted, restartClock(known, plan, started.at, ownWords(started.by)));
}

/** `word-2`: the second time that it is owed. */
const nextId = ({ clocks }: Context, kind: string): string =>
  `${kind}-${String(clocks.filter((clock) => clock.kind === kind).length + 1)}`;

interface Opened {
  readonly id: string;
  readonly kind: string;
  readonly plan: ClockPlan;
}

function opened(model: Model, context: Context, { id, kind, plan }: Opened): Clock {
  const { holder, met = [] } = own(model.file.clocks, kind) ?? {};
  return openClock(id, kind, holdersOf(model, context, holder, met), context.policy.ladder, plan);
}

/** What an event or the entry of a state does to clocks: stops first, then starts. `when`: since when it counts. */
export function touchClocks(model: Model, context: Context, trigger: string, when: number): Context {
  const met = new Set(model.meets.get(trigger));
  const cancelled = new Set(model.cancels.get(trigger));
  const clocks = context.clocks.map((clock) => {
    if (met.has(clock.kind)) return stopClock(clock, when);
    return cancelled.has(clock.kind) ? cancelClock(clock, when) : clock;
  });
  const stopped = { ...context, clocks };
  const again = [...met].filter((kind) => isRenewed(model, context, kind));
  const renewed = again.reduce<Context>(
    (now, kind) => startClock(model, now, kind, { at: when, by: trigger }),
    stopped,
  );
  return startClocks(model, renewed, model.starts.get(trigger) ?? [], { at: when, by: trigger });
}

/** Owed again once it is met, as long as a state lasts that started it. */
function isRenewed(model: Model, context: Context, kind: string): boolean {
  const spec = own(model.file.clocks, kind);
  const isRunning = context.clocks.some((clock) => clock.kind === kind && !isStopped(clock));
  return spec?.renews === true && isRunning && lasts(model, context, spec);
}

/** What no state starts lasts as long as the incident. */
function lasts(model: Model, context: Pick<Context, "in">, { start }: ClockSpec): boolean {
  const states = start.filter((name) => model.states.has(name));
  return states.length === 0 || states.some((path) => context.in.includes(path));
}

/** A state was left that kept them going. */
export function endRenewals(model: Model, context: Context, at: number): Context {
  const over = Object.entries(model.file.clocks).filter(([, spec]) => spec.renews && !lasts(model, context, spec));
  const kinds = new Set(over.map(([kind]) => kind));
  if (kinds.size === 0) return context;
  return {
    ...context,
    clocks: context.clocks.map((clock) => (kinds.has(clock.kind) ? cancelClock(clock, at) : clock)),
  };
}

/**
 * A fact that they rest on may have changed: what runs is due anew, what has stopped is judged anew, and what had no end yet
 * may begin.
 */
export function replanClocks(model: Model, before: Context, at: number): Context {
  const clocks = before.clocks.map((clock) => {
    const started = own(before.started, clock.id);
    const plan = started && planOf(model, before, clock.kind, started);
    if (!plan || plan.anchorAt + plan.limitMs === clock.dueAt) return clock;
    return moveClock(clock, plan, at, ownWords(corrected));
  });
  const missing = Object.entries(before.started).filter(([id]) => !clocks.some((clock) => clock.id === id));
  return missing.reduce<Context>(
    (context, [id, started]) => {
      const plan = planOf(model, context, id, started);
      return plan ? keepClock(context, opened(model, context, { id, kind: id, plan })) : context;
    },
    { ...before, clocks },
  );
}
