/** What stands behind the names of a chart's machine: guards, actions and delays, all of them pure. */
import { assign, enqueueActions, type AnyEventObject, type MachineContext } from "xstate";
import { delayMaxMs } from "./duration.ts";
import { actsIn, effectsIn, eventsIn, isRefusable, linksIn, statesIn, takenIn, templatesIn } from "./chart.ts";
import type { Act, Branch, Chart, State } from "./chart.ts";
import type { EventModule } from "./event.ts";
import type { AnyAsked, AnySent } from "./stamp.ts";
import type { Effects } from "./notification.ts";

/** What XState hands over. */
export interface MachineStep {
  readonly context: MachineContext;
  readonly event: AnyEventObject;
}

type OpenedAt = (context: MachineContext) => number;
type Part = Omit<State<MachineContext>, "label">;

/** The event, stamped. Only that of the opening step has no stamp of its own. */
export function sentOf({ context, event }: MachineStep, openedAt: OpenedAt): AnySent {
  const { at, by } = event as Partial<AnySent>;
  return { ...event, at: at ?? openedAt(context), by: by ?? "" };
}

/** Whether it would be accepted is asked without a time. */
const askedOf = ({ event }: MachineStep): AnyAsked => ({ ...event, by: (event as Partial<AnySent>).by ?? "" });

/** The action that asks for an effect only when it is needed. */
export const conditionalName = (name: string): string => `${name}, if needed`;

/** The guard of a transition: that of the event, which has the event's name, and that of the branch. Null: always. */
export function guardName(branch: Branch<MachineContext>, event: EventModule<MachineContext> | null): string | null {
  const names = [event && isRefusable(event) ? event.type : null, branch.if?.name ?? null];
  return names.filter((name) => name !== null).join(" and ") || null;
}

export function implementationsOf(chart: Chart<MachineContext>, openedAt: OpenedAt) {
  const states: readonly Part[] = [chart, ...[...statesIn(chart)].map(([, state]) => state)];
  const delays = states.flatMap(({ after = [] }) => after.map(({ delay }) => delay));
  return {
    guards: Object.fromEntries<Guard[1]>(states.flatMap(guardsOf)),
    actions: actionsOf(chart, openedAt),
    delays: Object.fromEntries(
      delays.map((delay) => [
        delay.name,
        (step: MachineStep) =>
          Math.min(Math.max(0, delay.lengthMs(step.context, sentOf(step, openedAt).at)), delayMaxMs),
      ]),
    ),
  };
}

type Guard = readonly [name: string, holds: (step: MachineStep) => boolean];

function guardsOf(state: Part): readonly Guard[] {
  const takes = takenIn(state).flatMap(({ event, branches }) => branches.map((branch) => ({ event, branch })));
  const { always = [], onDone = [], follows = [], after = [] } = state;
  const later = after.flatMap(({ target }) => (typeof target === "string" ? [] : target));
  const goes = [...always, ...onDone, ...later, ...follows.flatMap(({ branches }) => branches)];
  return [...takes, ...goes.map((branch) => ({ event: null, branch }))].flatMap(
    ({ event, branch }): readonly Guard[] => {
      const name = guardName(branch, event);
      return name === null
        ? []
        : [[name, (step) => accepts(event, step) && (branch.if?.holds(step.context, askedOf(step)) ?? true)]];
    },
  );
}

function accepts(event: EventModule<MachineContext> | null, step: MachineStep): boolean {
  return (event?.refuse?.(step.context, askedOf(step)) ?? null) === null;
}

type Action = typeof effect | ReturnType<typeof recording> | ReturnType<typeof ifNeeded>;

function actionsOf(chart: Chart<MachineContext>, openedAt: OpenedAt) {
  const names = [...Object.keys(templatesIn(chart)), ...Object.keys(linksIn(chart))];
  return Object.fromEntries<Action>([
    ...names.map((name) => [name, effect] as const),
    ...Object.entries(effectsIn(chart))
      .filter(([, one]) => one.isNeeded !== undefined)
      .map(([name, one]) => [conditionalName(name), ifNeeded(name, one, openedAt)] as const),
    ...eventsIn(chart)
      .filter((event) => event.record !== undefined)
      .map((event) => [event.type, recording(event, openedAt)] as const),
    ...actsIn(chart).map((act) => [act.name, acting(act, openedAt)] as const),
  ]);
}

/** An effect: the engine writes it down, and the outbox carries it out. */
function effect(_step: unknown, _params: unknown): void {
  // Nothing happens here.
}

const recording = (event: EventModule<MachineContext>, openedAt: OpenedAt) =>
  assign((step: MachineStep) => event.record?.(step.context, sentOf(step, openedAt)) ?? {});

const ifNeeded = (name: string, one: Effects<MachineContext>[string], openedAt: OpenedAt) =>
  enqueueActions(({ context, event, enqueue }) => {
    const sent = sentOf({ context, event }, openedAt);
    if (one.isNeeded?.(context, sent)) enqueue({ type: name, params: one.params(context, sent) });
  });

const acting = (act: Act<MachineContext>, openedAt: OpenedAt) =>
  enqueueActions(({ context, event, enqueue }) => {
    const { at, by } = sentOf({ context, event }, openedAt);
    const { change, notify } = act.does(context, { at, by: by === "" ? null : by });
    enqueue.assign(change);
    for (const { name, params } of notify) enqueue({ type: name, params });
  });
