/** Decisions without an engine: a definition, a state, an event, and what comes of it. */
import { expect } from "@jest/globals";
import { begin, step } from "../../src/engine/decide/decide.ts";
import { define, type Definition } from "../../src/engine/decide/definition.ts";
import type { InstanceState, MachineEvent } from "../../src/engine/types.ts";
import type { Json } from "../../src/kernel/json.ts";
import { machineOf } from "./night.ts";

export const at = 1_000;

export function definitionOf(config: object, parts: object = {}): Definition {
  return define("m@1", machineOf({ id: "m", ...config }, parts));
}

export function begun(definition: Definition, input: Json = null): InstanceState {
  const result = begin(definition, input, { at, by: "officer-1", seq: 0 });
  if (result.outcome !== "stepped") throw new Error(result.reason.sentence);
  return result.state;
}

/** As it comes back from a database. */
export function stored(state: InstanceState): InstanceState {
  return JSON.parse(JSON.stringify(state)) as InstanceState;
}

export function send(definition: Definition, state: InstanceState, event: MachineEvent, seq = 1) {
  return step(definition, stored(state), event, { at: at + seq, by: "officer-2", seq });
}

export function sent(definition: Definition, state: InstanceState, event: MachineEvent, seq = 1) {
  const result = send(definition, state, event, seq);
  if (result.outcome !== "stepped") throw new Error(result.reason.sentence);
  return result;
}

export const refusedAs = (code: string, sentence: RegExp) => ({
  outcome: "refused",
  reason: { code, sentence: expect.stringMatching(sentence) },
});
