/**
 * Which machines are accepted. A durable step is a pure function, so whatever runs by itself (invoke, spawn), speaks to
 * others (sendTo, sendParent, emit, log) or has no name that a log could carry (inline actions) is refused when the machine
 * is registered, with the place and the reason, and not at three in the morning.
 */
import type { AnyStateMachine, AnyStateNode } from "xstate";
import { admitAction, admitGuard } from "./admit-parts.ts";
import { whyNotDelay } from "./delay.ts";
import { whyNotJson } from "./plain-json.ts";

export interface Objection {
  /** State path and part: `door.open entry`. */
  readonly place: string;
  readonly reason: string;
}

/** The machine asks for something that cannot be made durable. */
export class InadmissibleMachineError extends Error {
  override name = "InadmissibleMachineError";
  readonly objections: readonly Objection[];

  constructor(machine: string, objections: readonly Objection[]) {
    super(
      `${machine} cannot be made durable:\n${objections.map(({ place, reason }) => `  ${place}: ${reason}`).join("\n")}`,
    );
    this.objections = objections;
  }
}

/** Throws `InadmissibleMachineError` naming every objection. */
export function admit(name: string, machine: AnyStateMachine): void {
  const objections = objectionsTo(machine);
  if (objections.length > 0) throw new InadmissibleMachineError(name, objections);
}

export function objectionsTo(machine: AnyStateMachine): readonly Objection[] {
  const objections: Objection[] = [];
  const object = (place: string, reason: string | null) => {
    if (reason !== null) objections.push({ place, reason });
  };
  const context: unknown = machine.config.context;
  if (context !== undefined && typeof context !== "function") object(machine.id, whyNotJson(context, "context"));
  for (const [name, action] of Object.entries(machine.implementations.actions)) {
    const type: unknown = typeof action === "function" && "type" in action ? action.type : undefined;
    if (typeof type === "string") for (const reason of admitAction(machine, action)) object(`action ${name}`, reason);
  }
  for (const [name, guard] of Object.entries(machine.implementations.guards)) {
    for (const reason of admitGuard(machine, guard)) object(`guard ${name}`, reason);
  }
  for (const [name, delay] of Object.entries<unknown>(machine.implementations.delays)) {
    const why = typeof delay === "function" ? null : whyNotDelay(delay);
    if (why !== null) object(`delay ${name}`, `the delay ${why}`);
  }
  for (const node of nodesOf(machine.root)) admitNode(machine, node, object);
  return objections;
}

/** Named actions of the machine that are not built-in ones: what leaves as a message. */
export function declaredEffects(machine: AnyStateMachine): ReadonlySet<string> {
  const names = Object.entries(machine.implementations.actions)
    .filter(([, action]) => !(typeof action === "function" && "resolve" in action))
    .map(([name]) => name);
  return new Set(names);
}

export function* nodesOf(node: AnyStateNode): Generator<AnyStateNode> {
  yield node;
  for (const child of Object.values(node.states)) yield* nodesOf(child as AnyStateNode);
}

type Object = (place: string, reason: string | null) => void;

function admitNode(machine: AnyStateMachine, node: AnyStateNode, object: Object): void {
  const place = node.id;
  if (node.invoke.length > 0)
    object(
      `${place} invoke`,
      "runs something that a restart would lose; ask for it with a named effect and send its result as an event",
    );
  for (const action of node.entry) {
    const part = armsAfter(action) ? "after" : "entry";
    for (const reason of admitAction(machine, action)) object(`${place} ${part}`, reason);
  }
  for (const action of node.exit) for (const reason of admitAction(machine, action)) object(`${place} exit`, reason);
  for (const [type, transitions] of node.transitions) {
    const part = `${place} ${partOf(type, node)}`;
    if (type.includes("*"))
      object(part, "wildcard transitions are not allowed: they would also match cancelled timers; list the events");
    for (const transition of transitions) admitTransition(machine, transition, part, object);
  }
  for (const transition of node.always ?? []) admitTransition(machine, transition, `${place} always`, object);
  if (node.type === "compound") admitTransition(machine, node.initial, `${place} initial`, object);
}

/** XState makes of each `after` a delayed raise on entry, and of its event a transition. */
function armsAfter(action: unknown): boolean {
  const id: unknown = typeof action === "function" && "id" in action ? action.id : undefined;
  return typeof id === "string" && id.startsWith("xstate.after.");
}

/** What the author of the machine wrote, for the event type that XState made of it. */
function partOf(type: string, node: AnyStateNode): string {
  if (type === `xstate.done.state.${node.id}`) return "onDone";
  return type.startsWith("xstate.after.")
    ? `after ${type.slice("xstate.after.".length, -node.id.length - 1)}`
    : `on ${type}`;
}

function admitTransition(
  machine: AnyStateMachine,
  transition: { readonly actions: readonly unknown[]; readonly guard?: unknown },
  place: string,
  object: Object,
): void {
  for (const action of transition.actions) for (const reason of admitAction(machine, action)) object(place, reason);
  if (transition.guard !== undefined) for (const reason of admitGuard(machine, transition.guard)) object(place, reason);
}
