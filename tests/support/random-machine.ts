/**
 * Random statecharts: compound and parallel states, shallow and deep history, final states, guards, eventless transitions,
 * also such as look at the event, raised events, timers, delayed raises, cancels, re-entry, and steps that fail. Loops burn
 * fuel, so that every step comes to an end.
 */
import fc from "fast-check";
import { and, assign, cancel, not, or, raise, setup, type AnyStateMachine } from "xstate";

export interface Context {
  readonly fuel: number;
  readonly steps: number;
  readonly trail: readonly string[];
}

const events = ["A", "B", "C", "D"] as const;
const raised = ["R", "S"] as const;
const delays = [5, 10, 20, 35] as const;
const delayedIds = ["alarm", "bell"] as const;
const guards = ["even", "odd", "young"] as const;
/** Of an `always`: what brings it about may be an event that nothing else takes. */
const eventGuards = ["seesA", "seesE", "seesRaised", "seesTimer", "seesAnything"] as const;
/** No `on` takes it. */
const taken = [...events, "E"] as const;
const depthMax = 3;
const fuelAtStart = 40;

/** What the chart is made of before names are known: every number is taken modulo what there is to choose from. */
type Seed = readonly number[];

export interface RandomMachine {
  readonly machine: AnyStateMachine;
  /** Printed when a comparison fails. */
  readonly config: unknown;
}

/** What happens to the machine: an event, or time that passes in steps of 5 ms. */
export type Happening = { readonly send: string } | { readonly pass: number };

export const happenings: fc.Arbitrary<readonly Happening[]> = fc.array(
  fc.oneof(
    fc.constantFrom(...taken).map((send) => ({ send })),
    fc.constantFrom(5, 10, 15, 40).map((pass) => ({ pass })),
  ),
  { minLength: 3, maxLength: 14 },
);

export const randomMachines: fc.Arbitrary<RandomMachine> = fc
  .array(fc.nat({ max: 9_999 }), { minLength: 60, maxLength: 400 })
  .map((seed) => build(new Chooser(seed)));

/** Hands out choices from the seed; the same seed chooses the same. */
class Chooser {
  readonly #seed: Seed;
  #next = 0;

  constructor(seed: Seed) {
    this.#seed = seed;
  }

