/** Reasons against single actions and guards. */
import type { AnyStateMachine } from "xstate";
import { whyNotDelay } from "./delay.ts";

const builtInAllowed: ReadonlySet<string> = new Set([
  "xstate.assign",
  "xstate.raise",
  "xstate.cancel",
  "xstate.enqueueActions",
]);

/** Why this action cannot be made durable: one sentence for each reason, none when it can. */
export function* admitAction(machine: AnyStateMachine, action: unknown): Generator<string> {
  if (typeof action === "string") yield* admitNamedAction(machine, action);
  else if (typeof action === "function") yield* admitActionFunction(machine, action);
  else if (isTyped(action)) yield* admitNamedAction(machine, action.type);
  else yield "is not an action that XState knows";
}

function* admitNamedAction(machine: AnyStateMachine, name: string): Generator<string> {
  if (!Object.hasOwn(machine.implementations.actions, name))
    yield `the effect "${name}" is declared nowhere; declare it in setup({ actions })`;
}

function* admitActionFunction(machine: AnyStateMachine, action: unknown): Generator<string> {
  if (!isTyped(action)) {
    yield "an inline action function has no name that the log could carry; give it one in setup({ actions })";
    return;
  }
  if (!builtInAllowed.has(action.type)) {
    yield `${action.type.replace("xstate.", "")} acts by itself and cannot be made durable; use a named effect`;
    return;
  }
  const delay: unknown = "delay" in action ? action.delay : undefined;
  if (delay !== undefined) yield* admitDelay(machine, delay);
  const id: unknown = "id" in action ? action.id : undefined;
  if (id !== undefined && typeof id !== "string")
    yield `the id of a raised event must be a string; XState does not call a function here`;
}

/** Why nothing can wait for this delay. What a delay function answers is seen only when it is asked. */
function* admitDelay(machine: AnyStateMachine, delay: unknown): Generator<string> {
  if (typeof delay === "function") return;
  if (typeof delay === "string") {
    if (!Object.hasOwn(machine.implementations.delays, delay))
      yield `the delay "${delay}" has no implementation, so nothing would wait for it`;
    return;
  }
  const why = whyNotDelay(delay);
  if (why !== null) yield `the delay ${why}`;
}

/** Why this guard cannot be evaluated: one sentence for each reason, none when it can. */
export function* admitGuard(machine: AnyStateMachine, guard: unknown): Generator<string> {
  if (typeof guard === "string") yield* admitNamedGuard(machine, guard);
  else if (typeof guard === "function") yield* admitGuardParts(machine, guard);
  else if (isTyped(guard)) yield* admitNamedGuard(machine, guard.type);
  else yield "is not a guard that XState knows";
}

function* admitNamedGuard(machine: AnyStateMachine, name: string): Generator<string> {
  if (!Object.hasOwn(machine.implementations.guards, name)) yield `the guard "${name}" has no implementation`;
}

/** `and`, `or` and `not` carry the guards they join. */
function* admitGuardParts(machine: AnyStateMachine, guard: object): Generator<string> {
  if (!("guards" in guard) || !Array.isArray(guard.guards)) return;
  for (const part of guard.guards as unknown[]) yield* admitGuard(machine, part);
}

function isTyped(part: unknown): part is { readonly type: string } {
  return (
    (typeof part === "object" || typeof part === "function") &&
    part !== null &&
    "type" in part &&
    typeof part.type === "string"
  );
}
