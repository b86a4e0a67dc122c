/** A machine under its name, admitted and ready to be stepped. */
import type { AnyStateMachine } from "xstate";
import type { MachineName } from "../types.ts";
import { admit, declaredEffects, nodesOf } from "./admit.ts";
import { definitionText } from "./definition-text.ts";
import { makeStepper, type Stepper } from "./xstate.ts";

export interface Definition {
  readonly name: MachineName;
  readonly machine: AnyStateMachine;
  readonly stepper: Stepper;
  /** Names of the actions that become messages. */
  readonly effects: ReadonlySet<string>;
  /** Event types that a person may send, in the machine's order. */
  readonly eventTypes: readonly string[];
  /** All that is data in it, as text: same text, same definition. Its digest is pinned in every instance. */
  readonly text: string;
}

/** Throws `InadmissibleMachineError` with every place and reason. */
export function define(name: MachineName, machine: AnyStateMachine): Definition {
  admit(name, machine);
  return {
    name,
    machine,
    stepper: makeStepper(machine),
    effects: declaredEffects(machine),
    eventTypes: eventTypesOf(machine),
    text: definitionText(machine),
  };
}

/** Also those that every `on` forbids: they may still enable an `always`. */
function eventTypesOf(machine: AnyStateMachine): readonly string[] {
  const named = [...nodesOf(machine.root)].flatMap((node) => [...node.transitions.keys()]);
  return [...new Set([...machine.events.map(String), ...named])].filter((type) => !isReserved(type));
}

/** XState speaks to itself in events of this prefix and obeys them from anybody. */
export function isReserved(type: string): boolean {
  return type.startsWith("xstate.");
}
