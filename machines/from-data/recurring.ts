/** Duties that come again: each period is a clock of its own, which begins when the one before was due. */
import { cancelClock, isStopped, openClock, stopClock, type Clock } from "../kit/clocks/clock.ts";
import { parseDuration } from "../kit/duration.ts";
import { dateOf } from "./calendar.ts";
import { holdersOf, keepClock, planBetween } from "./clocks.ts";
import type { Context } from "./context.ts";
import type { RecurringSpec } from "./format/index.ts";
import { own } from "./json.ts";
import type { Model } from "./model.ts";
import { nextTime } from "./rhythm.ts";

/** How many periods that are over stay in sight. */
const periodsKept = 40;

export const dutyKind = (id: string): string => `recurring ${id}`;

const periodsOf = ({ clocks }: Pick<Context, "clocks">, id: string): readonly Clock[] =>
  clocks.filter(({ kind }) => kind === dutyKind(id));

/** Periods that are owed, the oldest first. */
export const owedPeriods = (context: Pick<Context, "clocks">, ids: readonly string[]): readonly Clock[] =>
  ids.flatMap((id) => periodsOf(context, id).filter((clock) => !isStopped(clock))).sort((a, b) => a.dueAt - b.dueAt);

/** `daily-2026-11-25` → 2026-11-25. */
export const periodOf = ({ id }: Pick<Clock, "id">): string => id.slice(-"2026-11-25".length);

/** `at`: when the states are what they are now. Duties begin and end with the states during which they are owed. */
export function keepDuties(model: Model, before: Context, at: number): Context {
  return Object.entries(model.file.recurring).reduce((context, [id, { during }]) => {
    const isOwed = !during || during.some((path) => context.in.includes(path));
    const runs = own(context.periods, id) !== undefined;
    if (isOwed === runs) return context;
    return isOwed ? nextPeriod(model, context, id, at) : endDuty(context, id, at);
  }, before);
}

function endDuty(context: Context, ended: string, at: number): Context {
  const periods = Object.fromEntries(Object.entries(context.periods).filter(([id]) => id !== ended));
  const clocks = context.clocks.map((clock) => (clock.kind === dutyKind(ended) ? cancelClock(clock, at) : clock));
  return { ...context, periods, clocks };
}

function nextPeriod(model: Model, context: Context, id: string, after: number): Context {
  const spec = own(model.file.recurring, id);
  if (!spec) return context;
  const dueAt = nextTime(context.calendar, spec, after);
  const plan = planBetween(after, dueAt, { anchor: "period", spec });
  const holders = holdersOf(model, context, spec.holder, spec.done);
  const clockId = `${id}-${dateOf(context.calendar, dueAt)}`;
  const opened = keepClock(context, openClock(clockId, dutyKind(id), holders, context.policy.ladder, plan));
  return { ...opened, periods: { ...opened.periods, [id]: dueAt }, clocks: withoutOld(opened, id) };
}

function withoutOld({ clocks }: Context, id: string): readonly Clock[] {
  const over = periodsOf({ clocks }, id).filter(isStopped);
  const old = new Set(over.slice(0, Math.max(0, over.length - periodsKept)).map((clock) => clock.id));
  return clocks.filter((clock) => !old.has(clock.id));
}

/** What was sent fulfils the period that it names, otherwise the oldest that it is not too early for. */
export function fulfil(
  model: Model,
  context: Context,
  id: string,
  sent: { readonly when: number; readonly period: unknown },
): Context {
  const spec = own(model.file.recurring, id);
  if (!spec) return context;
  const owed = owedPeriods(context, [id]).filter((clock) => sent.when >= opensAt(clock, spec));
  const clock = sent.period === undefined ? owed[0] : owed.find((one) => periodOf(one) === sent.period);
  if (!clock) return context;
  const done = keepClock(context, stopClock(clock, sent.when));
  return clock.dueAt === own(context.periods, id) ? nextPeriod(model, done, id, clock.dueAt) : done;
}

function opensAt({ anchorAt, dueAt }: Clock, spec: RecurringSpec): number {
  const early = spec["not-before"];
  return early === undefined ? anchorAt : dueAt - (parseDuration(early) ?? 0);
}

/** After a look: one that has been missed is followed by the next, and from then on calls nobody further. */
export function followMissed(model: Model, before: Context): Context {
  return Object.keys(model.file.recurring).reduce((context, id) => {
    const last = own(context.periods, id);
    const missed = periodsOf(context, id).find(({ dueAt, state }) => dueAt === last && state === "missed");
    if (!missed) return context;
    const quiet = context.clocks.map((clock) =>
      clock.kind === dutyKind(id) && clock.id !== missed.id && clock.state === "missed" ? { ...clock, top: 0 } : clock,
    );
    return nextPeriod(model, { ...context, clocks: quiet }, id, missed.dueAt);
  }, before);
}