  below(limit: number): number {
    const value = this.#seed[this.#next % this.#seed.length] ?? 0;
    this.#next += 1;
    return (value + Math.floor(this.#next / this.#seed.length)) % limit;
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  of<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error("nothing to choose from");
    return item;
  }
}

interface Node {
  readonly id: string;
  readonly kind: "atomic" | "compound" | "parallel" | "final" | "history";
  readonly children: readonly Node[];
}

function build(choose: Chooser): RandomMachine {
  const root = shape(choose, "m", 0);
  const targets = [...idsOf(root)].filter((id) => id !== "m");
  const config = { ...configOf(choose, root, targets), context: { fuel: fuelAtStart, steps: 0, trail: [] } };
  return { machine: machineSetup.createMachine(config as never) as unknown as AnyStateMachine, config };
}

function shape(choose: Chooser, id: string, depth: number): Node {
  if (depth === depthMax || (depth > 0 && choose.chance(45))) {
    return { id, kind: depth > 0 && choose.chance(12) ? "final" : "atomic", children: [] };
  }
  const kind = choose.chance(35) ? "parallel" : "compound";
  const count = 2 + choose.below(2);
  const children = Array.from({ length: count }, (_, index) => shape(choose, `${id}${index}`, depth + 1));
  const usable = children.map((child) =>
    kind === "parallel" && child.kind === "final" ? { ...child, kind: "atomic" as const } : child,
  );
  if (kind === "compound" && usable[0]?.kind === "final") usable[0] = { ...usable[0], kind: "atomic" };
  if (depth > 0 && choose.chance(35)) usable.push({ id: `${id}h`, kind: "history", children: [] });
  return { id, kind, children: usable };
}

function* idsOf(node: Node): Generator<string> {
  yield node.id;
  for (const child of node.children) yield* idsOf(child);
}

function configOf(choose: Chooser, node: Node, targets: readonly string[]): Record<string, unknown> {
  if (node.kind === "history") return { id: node.id, type: "history", history: choose.chance(50) ? "deep" : "shallow" };
  if (node.kind === "final") return { id: node.id, type: "final", entry: effectOf(`enter-${node.id}`) };
  const states = Object.fromEntries(node.children.map((child) => [child.id, configOf(choose, child, targets)]));
  return {
    id: node.id,
    ...(node.kind === "parallel" ? { type: "parallel" } : {}),
    ...(node.kind === "compound" ? { initial: node.children[0]?.id } : {}),
    ...(node.children.length > 0 ? { states } : {}),
    entry: entryOf(choose, node.id),
    exit: choose.chance(40) ? [effectOf(`leave-${node.id}`)] : [],
    on: onOf(choose, targets),
    ...(choose.chance(30)
      ? { after: { [choose.chance(25) ? "byContext" : choose.of(delays)]: transitionOf(choose, targets) } }
      : {}),
    ...(choose.chance(20)
      ? { always: { ...transitionOf(choose, targets), guard: alwaysGuardOf(choose), actions: ["burn"] } }
      : {}),
    ...(node.children.length > 0 && choose.chance(25)
      ? { onDone: { ...transitionOf(choose, targets), guard: "hasFuel", actions: ["burn"] } }
      : {}),
  };
}

function entryOf(choose: Chooser, id: string): unknown[] {
  const actions: unknown[] = [effectOf(`enter-${id}`), { type: "remember", params: { id } }];
  if (choose.chance(15)) actions.push(raise({ type: choose.of(raised) }));
  if (choose.chance(15))
    actions.push(raise({ type: choose.of(taken) }, { id: choose.of(delayedIds), delay: choose.of(delays) }));
  if (choose.chance(8)) actions.push(raise({ type: choose.of(raised) }, { delay: choose.of(delays) }));
  if (choose.chance(15)) actions.push(cancel(choose.of(delayedIds)));
  return actions;
}

function onOf(choose: Chooser, targets: readonly string[]): Record<string, unknown> {
  const on: Record<string, unknown> = {};
  for (const type of events) if (choose.chance(40)) on[type] = transitionOf(choose, targets);
  for (const type of raised) {
    if (choose.chance(30)) on[type] = { target: `#${choose.of(targets)}`, guard: "hasFuel", actions: ["burn"] };
  }
  return on;
}

function transitionOf(choose: Chooser, targets: readonly string[]): Record<string, unknown> {
  return {
    ...(choose.chance(85) ? { target: `#${choose.of(targets)}` } : {}),
    ...(choose.chance(30) ? { guard: guardOf(choose) } : {}),
    ...(choose.chance(20) ? { reenter: true } : {}),
    actions: [
      ...(choose.chance(50) ? ["tick", effectOf("moved")] : ["tick"]),
      ...(choose.chance(6) ? ["stumble"] : []),
    ],
  };
}

function alwaysGuardOf(choose: Chooser): unknown {
  const one = choose.chance(50) ? choose.of(eventGuards) : choose.of(guards);
  return choose.chance(8) ? and(["hasFuel", "breaks", one]) : and(["hasFuel", one]);
}

function guardOf(choose: Chooser): unknown {
  if (choose.chance(12)) return "breaks";
  const one = choose.of(guards);
  if (choose.chance(20)) return not(one);
  return choose.chance(20) ? or([one, choose.of(guards)]) : one;
}

function effectOf(what: string) {
  return { type: "say", params: ({ context }: { context: Context }) => ({ what, steps: context.steps }) };
}

const machineSetup = setup({
  types: { context: {} as Context, events: {} as { type: string } },
  actions: {
    say: (_, _params: { what: string; steps: number }) => undefined,
    tick: assign({ steps: ({ context }) => context.steps + 1 }),
    stumble: assign({
      steps: ({ context }) => {
        if (context.steps % 5 === 3) throw new Error("the action broke");
        return context.steps;
      },
    }),
    burn: assign({ fuel: ({ context }) => context.fuel - 1 }),
    remember: assign({ trail: ({ context }, params: { id: string }) => [...context.trail, params.id].slice(-6) }),
  },
  guards: {
    even: ({ context }) => context.steps % 2 === 0,
    odd: ({ context }) => context.steps % 2 === 1,
    young: ({ context }) => context.steps < 4,
    hasFuel: ({ context }) => context.fuel > 0,
    seesA: ({ event }) => event.type === "A",
    seesE: ({ event }) => event.type === "E",
    seesRaised: ({ event }) => event.type === "R" || event.type === "S",
    seesTimer: ({ event }) => event.type.startsWith("xstate.after."),
    seesAnything: ({ event }) => !event.type.startsWith("xstate.init"),
    breaks: ({ context }) => {
      if (context.steps % 5 === 4) throw new Error("the guard broke");
      return true;
    },
  },
  delays: { byContext: ({ context }) => 5 * (1 + (context.steps % 3)) },
});
