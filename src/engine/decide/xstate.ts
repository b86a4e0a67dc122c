/**
 * The only file that touches XState's inside. Every step restores the snapshot from JSON: a snapshot kept in memory
 * remembers the order in which states were entered, a restored one cannot, and the two may behave differently
 * (docs/decisions/0002). Built on XState 5; version 6 drops `restoreSnapshot`, and only this file would change.
 */
import type { AnyActorScope, AnyMachineSnapshot, AnyStateMachine, AnyStateNode, Snapshot } from "xstate";
import { isSameJson, type Json, type JsonObject } from "../../kernel/json.ts";
import type { InstanceState, MachineEvent } from "../types.ts";
import { freezeDeep, knowContext } from "./plain-json.ts";
import { outOfReach } from "./purity.ts";

/** What a machine did in one step: an action in list order, not yet carried out. */
export interface StepAction {
  readonly type: string;
  readonly params: unknown;
}

export interface StepResult {
  readonly status: "active" | "done" | "error";
  readonly error: unknown;
  readonly value: Json;
  readonly history: JsonObject;
  readonly context: unknown;
  readonly output: unknown;
  readonly actions: readonly StepAction[];
}

/** A machine ready to be stepped: XState with everything that runs, waits or sends taken away. */
export interface Stepper {
  initial(input: unknown): StepResult;
  /** Null when the event changes nothing, so that it is not acceptable. */
  transition(state: InstanceState, event: MachineEvent): StepResult | null;
  /** Which of these events would be accepted. Throws when a guard throws. */
  accepts(state: InstanceState, events: readonly MachineEvent[]): boolean[];
}

/** More microsteps than this in one step is a circle. */
const microstepsMax = 1000;

export function makeStepper(machine: AnyStateMachine): Stepper {
  machine.options.maxIterations = Math.min(machine.options.maxIterations ?? microstepsMax, microstepsMax);
  // A context that is no function is one object for all instances.
  if (typeof machine.config.context === "object") freezeDeep(machine.config.context);
  const { scope, collected } = inertScope(machine);
  const { initial, transition } = untyped(machine, scope);
  /** Null when nothing happens. An event that no `on` takes may still enable an `always`, so the transition itself is asked. */
  const step = (snapshot: AnyMachineSnapshot, event: MachineEvent): StepResult | null => {
    if (snapshot.status !== "active") return null;
    const actions = collected();
    const next = transition(snapshot, event);
    return actions.length > 0 || isChanged(snapshot, next) || snapshot.can(event) ? resultOf(next, actions) : null;
  };
  const hasAlways = isAlwaysIn(machine.root);
  return {
    initial: (input) => {
      const actions = collected();
      return resultOf(initial(input), actions);
    },
    transition: (state, event) => step(restore(machine, state), event),
    accepts: (state, events) => {
      const snapshot = restore(machine, state);
      if (snapshot.status !== "active") return events.map(() => false);
      return events.map((event) => snapshot.can(event) || (hasAlways && step(snapshot, event) !== null));
    },
  };
}

function isAlwaysIn(node: AnyStateNode): boolean {
  return (
    (node.always?.length ?? 0) > 0 || Object.values(node.states).some((child) => isAlwaysIn(child as AnyStateNode))
  );
}

/** Without an action to be carried out: has anything happened? XState gives the same snapshot back when no transition was enabled. */
function isChanged(before: AnyMachineSnapshot, after: AnyMachineSnapshot): boolean {
  return (
    before !== after &&
    (after.status !== "active" ||
      before.context !== after.context ||
      !isSameJson(before.value as Json, after.value as Json) ||
      !isSameJson(historyOf(before.historyValue), historyOf(after.historyValue)))
  );
}

/** XState's types need the machine's own type parameters here; every machine comes through as `any`, said once. */
function untyped(machine: AnyStateMachine, scope: AnyActorScope) {
  const logic = machine as unknown as {
    getInitialSnapshot(scope: AnyActorScope, input: unknown): AnyMachineSnapshot;
    transition(snapshot: AnyMachineSnapshot, event: MachineEvent, scope: AnyActorScope): AnyMachineSnapshot;
  };
  return {
    initial: (input: unknown) => logic.getInitialSnapshot(scope, input),
    transition: (snapshot: AnyMachineSnapshot, event: MachineEvent) => logic.transition(snapshot, event, scope),
  };
}

/** A scope in which nothing runs: actions are written down, and whatever would act is out of the machine's reach. */
function inertScope(machine: AnyStateMachine): { scope: AnyActorScope; collected: () => StepAction[] } {
  let actions: StepAction[] = [];
  const nothing = () => undefined;
  // What XState itself asks of a system in a step.
  const forXState = { _sendInspectionEvent: nothing } as Partial<AnyActorScope["system"]>;
  const scope: AnyActorScope = {
    self: outOfReach<AnyActorScope["self"]>("self", "the machine used self, or spawned an actor"),
    defer: nothing,
    id: "",
    logger: nothing,
    sessionId: "",
    stopChild: nothing,
    system: outOfReach<AnyActorScope["system"]>("system", "the machine used system", forXState),
    emit: nothing,
    actionExecutor: ({ type, params, exec }) => {
      // Enqueued in place of a name, it would run under the name of its own, which may be that of an effect.
      const declared = machine.implementations.actions[type];
      const isInline = !type.startsWith("xstate.") && declared !== exec;
      actions.push({ type: isInline ? `inline function ${type}` : type, params });
    },
  };
  return {
    scope,
    collected: () => {
      actions = [];
      return actions;
    },
  };
}

/**
 * Restores with an empty context and sets the real one afterwards: XState would take user data with certain keys for
 * references to actors and drop them.
 */
function restore(machine: AnyStateMachine, state: InstanceState): AnyMachineSnapshot {
  const persisted = {
    status: state.status,
    value: state.value,
    // XState puts its nodes in the place of their ids. Most machines have no history, and a clone costs as much as a guard.
    historyValue: Object.keys(state.history).length === 0 ? {} : structuredClone(state.history),
    context: {},
    children: {},
    output: state.output ?? undefined,
    error: undefined,
  };
  const snapshot = machine.restoreSnapshot(
    persisted as unknown as Snapshot<unknown>,
    undefined as never,
  ) as AnyMachineSnapshot;
  return Object.assign(snapshot, { context: knowContext(state.context) });
}

function resultOf(snapshot: AnyMachineSnapshot, actions: readonly StepAction[]): StepResult {
  return {
    status: snapshot.status === "stopped" ? "error" : snapshot.status,
    error: snapshot.error,
    value: snapshot.value as Json,
    history: historyOf(snapshot.historyValue),
    context: snapshot.context,
    output: snapshot.output as unknown,
    actions,
  };
}

/** `{ history state's id: [{ id of a remembered state }] }`, as XState itself persists it. */
function historyOf(historyValue: Readonly<Record<string, readonly { readonly id: string }[]>> | undefined): JsonObject {
  const history: Record<string, Json> = {};
  for (const [key, nodes] of Object.entries(historyValue ?? {})) history[key] = nodes.map((node) => ({ id: node.id }));
  return history;
}
