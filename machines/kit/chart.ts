/**
 * The statechart as a playbook writes it: states with their words, and in each the events that it takes, by their modules.
 * `buildMachine` makes XState's configuration of it.
 */
import type { LinkTemplate, NotificationTemplate, Text } from "../playbook.ts";
import type { EventModule } from "./event.ts";
import type { AnyAsked } from "./stamp.ts";
import { oneOfEachName, type Effects, type Notifications } from "./notification.ts";

/** A question about the context that decides where to go, under a name. */
export interface Condition<Context> {
  readonly name: string;
  /** Why nothing comes of an event for which it does not hold, in words. */
  readonly why?: Text;
  /** `asked`: the event, or the question whether it would be accepted. */
  holds(context: Context, asked: AnyAsked): boolean;
}

/** How long until a state is left by itself, under a name, and what has happened then, as a headline. */
export interface Delay<Context> {
  readonly name: string;
  readonly label: Text;
  /** `at` (ms): now. */
  lengthMs(context: Context, at: number): number;
}

/** Something that a state does when it is entered, under a name. */
export interface Act<Context> {
  readonly name: string;
  /** What it may ask for. */
  readonly templates: Readonly<Record<string, NotificationTemplate>>;
  /** The incidents that it may open, and those that it may send something. */
  readonly links?: Readonly<Record<string, LinkTemplate>>;
  does(context: Context, step: ActStep): Done<Context>;
}

/** `by`: who sent the event that led here; null when a timer did, or the opening. */
export interface ActStep {
  readonly at: number;
  readonly by: string | null;
}

export interface Done<Context> {
  readonly change: Partial<Context>;
  /** Notifications, and what is asked of other incidents, by their names. */
  readonly notify: readonly { readonly name: string; readonly params: object }[];
}

/** Where to go. `target` as XState has it: a sibling `drafting`, a child `.closed`, `#id`; left out: nowhere else. */
export interface Branch<Context> {
  readonly if?: Condition<Context>;
  readonly target?: string;
  /** The state that it leads to is left and entered anew although it is the one that takes the event. */
  readonly isEnteredAnew?: true;
  /** What happens on the way, after the event has been recorded. */
  readonly acts?: readonly Act<Context>[];
}

/** An event that leads to another state. */
export interface Move<Context> {
  readonly event: EventModule<Context>;
  readonly branches: readonly Branch<Context>[];
}

/** The first branch whose condition holds. */
export function moves<Context>(event: EventModule<Context>, to: string | readonly Branch<Context>[]): Move<Context> {
  return { event, branches: typeof to === "string" ? [{ target: to }] : to };
}

export interface State<Context> {
  readonly label: Text;
  readonly help?: Text;
  readonly type?: "parallel" | "final" | "history";
  /** Of a state of this type: how far inside what was active is active again. */
  readonly history?: "deep" | "shallow";
  readonly initial?: string;
  readonly states?: Readonly<Record<string, State<Context>>>;
  readonly acts?: readonly Act<Context>[];
  /** Told whenever it is entered. */
  readonly notify?: Notifications<Context>;
  /** Events that are taken here: recorded, and told of. */
  readonly on?: readonly (EventModule<Context> | Move<Context>)[];
  /** Events that another region takes and that lead this one elsewhere too. */
  readonly follows?: readonly Move<Context>[];
  readonly always?: readonly Branch<Context>[];
  readonly after?: readonly { readonly delay: Delay<Context>; readonly target: string | readonly Branch<Context>[] }[];
  /** Where it goes when what is inside has ended. */
  readonly onDone?: readonly Branch<Context>[];
}

/** The whole of it. */
export interface Chart<Context> extends Omit<State<Context>, "label" | "help" | "on"> {
  /** The machine's id: that of the playbook. */
  readonly id: string;
}

/** Has a refusal of its own, and so a guard. */
export const isRefusable = <Context>(event: EventModule<Context>): event is Refusable<Context> =>
  event.refuse !== undefined;
type Refusable<Context> = EventModule<Context> & { refuse: NonNullable<EventModule<Context>["refuse"]> };

const isMove = <Context>(taken: EventModule<Context> | Move<Context>): taken is Move<Context> => "branches" in taken;

export const takenIn = <Context>({ on = [] }: Pick<State<Context>, "on">): readonly Move<Context>[] =>
  on.map((taken) => (isMove(taken) ? taken : { event: taken, branches: [{}] }));

/** Every state with its path below the root, parents before their children. */
export function* statesIn<Context>(
  { states = {} }: Pick<State<Context>, "states">,
  above: readonly string[] = [],
): Generator<readonly [path: readonly string[], state: State<Context>]> {
  for (const [key, state] of Object.entries(states)) {
    const path = [...above, key];
    yield [path, state];
    yield* statesIn(state, path);
  }
}

/** In the order of the chart; an event that several states take comes once. */
export function eventsIn<Context>(chart: Pick<State<Context>, "states">): readonly EventModule<Context>[] {
  const taken = [...statesIn(chart)].flatMap(([, state]) => takenIn(state).map(({ event }) => event));
  return [...new Set(taken)];
}

/** What states and events tell by themselves, by name. */
function notificationsIn<Context>(chart: Chart<Context>): Notifications<Context> {
  const states = [chart, ...[...statesIn(chart)].map(([, state]) => state)];
  return oneOfEachName([...states.map(({ notify = {} }) => notify), ...eventsIn(chart).map((event) => event.notify)]);
}

/** Everything that anybody is told of, by name. */
export function templatesIn<Context>(chart: Chart<Context>): Readonly<Record<string, NotificationTemplate>> {
  return oneOfEachName<NotificationTemplate>([notificationsIn(chart), ...actsIn(chart).map((act) => act.templates)]);
}

/** Everything that is asked of other incidents, by name. */
export function linksIn<Context>(chart: Chart<Context>): Readonly<Record<string, LinkTemplate>> {
  return oneOfEachName<LinkTemplate>([
    ...eventsIn(chart).map(({ links = {} }) => links),
    ...actsIn(chart).map(({ links = {} }) => links),
  ]);
}

/** What states and events ask for by themselves, by name. */
export function effectsIn<Context>(chart: Chart<Context>): Effects<Context> {
  return oneOfEachName<Effects<Context>[string]>([
    notificationsIn(chart),
    ...eventsIn(chart).map(({ links = {} }) => links),
  ]);
}

/** What states do when they are entered, and what is done on the way between them. */
export function actsIn<Context>(chart: Chart<Context>): readonly Act<Context>[] {
  const states: readonly Omit<State<Context>, "label">[] = [chart, ...[...statesIn(chart)].map(([, state]) => state)];
  return states.flatMap((state) => [...(state.acts ?? []), ...branchesIn(state).flatMap(({ acts = [] }) => acts)]);
}

/** Every way on from a state, whatever leads there. */
function branchesIn<Context>(state: Omit<State<Context>, "label">): readonly Branch<Context>[] {
  const { always = [], onDone = [], follows = [], after = [] } = state;
  return [
    ...[...takenIn(state), ...follows].flatMap(({ branches }) => branches),
    ...always,
    ...onDone,
    ...after.flatMap(({ target }) => (typeof target === "string" ? [] : target)),
  ];
}
