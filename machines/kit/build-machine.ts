/** A chart as an XState machine. Nothing in it is anonymous: guards, records and notifications have names that a log can carry. */
import { createMachine, type AnyStateMachine, type MachineContext } from "xstate";
import type { AnyClockTable } from "./clock-table.ts";
import { takenIn, type Branch, type Chart, type Move, type State } from "./chart.ts";
import type { EventModule } from "./event.ts";
import { conditionalName, guardName, implementationsOf, sentOf, type MachineStep } from "./implementations.ts";
import type { Effects } from "./notification.ts";

export interface MachineSpec<Context, Input> {
  readonly chart: Chart<Context>;
  /** The context of a new instance. */
  open(input: Input): Context;
  /** When it was opened: the opening step has no event that says so. */
  openedAt(context: Context): number;
  /** All of its behaviour that the chart does not show, in short: it is pinned with the rest. */
  readonly behaviour?: string;
  /** Its clocks as data, for whoever recomputes its deadlines without it. */
  readonly clocks?: AnyClockTable;
}

/** Inside, a context is whatever the chart's own functions make of it: they are the only ones that look into it. */
export function buildMachine(spec: MachineSpec<MachineContext, unknown>): AnyStateMachine {
  const { id, ...root } = spec.chart;
  const openedAt: OpenedAt = (context) => spec.openedAt(context);
  const meta = metaOf(spec);
  const config = {
    id,
    context: ({ input }: { input: unknown }) => spec.open(input),
    ...(meta && { meta }),
    ...nodeOf(root, openedAt),
  };
  return createMachine(config, implementationsOf(spec.chart, openedAt));
}

function metaOf({ behaviour, clocks }: Pick<MachineSpec<never, never>, "behaviour" | "clocks">): object | null {
  if (behaviour === undefined && clocks === undefined) return null;
  return { ...(behaviour !== undefined && { behaviour }), ...(clocks && { clocks }) };
}

type OpenedAt = (context: MachineContext) => number;
type ActionName = string | { readonly type: string; readonly params: (step: MachineStep) => object };

interface Transition {
  readonly guard?: string;
  readonly target?: string;
  readonly reenter?: true;
  readonly actions?: readonly ActionName[];
}

interface Node {
  readonly type?: "parallel" | "final" | "history";
  readonly history?: "deep" | "shallow";
  readonly initial?: string;
  readonly states?: Readonly<Record<string, Node>>;
  readonly entry: readonly ActionName[];
  readonly on: Readonly<Record<string, readonly Transition[]>>;
  readonly always?: readonly Transition[];
  readonly after?: Readonly<Record<string, string | readonly Transition[]>>;
  readonly onDone?: readonly Transition[];
}

function nodeOf(state: Omit<State<MachineContext>, "label">, openedAt: OpenedAt): Node {
  const { type, history, initial, states, acts = [], notify = {}, always, after, onDone, follows = [] } = state;
  const children = Object.entries(states ?? {}).map(([key, child]) => [key, nodeOf(child, openedAt)] as const);
  return {
    ...(type && { type }),
    ...(history && { history }),
    ...(initial !== undefined && { initial }),
    ...(states && { states: Object.fromEntries(children) }),
    entry: [...acts.map(({ name }) => name), ...told(notify, openedAt)],
    on: Object.fromEntries([
      ...takenIn(state).map((move) => [move.event.type, transitionsOf(move, true, openedAt)] as const),
      ...follows.map((move) => [move.event.type, transitionsOf(move, false, openedAt)] as const),
    ]),
    ...(always && { always: always.map((branch) => transitionTo(branch)) }),
    ...(after && { after: Object.fromEntries(after.map(({ delay, target }) => [delay.name, waysTo(target)])) }),
    ...(onDone && { onDone: onDone.map((branch) => transitionTo(branch)) }),
  };
}

const waysTo = (target: string | readonly Branch<MachineContext>[]) =>
  typeof target === "string" ? target : target.map((branch) => transitionTo(branch));

/** A region that only follows asks no refusal, records nothing and tells nobody: the one that takes the event does. */
function transitionsOf(
  { event, branches }: Move<MachineContext>,
  isTaken: boolean,
  openedAt: OpenedAt,
): readonly Transition[] {
  if (!isTaken) return branches.map((branch) => transitionTo(branch));
  const early = Object.entries(event.notify).filter(([, { beforeRecorded }]) => beforeRecorded);
  const late = Object.entries(event.notify).filter(([, { beforeRecorded }]) => !beforeRecorded);
  const actions = [
    ...told(Object.fromEntries(early), openedAt),
    ...(event.record ? [event.type] : []),
    ...told(Object.fromEntries(late), openedAt),
    ...told(event.links ?? {}, openedAt),
  ];
  return branches.map((branch) => ({ ...transitionTo(branch, event), actions: [...actions, ...namesOf(branch)] }));
}

function transitionTo(branch: Branch<MachineContext>, event: EventModule<MachineContext> | null = null): Transition {
  const guard = guardName(branch, event);
  return {
    ...(guard !== null && { guard }),
    ...(branch.target !== undefined && { target: branch.target }),
    ...(branch.isEnteredAnew && { reenter: true }),
    ...(branch.acts && { actions: namesOf(branch) }),
  };
}

const namesOf = ({ acts = [] }: Branch<MachineContext>): readonly string[] => acts.map(({ name }) => name);

function told(effects: Effects<MachineContext>, openedAt: OpenedAt): readonly ActionName[] {
  return Object.entries(effects).map(([name, effect]) =>
    effect.isNeeded
      ? conditionalName(name)
      : { type: name, params: (step) => effect.params(step.context, sentOf(step, openedAt)) },
  );
}
