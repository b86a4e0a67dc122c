/**
 * The clocks of a file as data, for whoever recomputes deadlines from the rows of the log (docs/record.md, "Deadlines of
 * files"). What no row shows is said clock by clock.
 */
import { causes, isReadable, type Cause } from "./entered-by.ts";
import type { ClockSpec, RecurringSpec } from "./format/clocks.ts";
import { guardKeys, type Guard } from "./format/guard.ts";
import type { ListSpec } from "./format/lists.ts";
import type { ModelEvent } from "./approval-states.ts";
import { hasClocks, type Model } from "./model.ts";

/** `state`: the file names a state, which is entered after the event has done its own. */
interface Trigger extends Cause {
  readonly state?: string;
}

interface ShownClock extends Pick<ClockSpec, "from" | "limit" | "until" | "before" | "if"> {
  readonly id: string;
  /** Null: no row shows what starts it. */
  readonly start: readonly Trigger[] | null;
  /** Null: no row shows what stops it. */
  readonly met: readonly Trigger[] | null;
  readonly cancelled: readonly Trigger[];
}

interface ShownList {
  readonly id: string;
  readonly max: number;
  readonly stages: readonly string[];
  readonly clock: Pick<NonNullable<ListSpec["clock"]>, "limit" | "until" | "met">;
  /** Items come by events alone. */
  readonly isShown: boolean;
  /** No row says when a procedure that may be reopened stands still. */
  readonly isStopShown: boolean;
}

interface ShownEvent {
  /** What becomes a fact, or stays with an item: of what clocks and conditions ask. */
  readonly fields: readonly string[];
  readonly asOf?: string;
  readonly adds?: string;
  readonly moves?: ModelEvent["moves"];
}

export interface FileClockTable {
  readonly vocabulary: "answerable/clocks/2";
  readonly events: Readonly<Record<string, ShownEvent>>;
  readonly clocks: readonly ShownClock[];
  readonly lists: readonly ShownList[];
  readonly recurring: readonly (Pick<RecurringSpec, "every" | "on" | "time"> & { readonly id: string })[];
  /** What ends the procedure and with it every clock. Null: no row shows it. */
  readonly ends: readonly Cause[] | null;
}

export function clockTableOf(model: Model): FileClockTable | undefined {
  const { file } = model;
  if (!hasClocks(file)) return undefined;
  const leadTo = causes(model);
  const ends = endsOf(model, leadTo);
  const clocks = Object.entries(file.clocks).map(([id, spec]) => clockOf(model, leadTo, { id, spec }));
  const lists = Object.entries(file.lists).flatMap(([id, spec]) => (spec.clock ? [listOf(model, id, spec)] : []));
  const recurring = Object.entries(file.recurring).map(([id, { every, on, time }]) => ({
    id,
    every,
    ...(on && { on }),
    time,
  }));
  return { vocabulary: "answerable/clocks/2", events: eventsOf(model, clocks, lists), clocks, lists, recurring, ends };
}

type LeadTo = ReturnType<typeof causes>;

/** One that may be reopened stands still and goes on: no row says when. */
function endsOf({ root, states }: Model, leadTo: LeadTo): readonly Cause[] | null {
  if (root.type === "parallel" || mayReopen({ states })) return null;
  const finals = Object.keys(root.states).filter((name) => root.states[name]?.type === "final");
  const all = finals.map((name) => leadTo(name));
  return all.includes(null) ? null : all.flatMap((one) => one ?? []);
}

const mayReopen = ({ states }: Pick<Model, "states">): boolean => [...states.values()].some(({ closed }) => closed);

function triggersOf(model: Model, leadTo: LeadTo, names: readonly string[]): readonly Trigger[] | null {
  const all = names.map((name): readonly Trigger[] | null =>
    model.states.has(name) ? (leadTo(name)?.map((cause) => ({ ...cause, state: name })) ?? null) : [{ on: name }],
  );
  return all.includes(null) ? null : all.flatMap((one) => one ?? []);
}

