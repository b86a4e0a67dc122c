/** Lets a playbook be walked through without an engine: the same decisions, nothing stored. */
import { playbookKey, type Playbook } from "../../../machines/playbook.ts";
import type { Explorer, Walked, WalkState } from "../../playbook/explorer.ts";
import { acceptable, begin, fire, step } from "../../engine/decide/decide.ts";
import { define, type Definition } from "../../engine/decide/definition.ts";
import { InadmissibleMachineError, objectionsTo } from "../../engine/index.ts";
import type { InstanceState, MachineEvent } from "../../engine/types.ts";
import type { Json } from "../../kernel/json.ts";

export function makeExplorer(): Explorer {
  const definitions = new WeakMap<Playbook, Definition>();
  let seq = 0;
  const definitionOf = (playbook: Playbook): Definition => {
    const known = definitions.get(playbook) ?? define(playbookKey(playbook), playbook.machine);
    definitions.set(playbook, known);
    return known;
  };
  /** Timers are named after the row that armed them, so every decision is a row of its own. */
  const stamp = (at: number, by: string) => ({ at, by, seq: (seq += 1) });
  return {
    objections: (playbook) => objections(playbook),
    begin: (playbook, input, at, by) => walked(begin(definitionOf(playbook), input as Json, stamp(at, by))),
    send: (playbook, state, event, at, by) =>
      walked(step(definitionOf(playbook), state as InstanceState, event as MachineEvent, stamp(at, by))),
    acceptable: (playbook, state, at, by) => acceptable(definitionOf(playbook), state as InstanceState, { at, by }),
    fire: (playbook, state, timer, at) =>
      walked(fire(definitionOf(playbook), state as InstanceState, timer, stamp(at, "timer"))),
  };
}

function objections(playbook: Playbook): readonly string[] {
  try {
    return objectionsTo(playbook.machine).map(({ place, reason }) => `${place}: ${reason}`);
  } catch (error) {
    if (error instanceof InadmissibleMachineError) return [error.message];
    throw error;
  }
}

type Decision = ReturnType<typeof begin> | ReturnType<typeof fire>;

function walked(decision: Decision): Walked | string | null {
  switch (decision.outcome) {
    case "stepped":
      return { state: walkState(decision.state), messages: decision.messages };
    case "stale":
      return { state: walkState(decision.state), messages: [] };
    case "gone":
      return null;
    case "failed":
      return decision.why;
    case "refused":
      return decision.reason.code === "not-acceptable" ? null : decision.reason.sentence;
  }
}

/** Through JSON, as a stored state would come back. */
function walkState(state: InstanceState): WalkState {
  return JSON.parse(JSON.stringify(state)) as InstanceState;
}
