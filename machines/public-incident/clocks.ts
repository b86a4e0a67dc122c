/** Which clocks an incident has, what each runs from, and how an event moves, stops or resumes them. */
import { cancelClock, moveClock, openClock, resumeClock, stopClock } from "../kit/clocks/clock.ts";
import type { Clock, ClockPlan } from "../kit/clocks/clock.ts";
import type { TextRef } from "../kit/text-ref.ts";
import type { Actor } from "../playbook.ts";
import type { IncidentContext } from "./context.ts";
import type { AnchorSetting, GradeRules } from "./policy.ts";

export type ClockKind = "fastReport" | "officialReply" | "liaisonSlip" | "question" | "promise";

export type AnchorName =
  "occurred" | "discovered" | "discovered-occurrence-unknown" | "registered" | "sent" | "received" | "promised";

export type MainClock = "fastReport" | "officialReply";

type Times = Pick<IncidentContext, "occurredAt" | "discoveredAt" | "registered" | "grade" | "policy">;

const holders: Readonly<Record<ClockKind, readonly Actor[]>> = {
  fastReport: ["duty-officer"],
  officialReply: ["duty-officer", "spokesperson"],
  liaisonSlip: ["unit-contact", "duty-officer"],
  question: ["spokesperson"],
  promise: ["duty-officer", "spokesperson"],
};

export const rulesOf = (context: Pick<IncidentContext, "grade" | "policy">): GradeRules =>
  context.policy.grades[context.grade];

function anchorOf(times: Times, from: AnchorSetting): { readonly anchor: AnchorName; readonly anchorAt: number } {
  if (from === "registered") return { anchor: "registered", anchorAt: times.registered.at };
  if (from === "discovered") return { anchor: "discovered", anchorAt: times.discoveredAt };
  if (times.occurredAt !== null) return { anchor: "occurred", anchorAt: times.occurredAt };
  return { anchor: "discovered-occurrence-unknown", anchorAt: times.discoveredAt };
}

/** The plan of a clock that the incident itself sets. */
function mainPlan(times: Times, kind: MainClock): ClockPlan {
  const limit = rulesOf(times).limits[kind];
  return {
    ...anchorOf(times, limit.from),
    limitMs: limit.within,
    warnFraction: times.policy.warnings[kind],
    rule: limit.rule,
  };
}

export function openMainClocks(times: Times): IncidentContext["clocks"] {
  const open = (id: string, kind: MainClock) =>
    openClock(id, kind, holders[kind], times.policy.ladder, mainPlan(times, kind));
  return { fastReport: open("fast-report", "fastReport"), officialReply: open("reply", "officialReply"), further: [] };
}

/** A question's or a slip's clock: its limit is the grade's. `held`: who has to act, where it is not the same for all. */
export function openLimitClock(
  context: IncidentContext,
  kind: "question" | "liaisonSlip",
  number: number,
  anchorAt: number,
  held: readonly Actor[] = holders[kind],
): Clock {
  const { within, rule } = rulesOf(context).limits[kind];
  const plan = {
    anchor: kind === "question" ? "received" : "sent",
    anchorAt,
    limitMs: within,
    warnFraction: context.policy.warnings[kind],
    rule,
  } as const;
  return openClock(
    `${kind === "question" ? "question" : "slip"}-${String(number)}`,
    kind,
    held,
    context.policy.ladder,
    plan,
  );
}

const promiseRule = {
  zh: "对外承诺：承诺的日期就是时限",
  en: "A public promise: the date that was promised is the limit",
};

/** A promise's clock: the date that was named is its limit. */
export function openPromiseClock(context: IncidentContext, number: number, dueAt: number, at: number): Clock {
  const plan: ClockPlan = {
    anchor: "promised",
    anchorAt: at,
    limitMs: dueAt - at,
    warnFraction: context.policy.warnings.promise,
    rule: promiseRule,
  };
  return openClock(`promise-${String(number)}`, "promise", holders.promise, context.policy.ladder, plan);
}

export const withClocks = (context: IncidentContext, ...clocks: readonly Clock[]): IncidentContext["clocks"] => ({
  ...context.clocks,
  further: [...context.clocks.further, ...clocks],
});

export const updateItemClock = (
  context: IncidentContext,
  id: string,
  change: (clock: Clock) => Clock,
): IncidentContext["clocks"] => ({
  ...context.clocks,
  further: context.clocks.further.map((clock) => (clock.id === id ? change(clock) : clock)),
});

export const changeAll = (
  clocks: IncidentContext["clocks"],
  change: (clock: Clock) => Clock,
): IncidentContext["clocks"] => ({
  fastReport: change(clocks.fastReport),
  officialReply: change(clocks.officialReply),
  further: clocks.further.map(change),
});

export function stopMain(context: IncidentContext, clock: MainClock, doneAt: number): IncidentContext["clocks"] {
  return { ...context.clocks, [clock]: stopClock(context.clocks[clock], doneAt) };
}

/** Every clock once more, after a fact or the grade changed. Each keeps the due time that it had. */
export function recompute(context: IncidentContext, at: number, reason: TextRef): IncidentContext["clocks"] {
  const move = (kind: MainClock) => moveClock(context.clocks[kind], mainPlan(context, kind), at, reason);
  return {
    fastReport: move("fastReport"),
    officialReply: move("officialReply"),
    further: context.clocks.further.map((clock) => again(context, clock, at, reason)),
  };
}

function again(context: IncidentContext, clock: Clock, at: number, reason: TextRef): Clock {
  if (clock.kind !== "question" && clock.kind !== "liaisonSlip") return clock;
  const { within, rule } = rulesOf(context).limits[clock.kind];
  return moveClock(clock, { ...clock, limitMs: within, rule }, at, reason);
}

export const cancelClocks = (context: IncidentContext, at: number): IncidentContext["clocks"] =>
  changeAll(context.clocks, (clock) => cancelClock(clock, at));
export const resumeClocks = (context: IncidentContext): IncidentContext["clocks"] =>
  changeAll(context.clocks, resumeClock);

export const allClocks = ({ clocks }: Pick<IncidentContext, "clocks">): readonly Clock[] => [
  clocks.fastReport,
  clocks.officialReply,
  ...clocks.further,
];