function clockOf(model: Model, leadTo: LeadTo, one: { id: string; spec: ClockSpec }) {
  const { from, limit, until, before, if: condition, renews } = one.spec;
  const isOpen = !renews && (condition === undefined || (isReadable(condition, ["recorded"]) && !asksSince(condition)));
  const start = isOpen ? triggersOf(model, leadTo, one.spec.start) : null;
  const met = triggersOf(model, leadTo, one.spec.met);
  const cancelled = triggersOf(model, leadTo, one.spec.cancelled ?? []);
  const stops = start === null || met === null || cancelled === null ? null : [...met, ...cancelled];
  const isStopShown = stops !== null && !mayReopen(model) && !meetInOneStep(start ?? [], stops);
  return {
    id: one.id,
    ...(from && { from }),
    ...(limit !== undefined && { limit }),
    ...(until !== undefined && { until }),
    ...(before !== undefined && { before }),
    ...(condition && { if: condition }),
    start,
    met: isStopShown ? met : null,
    cancelled: isStopShown ? (cancelled ?? []) : [],
  };
}

/** With `since` it depends on when a state was entered. */
const asksSince = (guard: Guard): boolean => JSON.stringify(guard).includes('"since"');

/** Two states entered in one step: their order is not told by rows. */
const meetInOneStep = (starts: readonly Trigger[], stops: readonly Trigger[]): boolean =>
  starts.some((start) =>
    stops.some(
      (stop) =>
        stop.on === start.on && start.state !== undefined && stop.state !== undefined && stop.state !== start.state,
    ),
  );

function listOf(model: Model, id: string, { max, stages, clock }: ListSpec): ShownList {
  const { limit, until, met } = clock ?? { met: "" };
  return {
    id,
    max,
    stages: Object.keys(stages),
    clock: { ...(limit !== undefined && { limit }), ...(until !== undefined && { until }), met },
    isShown: !isFilledByStates(model, id),
    isStopShown: !mayReopen(model),
  };
}

/** Checklists come with states and ways on. */
function isFilledByStates({ root, states }: Model, list: string): boolean {
  const all = [...states.values()];
  const ways = [...all.flatMap(({ on, after }) => [on, after]), root.on].flatMap((of) =>
    Object.values(of ?? {}).flat(),
  );
  const doings = [
    ...ways,
    ...all.flatMap(({ always = [], onDone = [], entry }) => [...always, ...onDone, entry ?? {}]),
  ];
  return doings.some(({ add }) => add?.some((addition) => addition.list === list));
}

function eventsOf(model: Model, clocks: readonly ShownClock[], lists: readonly ShownList[]): FileClockTable["events"] {
  const asked = new Set(namesAsked(clocks, lists, model));
  const open = { fields: model.file.opening.fields, adds: model.file.opening.adds };
  return Object.fromEntries(
    Object.entries<Partial<ModelEvent>>({ open, ...model.events }).map(
      ([type, { fields = {}, adds, moves, ...more }]) => [
        type,
        {
          fields: Object.keys(fields).filter((name) => asked.has(name) && !fields[name]?.["log-only"]),
          ...(more["as-of"] !== undefined && { asOf: more["as-of"] }),
          ...(adds !== undefined && { adds }),
          ...(moves && { moves }),
        },
      ],
    ),
  );
}

/** Facts that decide about a clock. */
function namesAsked(clocks: readonly ShownClock[], lists: readonly ShownList[], model: Model): readonly string[] {
  const ofLimit = (limit: ClockSpec["limit"]) => (typeof limit === "object" ? [limit.by] : []);
  return [
    ...clocks.flatMap(({ from = [], until, limit, if: condition = {} }) => [
      ...from,
      ...(until === undefined ? [] : [until]),
      ...ofLimit(limit),
      ...namesIn(condition),
    ]),
    ...lists.flatMap(({ clock }) => [...(clock.until === undefined ? [] : [clock.until]), ...ofLimit(clock.limit)]),
    ...forkNames(model),
  ];
}

function forkNames({ root, states }: Model): readonly string[] {
  const ons = [root.on, ...[...states.values()].map(({ on = {} }) => on)];
  return ons.flatMap((on) =>
    Object.values(on).flatMap((ways) => (ways.length > 1 ? ways.flatMap(({ guard = {} }) => namesIn(guard)) : [])),
  );
}

function namesIn(guard: Guard): readonly string[] {
  return Object.entries(guard).flatMap(([key, wanted]) => {
    if (key === "all" || key === "any") return (wanted as readonly Guard[]).flatMap((one) => namesIn(one));
    if (key === "not") return namesIn(wanted as Guard);
    if (key === "known" || key === "unknown") return wanted as readonly string[];
    return guardKeys.has(key) || key === "wording-changed" ? [] : [key];
  });
}
