/** The engine's decisions without an engine: what walks through a playbook and runs the nights of a file. Nothing is stored. */
import type { Moment, Playbook } from "../../machines/playbook.ts";
import type { Json } from "../kernel/json.ts";

export interface WalkState extends Moment {
  readonly timers: readonly { readonly id: string; readonly dueAt: number }[];
}

export interface Walked {
  readonly state: WalkState;
  readonly messages: readonly { readonly type: string; readonly params: Json }[];
}

/** Null: not acceptable; a sentence: the machine failed. */
export interface Explorer {
  /** Why the engine would not take the machine, one sentence each. */
  objections(playbook: Playbook): readonly string[];
  begin(playbook: Playbook, input: unknown, at: number, by: string): Walked | string | null;
  /** The event types that would be accepted from `by`, asked without their forms. */
  acceptable(playbook: Playbook, state: WalkState, at: number, by: string): readonly string[];
  send(
    playbook: Playbook,
    state: WalkState,
    event: Readonly<Record<string, unknown>>,
    at: number,
    by: string,
  ): Walked | string | null;
  fire(playbook: Playbook, state: WalkState, timer: string, at: number): Walked | string | null;
}
